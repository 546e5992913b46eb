import Diagnostics
public import Quantities

/// A figure over one or two axes: its value in every cell, with a shade from the lowest to the highest.
///
/// ```
/// npv, MUSD             delay, month
/// capex, BUSD        0          6         12
///         1.0   █ 153.2    ▓ 131.0    ▒ 108.9
///         1.5   ▒ 103.1    ░  80.7      58.6
/// ```
public struct HeatMap: Sendable {
    public struct Axis: Sendable {
        public var name: String
        public var unit: String
        public var labels: [String]

        public init(_ name: String, unit: String = "", labels: [String]) {
            self.name = name
            self.unit = unit
            self.labels = labels
        }

        var title: String { VisibleText.escaped(unit.isEmpty ? name : "\(name), \(unit)") }
    }

    public var title: String
    public var isCondition: Bool
    public var unit: Unit
    public var rows: Axis
    /// nil where there is one axis only.
    public var columns: Axis?
    /// Row by row; every row has one value a column.
    public var values: [[Double]]
    public var errors: [[Double]]

    public init(
        title: String, isCondition: Bool, unit: Unit, rows: Axis, columns: Axis?, values: [[Double]], errors: [[Double]]
    ) {
        precondition(values.count == rows.labels.count && values.allSatisfy { $0.count == columns?.labels.count ?? 1 })
        self.title = title
        self.isCondition = isCondition
        self.unit = unit
        self.rows = rows
        self.columns = columns
        self.values = values
        self.errors = errors
    }

    private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    /// From dark blue over green to yellow, as numbers of the usual 256 colours; readable with either text colour.
    private static let colours = [17, 18, 24, 30, 36, 71, 107, 143, 179, 221]

    public func text(style: TextStyle = .plain) -> String {
        let all = values.flatMap { $0 }
        let shown = DisplayUnit(unit, for: all)
        func scaled(_ x: Double) -> Double { isCondition ? x * 100 : shown(x) }
        let lowest = all.filter(\.isFinite).min() ?? 0
        let highest = all.filter(\.isFinite).max() ?? 0
        let decimals = self.decimals(scaled(lowest), scaled(highest), error: scaled(smallestError))
        let texts = values.map { $0.map { Self.number(scaled($0), decimals) } }
        let labels = columns?.labels.map { VisibleText.escaped($0) } ?? [""]
        let cell = max(texts.flatMap { $0 }.map(\.count).max() ?? 1, (labels.map { VisibleText.width($0) }.max() ?? 0) - 2)
        let left = max(
            VisibleText.width(rows.title), rows.labels.map { VisibleText.width(VisibleText.escaped($0)) }.max() ?? 0)
        func right(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - VisibleText.width(text))) + text
        }
        let name = isCondition ? "%" : shown.name
        let head = VisibleText.escaped(name.isEmpty ? title : "\(title), \(name)")
        var text = style.strong(columns.map { "\(VisibleText.padded(head, left))   \($0.title)" } ?? head) + "\n"
        let marks = labels.map { "  " + right($0, cell + 2) }.joined()
        text += VisibleText.trimmedEnd(style.faint(VisibleText.padded(rows.title, left)) + (columns == nil ? "" : marks)) + "\n"
        for (row, label) in rows.labels.enumerated() {
            text += right(VisibleText.escaped(label), left)
            for (column, value) in values[row].enumerated() {
                let share = Self.share(value, lowest, highest)
                let shade = Self.shades[min(4, Int(share * 5))]
                text += "  " + style.shaded("\(shade)", " \(right(texts[row][column], cell))", Self.colours[min(9, Int(share * 10))])
            }
            text += "\n"
        }
        return text + legend(lowest, highest, scaled, style)
    }

    /// What the shades mean, and how exact the values are.
    private func legend(_ lowest: Double, _ highest: Double, _ scaled: (Double) -> Double, _ style: TextStyle) -> String {
        var text = ""
        if highest > lowest {
            let bounds = (0...5).map { scaled(lowest + (highest - lowest) * Double($0) / 5) }
            let decimals = self.decimals(bounds[0], bounds[5], error: 0)
            let parts = Self.shades.enumerated().map { index, shade in
                let low = lowest + (highest - lowest) * (Double(index) + 0.5) / 5
                let colour = Self.colours[min(9, Int(Self.share(low, lowest, highest) * 10))]
                return style.shaded("\(shade)\(shade)", "", colour)
                    + " \(Self.number(bounds[index], decimals)) to \(Self.number(bounds[index + 1], decimals))"
            }
            text += parts.joined(separator: "  ") + "\n"
        }
        let finite = errors.flatMap { $0 }.filter(\.isFinite)
        guard let least = finite.min(), let most = finite.max() else { return text }
        let (low, high) = (NumberText.text(scaled(least), digits: 2), NumberText.text(scaled(most), digits: 2))
        return text + style.faint("standard errors: \(low == high ? low : "\(low) to \(high)")") + "\n"
    }

    private var smallestError: Double { errors.flatMap { $0 }.filter { $0 > 0 && $0.isFinite }.min() ?? 0 }

    private static func share(_ value: Double, _ lowest: Double, _ highest: Double) -> Double {
        guard highest > lowest, value.isFinite else { return 0.5 }
        return (value - lowest) / (highest - lowest)
    }

    /// Three digits of the spread, but none below the first digit of the error; nil: with an exponent.
    private func decimals(_ low: Double, _ high: Double, error: Double) -> Int? {
        let largest = max(abs(low), abs(high))
        if largest >= 1e7 || largest < 1e-4 && largest > 0 { return nil }
        let spread = high - low > 0 ? high - low : largest
        guard spread > 0, spread.isFinite else { return 0 }
        var decimals = 2 - DecimalText.scientific(spread, significant: 1).exponent
        if error > 0 { decimals = min(decimals, -DecimalText.scientific(error, significant: 1).exponent) }
        return max(0, min(decimals, 9))
    }

    private static func number(_ value: Double, _ decimals: Int?) -> String {
        guard let decimals, value.isFinite else { return NumberText.text(value, digits: 3) }
        return DecimalText.fixed(value, decimals: decimals)
    }
}
