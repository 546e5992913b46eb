/// ANSI colours, or none. Colour only adds: the text is the same without it.
struct TerminalStyle {
    let isColored: Bool

    func title(_ text: String, _ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: wrap(text, "1;31")
        case .warning: wrap(text, "1;33")
        case .note: wrap(text, "1;36")
        }
    }

    func strong(_ text: String) -> String { wrap(text, "1") }

    func frame(_ text: String) -> String { wrap(text, "34") }

    func caret(_ text: String) -> String { wrap(text, "1;31") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
