/// Strings as Lua literals on one line.
enum LiteralText {
    /// The literal, in double quotes, that means `content`. Everything that isn't a printable character becomes an
    /// escape, so that the literal has no line ends and is valid UTF-8.
    static func quoted(_ content: [UInt8]) -> String {
        var text = "\""
        var rest = content[...]
        while let byte = rest.first {
            if let character = scalar(rest), character.value >= 0x80 {
                text.unicodeScalars.append(character)
                rest = rest.dropFirst(UTF8.width(character))
            } else {
                text += escaped(byte)
                rest = rest.dropFirst()
            }
        }
        return text + "\""
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\n"): "\\n"
        case 0x20..<0x7F: String(Unicode.Scalar(byte))
        default: "\\" + String(repeating: "0", count: 3 - String(byte).count) + String(byte)
        }
    }

    /// The first character of `bytes`, nil if they don't begin with one.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        var decoder = UTF8()
        var iterator = bytes.prefix(4).makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
        return nil
    }
}
