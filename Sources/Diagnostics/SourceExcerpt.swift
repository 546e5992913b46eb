/// One line of source made fit to print, and where below it the caret belongs.
struct SourceExcerpt {
    /// The widest excerpt; a longer line is cut around the caret.
    static let widest = 100

    /// The line's text with tabs as spaces and control characters visible.
    let text: String
    /// The columns before the caret, nil if the place in the line isn't known.
    let caret: Int?

    /// Prepares `line` with the caret under the byte `column`, counted from 1. A column one past the end of the line
    /// points behind it; one further out is ignored.
    init(line: Substring, column: Int?) {
        var pieces: [(text: String, width: Int)] = []
        var caret: Int?
        var bytes = 0
        var columns = 0
        for scalar in line.unicodeScalars {
            let next = bytes + UTF8.width(scalar)
            if let column, (bytes..<next).contains(column - 1) { caret = columns }
            let text = scalar == "\t" ? "    " : VisibleText.escaped(String(scalar))
            let width = VisibleText.width(text)
            pieces.append((text, width))
            columns += width
            bytes = next
        }
        if column == bytes + 1 { caret = columns }
        guard columns > Self.widest else {
            text = pieces.map(\.text).joined()
            self.caret = caret
            return
        }
        let first = max(0, min((caret ?? 0) - Self.widest / 2, columns - Self.widest))
        var position = 0
        var kept = ""
        var start = 0
        for piece in pieces {
            let end = position + piece.width
            if position >= first && end <= first + Self.widest {
                if kept.isEmpty { start = position }
                kept += piece.text
            }
            position = end
        }
        text = (first > 0 ? "…" : "") + kept + (first + Self.widest < columns ? "…" : "")
        self.caret = caret.map { $0 - start + (first > 0 ? 1 : 0) }
    }

    /// Line `number` (from 1) of a text, without its end; nil if there is no such line. Lines end as Lua's do: LF, CR,
    /// CRLF or LFCR.
    static func line(_ number: Int, of text: String) -> Substring? {
        let bytes = text.utf8
        var current = 1
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard byte == 0x0A || byte == 0x0D else {
                bytes.formIndex(after: &index)
                continue
            }
            if current == number { return text[start..<index] }
            bytes.formIndex(after: &index)
            if index < bytes.endIndex, bytes[index] != byte, bytes[index] == 0x0A || bytes[index] == 0x0D {
                bytes.formIndex(after: &index)
            }
            start = index
            current += 1
        }
        return current == number ? text[start...] : nil
    }
}
