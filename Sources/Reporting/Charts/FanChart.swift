public import Quantities

/// A distribution over time: bands of blocks, time to the right, and a table of its quantiles at a few times.
public struct FanChart: Sendable {
    /// The quantiles at one time; NaN where there is none.
    public struct Row: Sendable {
        public var label: String
        public var count: Int
        public var values: [Double]
        public var errors: [Double]

        public init(label: String, count: Int, values: [Double], errors: [Double]) {
            self.label = label
            self.count = count
            self.values = values
            self.errors = errors
        }
    }

    public var title: String
    public var unit: Unit
    /// Ascending and odd in number, the middle one drawn as a line.
    public var probabilities: [Double]
    public var rows: [Row]
    /// What the counts count.
    public var remark: String

    public init(title: String, unit: Unit, probabilities: [Double], rows: [Row], remark: String) {
        self.title = title
        self.unit = unit
        self.probabilities = probabilities
        self.rows = rows
        self.remark = remark
    }

    private static let height = 12
    private static let width = 60
    /// How many times the table shows.
    private static let tableRows = 7

    public func text(style: TextStyle = .plain) -> String {
        let shown = DisplayUnit(unit, for: rows.flatMap(\.values))
        let heading = "\(title)\(shown.name.isEmpty ? "" : ", \(shown.name)")\n"
        return style.strong(heading) + chart(shown) + table(shown).text(style: style) + style.faint("n: \(remark)") + "\n"
    }

    // MARK: The chart

    private func chart(_ shown: DisplayUnit) -> String {
        let finite = rows.flatMap(\.values).filter(\.isFinite)
        guard var low = finite.min(), var high = finite.max() else { return "no path\n" }
        if high - low <= 0 {
            let margin = max(abs(high) * 0.1, 1e-300)
            (low, high) = (low - margin, high + margin)
        }
        let columns = min(Self.width, rows.count * max(1, Self.width / rows.count))
        let cell = (high - low) / Double(Self.height)
        let labels = (0...Self.height).map { NumberText.text(shown(high - Double($0) * cell), digits: 3) }
        let margin = [0, Self.height / 2, Self.height].map { labels[$0].count }.max() ?? 0
        var text = ""
        for line in 0..<Self.height {
            let label = line == 0 ? labels[0] : line == Self.height / 2 ? labels[line] : line == Self.height - 1 ? labels[Self.height] : ""
            text += String(repeating: " ", count: margin - label.count) + label + (label.isEmpty ? " │" : " ┤")
            let top = high - Double(line) * cell
            text += trimmed(String((0..<columns).map { character(rows[$0 * rows.count / columns], top - cell, top, isLast: line == Self.height - 1) })) + "\n"
        }
        let first = rows.first?.label ?? "", last = rows.last?.label ?? ""
        text += String(repeating: " ", count: margin) + " └" + String(repeating: "─", count: columns) + "\n"
        let gap = max(1, columns - first.count - last.count)
        return text + String(repeating: " ", count: margin + 2) + first + (rows.count > 1 ? String(repeating: " ", count: gap) + last : "") + "\n"
    }

    /// What stands in one cell: the median, the inner band, the outer band or nothing.
    private func character(_ row: Row, _ low: Double, _ high: Double, isLast: Bool) -> Character {
        let values = row.values
        guard values.allSatisfy(\.isFinite) else { return " " }
        func holds(_ x: Double) -> Bool { (x > low || (isLast && x >= low * (1 - 1e-12) - 1e-300)) && x <= high }
        let middle = values.count / 2
        if holds(values[middle]) { return "━" }
        for band in (0..<middle).reversed() where values[band] <= high && values[values.count - 1 - band] > low {
            return band == middle - 1 ? "▓" : "░"
        }
        return " "
    }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    // MARK: The table

    private func table(_ shown: DisplayUnit) -> TextTable {
        var table = TextTable(
            [.init("at")] + probabilities.map { .init(SimulationReport.label($0), .decimal) } + [.init("n", .right)])
        let count = min(Self.tableRows, rows.count)
        for i in 0..<count {
            let row = rows[count == 1 ? 0 : i * (rows.count - 1) / (count - 1)]
            let cells = zip(row.values, row.errors).map { value, error in
                value.isFinite ? NumberText.text(shown(value), cutAt: max(shown(error), abs(shown(value)) * 1e-3)) : ""
            }
            table.append([row.label] + cells + [NumberText.count(row.count)])
        }
        return table
    }
}
