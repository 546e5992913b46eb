/// Colours, or none. Colour only adds: the text is the same without it.
public enum TextStyle: Sendable {
    case plain
    case colored

    func strong(_ text: String) -> String { wrapped(text, "1") }
    func faint(_ text: String) -> String { wrapped(text, "2") }
    func positive(_ text: String) -> String { wrapped(text, "34") }
    func negative(_ text: String) -> String { wrapped(text, "31") }

    private func wrapped(_ text: String, _ code: String) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
