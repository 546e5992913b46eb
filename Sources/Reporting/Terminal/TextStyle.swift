/// Colours, or none. Colour only adds: the text is the same without it.
public enum TextStyle: Sendable {
    case plain
    case colored

    func strong(_ text: String) -> String { wrapped(text, "1") }
    func faint(_ text: String) -> String { wrapped(text, "2") }
    func positive(_ text: String) -> String { wrapped(text, "34") }
    func negative(_ text: String) -> String { wrapped(text, "31") }
    /// On a background, one of the usual 256 colours, behind a shade that the background hides.
    func shaded(_ shade: String, _ text: String, _ colour: Int) -> String {
        wrapped(shade, "48;5;\(colour);38;5;\(colour)") + wrapped(text, "48;5;\(colour);38;5;\(colour < 40 ? 231 : 16)")
    }

    /// The text as it is without colours.
    public static func withoutColours(_ text: String) -> String {
        guard text.utf8.contains(0x1B) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == 0x1B, rest.first == UInt8(ascii: "["),
                let end = rest.dropFirst().firstIndex(where: { !(0x30...0x3B).contains($0) }), rest[end] == UInt8(ascii: "m")
            {
                rest = rest[(end + 1)...]
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func wrapped(_ text: String, _ code: String) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
