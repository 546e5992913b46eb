import Diagnostics

/// Which inputs move an output, as a tornado: one bar an input, to the right where the output rises with it, to the left
/// where it falls, the strongest first.
///
/// ```
/// drivers of npv                    rank correlation
/// rent        │█████████████████▌   +0.712 ± 0.003
/// capex  █████│                     -0.213 ± 0.004
/// ```
public struct DriverChart: Sendable {
    public struct Driver: Sendable {
        public var name: String
        /// Signed, usually between -1 and 1.
        public var value: Double
        public var error: Double?
        /// A word behind the figures, such as `unnamed`.
        public var remark: String

        public init(_ name: String, _ value: Double, error: Double? = nil, remark: String = "") {
            self.name = name
            self.value = value
            self.error = error
            self.remark = remark
        }
    }

    public var title: String
    /// What the figures are: `rank correlation`.
    public var measure: String
    public var drivers: [Driver]
    /// How many are drawn; the rest are counted in a last line.
    public var limit: Int

    public init(title: String, measure: String, drivers: [Driver], limit: Int = 20) {
        self.title = title
        self.measure = measure
        self.drivers = drivers
        self.limit = limit
    }

    /// The drivers as they are drawn: by falling magnitude, equal ones by name, those without a value last.
    public var sorted: [Driver] {
        drivers.sorted { a, b in
            let (left, right) = (abs(a.value), abs(b.value))
            if left.isNaN != right.isNaN { return right.isNaN }
            return left == right || left.isNaN ? a.name.utf8.lexicographicallyPrecedes(b.name.utf8) : left > right
        }
    }

    /// A driver closer to 0 than twice its error is faint: it may be nothing.
    public func text(width: Int = 80, style: TextStyle = .plain) -> String {
        let shown = Array(sorted.prefix(limit))
        let hidden = drivers.count - shown.count
        guard !shown.isEmpty else { return "\(style.strong(VisibleText.escaped(title)))\nno uncertain input\n" }
        let names = shown.map { VisibleText.escaped($0.name) }
        let figures = DecimalColumn.aligned(shown.map(Self.figure))
        let remarks = shown.map { $0.remark.isEmpty ? "" : "  \(VisibleText.escaped($0.remark))" }
        let remarkWidth = remarks.map { VisibleText.width($0) }.max()!
        let nameWidth = min(names.map { VisibleText.width($0) }.max()!, max(12, width / 3))
        let barWidth = max(12, min(60, width - nameWidth - figures[0].count - remarkWidth - 5))
        let (left, right) = sides(shown, barWidth)
        let head = VisibleText.padded(VisibleText.escaped(title), nameWidth + left + right + 3)
        var text = style.strong("\(head)  \(measure)") + "\n"
        for (index, driver) in shown.enumerated() {
            let name = Shortening.fitted(names[index], nameWidth)
            let scale = largest(shown)
            let share = driver.value.isFinite && scale > 0 ? abs(driver.value) / scale : 0
            let negative = Bar.leftward(driver.value < 0 ? share : 0, width: left)
            let positive = Bar.rightward(driver.value > 0 ? share : 0, width: right)
            let bars = "\(style.negative(negative))│\(style.positive(positive))"
            let figure = VisibleText.trimmedEnd("\(figures[index])\(remarks[index])")
            let isNoise = driver.error.map { abs(driver.value) < 2 * $0 } ?? false
            text += isNoise ? style.faint("\(name)  \(negative)│\(positive)  \(figure)") : "\(name)  \(bars)  \(figure)"
            text += "\n"
        }
        if hidden > 0 { text += style.faint("and \(hidden) weaker") + "\n" }
        return text
    }

    private static func figure(_ driver: Driver) -> String {
        let text = NumberText.text(driver.value, error: driver.error, digits: 3)
        return driver.value > 0 ? "+\(text)" : text
    }

    private func largest(_ shown: [Driver]) -> Double {
        shown.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    }

    /// Both sides share one scale, so the axis stands where the longest bars of either side need it.
    private func sides(_ shown: [Driver], _ width: Int) -> (left: Int, right: Int) {
        let lowest = abs(min(0, shown.map(\.value).filter(\.isFinite).min() ?? 0))
        let highest = max(0, shown.map(\.value).filter(\.isFinite).max() ?? 0)
        guard lowest + highest > 0 else { return (0, 1) }
        let left = Int((Double(width) * lowest / (lowest + highest)).rounded(.up))
        return (left, max(1, width - left))
    }
}
