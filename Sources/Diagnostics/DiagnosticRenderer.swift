/// Lays a ``Diagnostic`` out as text for a person.
///
/// ```
/// error[unit-mismatch]: can't add power and money per energy
///   --> scenarios/iren.lua:14:24
/// 14 |   local cost = it_load + tariff
///    |                        ^
///    |     it_load = 120 MW       power              (set at line 6)
///    |     tariff  = 42 USD/MWh   money per energy   (set at line 9)
///    = to get money per time, multiply: it_load * tariff
/// ```
///
/// The source line and the caret appear where the source is at hand and the column is known. Control characters in
/// scripts and values are made visible, so that no text can drive the terminal.
public struct DiagnosticRenderer {
    private let style: TerminalStyle
    private let source: (String) -> String?

    /// Creates a renderer.
    ///
    /// - Parameters:
    ///   - color: Whether to use ANSI colours; the caller knows whether the output is a terminal.
    ///   - source: The whole text of a file by the name that locations use, or nil if it can't be had.
    public init(color: Bool, source: @escaping (String) -> String?) {
        style = TerminalStyle(isColored: color)
        self.source = source
    }

    /// The diagnostic in one or more lines, each ended by a newline.
    public func text(_ diagnostic: Diagnostic) -> String {
        var lines = [headline(diagnostic)]
        let gutter = Gutter(line: diagnostic.location?.line, style: style)
        if let location = diagnostic.location {
            lines.append(gutter.arrow + VisibleText.escaped(location.description))
            lines += excerpt(location, gutter)
        }
        lines += operands(diagnostic, gutter)
        lines += diagnostic.notes.flatMap { gutter.paragraph("note: " + $0) }
        lines += diagnostic.remedy.map { gutter.paragraph($0) } ?? []
        return lines.map { $0 + "\n" }.joined()
    }

    /// Several diagnostics, separated by empty lines, in the order given.
    public func text(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(text).joined(separator: "\n")
    }

    private func headline(_ diagnostic: Diagnostic) -> String {
        let title = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
        let message = VisibleText.escaped(diagnostic.message, keepingNewlines: true)
        return style.title(title, diagnostic.severity) + ": " + style.strong(message)
    }

    private func excerpt(_ location: SourceLocation, _ gutter: Gutter) -> [String] {
        guard let text = source(location.file), let line = SourceExcerpt.line(location.line, of: text) else {
            return []
        }
        let excerpt = SourceExcerpt(line: line, column: location.column)
        var lines = [gutter.numbered(excerpt.text)]
        if let caret = excerpt.caret {
            lines.append(gutter.blank(String(repeating: " ", count: caret) + style.caret("^")))
        }
        return lines
    }

    private func operands(_ diagnostic: Diagnostic, _ gutter: Gutter) -> [String] {
        let rows = diagnostic.operands.map { operand in
            [
                operand.name.map { VisibleText.escaped($0) } ?? "",
                VisibleText.escaped(operand.value),
                VisibleText.escaped(operand.kind),
                origin(operand.origin, seenFrom: diagnostic.location),
            ]
        }
        let widths = (0..<4).map { column in rows.map { VisibleText.width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            var line = "    "
            if widths[0] > 0 {
                line += VisibleText.padded(row[0], widths[0]) + (row[0].isEmpty ? "   " : " = ")
            }
            line += (1..<4).filter { widths[$0] > 0 }.map { VisibleText.padded(row[$0], widths[$0]) }
                .joined(separator: "   ")
            return gutter.blank(VisibleText.trimmedEnd(line))
        }
    }

    private func origin(_ origin: SourceLocation?, seenFrom place: SourceLocation?) -> String {
        guard let origin else { return "" }
        if origin.file == place?.file { return "(set at line \(origin.line))" }
        return VisibleText.escaped("(set at \(origin.file):\(origin.line))")
    }
}

/// The left margin: the line's number, or blanks as wide.
private struct Gutter {
    let number: String
    let style: TerminalStyle

    init(line: Int?, style: TerminalStyle) {
        let digits = line.map(String.init) ?? ""
        number = VisibleText.padded(digits, 2)
        self.style = style
    }

    private var margin: String { String(repeating: " ", count: number.utf8.count) }

    var arrow: String { margin + style.frame("--> ") }

    func numbered(_ text: String) -> String {
        VisibleText.trimmedEnd(style.frame("\(number) |") + " " + text)
    }

    func blank(_ text: String) -> String {
        style.frame("\(margin) |") + " " + text
    }

    /// Text after `=`, its further lines indented below the first.
    func paragraph(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            VisibleText.escaped(String($0))
        }
        return lines.enumerated().map { index, line in
            VisibleText.trimmedEnd((index == 0 ? style.frame("\(margin) =") : "\(margin)  ") + " " + line)
        }
    }
}
