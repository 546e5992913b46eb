import Diagnostics

/// A histogram with one line a bin: the range on the left in the unit of the axis, the bar, the share on the right.
///
/// ```
/// npv, MUSD
/// below  -200                              0.12 %
///  -200 – -150  ██▋                        1.3 %
///  -150 – -100  ██████████                 5.0 %   P5
/// ```
public struct TextHistogram: Sendable {
    public struct Mark: Sendable {
        public var label: String
        public var value: Double

        public init(_ label: String, at value: Double) {
            self.label = label
            self.value = value
        }
    }

    /// What is on the axis, and its unit (`MUSD`; empty for plain numbers).
    public var title: String
    public var unit: String
    /// Ascending, one more than there are counts. Bin i holds edges[i] ≤ x < edges[i + 1].
    public var edges: [Double]
    public var counts: [Double]
    /// How many values lie outside the edges.
    public var below: Double
    public var above: Double
    /// Named places, such as P5 and P95, written behind the bin in which they lie.
    public var marks: [Mark]

    public init(
        title: String, unit: String, edges: [Double], counts: [Double], below: Double = 0, above: Double = 0,
        marks: [Mark] = []
    ) {
        precondition(!counts.isEmpty && edges.count == counts.count + 1, "a histogram of n bins has n + 1 edges")
        self.title = title
        self.unit = unit
        self.edges = edges
        self.counts = counts
        self.below = below
        self.above = above
        self.marks = marks
    }

    /// The bars in one line, at most `width` characters.
    public func sparkline(width: Int = 24) -> String { Sparkline.text(counts, width: width) }

    public func text(width: Int = 80, style: TextStyle = .plain) -> String {
        let total = counts.reduce(0, +) + below + above
        let largest = counts.max()!
        let labels = edgeTexts
        var rows: [(label: String, count: Double, marks: [String])] = []
        let labelWidth = labels.map(\.count).max()!
        func right(_ text: String) -> String { String(repeating: " ", count: labelWidth - text.count) + text }
        if below > 0 { rows.append(("below \(labels[0])", below, marksBetween(-.infinity, edges[0]))) }
        for bin in counts.indices {
            let label = "\(right(labels[bin])) – \(right(labels[bin + 1]))"
            let isLast = bin == counts.count - 1
            rows.append((label, counts[bin], marksBetween(edges[bin], isLast ? edges[bin + 1].nextUp : edges[bin + 1])))
        }
        if above > 0 {
            rows.append(("above \(labels.last!)", above, marksBetween(edges.last!.nextUp, .infinity)))
        }
        let leftWidth = rows.map(\.label.count).max()!
        let shares = DecimalColumn.aligned(rows.map { Self.share($0.count, of: total) })
        let markWidth = rows.map { $0.marks.isEmpty ? 0 : 2 + $0.marks.joined(separator: " ").count }.max()!
        let barWidth = max(10, width - leftWidth - 2 - 2 - shares[0].count - markWidth)
        var text = style.strong(VisibleText.escaped(unit.isEmpty ? title : "\(title), \(unit)")) + "\n"
        for (index, row) in rows.enumerated() {
            let bar = Bar.text(row.count / largest, width: barWidth)
            let filled = style.positive(bar) + String(repeating: " ", count: barWidth - bar.count)
            let label = String(repeating: " ", count: leftWidth - row.label.count) + row.label
            let line = "\(label)  \(filled)  \(shares[index])"
            text +=
                VisibleText.trimmedEnd(line + (row.marks.isEmpty ? "" : "  " + row.marks.joined(separator: " "))) + "\n"
        }
        return text
    }

    private func marksBetween(_ low: Double, _ high: Double) -> [String] {
        marks.filter { $0.value >= low && $0.value < high }.map(\.label)
    }

    /// Just enough decimals that no two edges look alike and none is more than 2 % of a bin away from what it says.
    private var edgeTexts: [String] {
        let narrowest = zip(edges.dropFirst(), edges).map { $0 - $1 }.min()!
        let largest = edges.map(abs).max()!
        guard narrowest > 0, largest.isFinite else { return edges.map { NumberText.text($0) } }
        if largest >= 1e7 || largest < 1e-3 { return edges.map { NumberText.text($0, digits: 5) } }
        for decimals in 0...12 {
            let texts = edges.map { DecimalText.fixed($0, decimals: decimals) }
            let isFaithful = zip(texts, edges).allSatisfy { abs(Double($0)! - $1) <= 0.02 * narrowest }
            if isFaithful { return texts }
        }
        return edges.map { NumberText.text($0, digits: 6) }
    }

    private static func share(_ count: Double, of total: Double) -> String {
        guard total > 0, count > 0 else { return "0 %" }
        let text = DecimalText.fixed(count / total * 100, decimals: 1)
        return text == "0.0" ? "<0.1 %" : "\(text) %"
    }
}
