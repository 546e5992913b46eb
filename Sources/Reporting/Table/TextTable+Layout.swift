import Diagnostics

extension TextTable {
    private static let gap = "  "
    private static let smallestCut = 10

    /// The table's lines, each ended by a newline; no spaces at the ends of lines.
    ///
    /// A table wider than `width` first cuts the columns that may be cut, down to 10 columns each, then goes on below with
    /// the columns that do not fit, the first column repeated. A `width` of nil is no limit.
    public func text(width: Int? = nil, style: TextStyle = .plain) -> String {
        let laidOut = columns.indices.map { column in
            Self.aligned(rows.map { $0.cells[column] }, title: columns[column].title, columns[column].alignment)
        }
        var widths = laidOut.map(\.width)
        if let width { cut(&widths, to: width) }
        return blocks(widths, limit: width)
            .map { block(laidOut, widths, $0, style) }
            .joined(separator: "\n")
    }

    private struct LaidOutColumn {
        var title: String
        var cells: [String]
        var width: Int
    }

    private static func aligned(_ cells: [String], title: String, _ alignment: Alignment) -> LaidOutColumn {
        let cells = alignment == .decimal ? DecimalColumn.aligned(cells) : cells
        let width = (cells + [title]).map { VisibleText.width($0) }.max()!
        let isLeft = alignment == .left
        func filled(_ text: String) -> String {
            let space = String(repeating: " ", count: width - VisibleText.width(text))
            return isLeft ? text + space : space + text
        }
        return LaidOutColumn(title: filled(title), cells: cells.map(filled), width: width)
    }

    /// Takes columns away where it hurts least: always from the widest that may be cut.
    private func cut(_ widths: inout [Int], to limit: Int) {
        func total() -> Int { widths.reduce(0, +) + Self.gap.count * (widths.count - 1) }
        while total() > limit {
            let widest = columns.indices.filter { columns[$0].mayBeCut && widths[$0] > Self.smallestCut }
                .max { widths[$0] < widths[$1] }
            guard let widest else { return }
            widths[widest] -= 1
        }
    }

    private func blocks(_ widths: [Int], limit: Int?) -> [[Int]] {
        guard let limit else { return [Array(columns.indices)] }
        var blocks: [[Int]] = []
        var block = [0]
        var used = widths[0]
        for column in columns.indices.dropFirst() {
            let needed = Self.gap.count + widths[column]
            if used + needed > limit, block.count > 1 {
                blocks.append(block)
                block = [0]
                used = widths[0]
            }
            block.append(column)
            used += needed
        }
        return blocks + [block]
    }

    private func block(_ laidOut: [LaidOutColumn], _ widths: [Int], _ chosen: [Int], _ style: TextStyle) -> String {
        func line(_ cell: (Int) -> String) -> String {
            VisibleText.trimmedEnd(chosen.map { Shortening.fitted(cell($0), widths[$0]) }.joined(separator: Self.gap))
        }
        var lines: [String] = []
        if columns.contains(where: { !$0.title.isEmpty }) {
            lines.append(style.strong(line { laidOut[$0].title }))
            let ruleWidth = chosen.map { widths[$0] }.reduce(0, +) + Self.gap.count * (chosen.count - 1)
            lines.append(style.faint(String(repeating: "─", count: ruleWidth)))
        }
        for (index, row) in rows.enumerated() {
            let text = line { laidOut[$0].cells[index] }
            switch row.emphasis {
            case .none: lines.append(text)
            case .strong: lines.append(style.strong(text))
            case .faint: lines.append(style.faint(text))
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
