import Diagnostics
public import Quantities

/// How one figure becomes another, step by step: a floating bar a step.
///
/// ```
/// npv, MUSD
/// base                ████████████████████   150.30 ± 0.40
/// demand_level            ▐███████████████   -40.12 ± 0.05
/// delay                 ▐█                    -9.77 ± 0.03
/// winter              ██▌                    100.41 ± 0.40
/// ```
public struct Waterfall: Sendable {
    public struct Step: Sendable {
        public var name: String
        /// The figure of an end, the change of a step.
        public var value: Double
        public var error: Double
        /// A word behind the figures, such as `1 → 0.6`.
        public var remark: String

        public init(_ name: String, _ value: Double, error: Double, remark: String = "") {
            self.name = name
            self.value = value
            self.error = error
            self.remark = remark
        }
    }

    public var title: String
    public var isCondition: Bool
    public var unit: Unit
    public var first: Step
    public var steps: [Step]
    public var last: Step

    public init(title: String, isCondition: Bool, unit: Unit, first: Step, steps: [Step], last: Step) {
        self.title = title
        self.isCondition = isCondition
        self.unit = unit
        self.first = first
        self.steps = steps
        self.last = last
    }

    public func text(width: Int = 80, style: TextStyle = .plain) -> String {
        let shown = DisplayUnit(unit, for: [first.value, last.value] + steps.map(\.value))
        func scaled(_ x: Double) -> Double { isCondition ? x * 100 : shown(x) }
        let all = [first] + steps + [last]
        let names = all.map { VisibleText.escaped($0.name) }
        let remarks = all.map { $0.remark.isEmpty ? "" : "  \(VisibleText.escaped($0.remark))" }
        let figures = DecimalColumn.aligned(
            all.indices.map { index in
                let text = NumberText.text(scaled(all[index].value), error: scaled(all[index].error))
                let isChange = index > 0 && index < all.count - 1
                return isChange && all[index].value > 0 ? "+\(text)" : text
            })
        let nameWidth = min(names.map { VisibleText.width($0) }.max()!, max(12, width / 3))
        let remarkWidth = remarks.map { VisibleText.width($0) }.max()!
        let room = max(12, min(40, width - nameWidth - VisibleText.width(figures[0]) - remarkWidth - 4))
        let spans = self.spans
        let low = spans.map { min($0.from, $0.to) }.filter(\.isFinite).min() ?? 0
        let high = spans.map { max($0.from, $0.to) }.filter(\.isFinite).max() ?? 0
        let name = isCondition ? "%" : shown.name
        var text = style.strong(VisibleText.escaped(name.isEmpty ? title : "\(title), \(name)")) + "\n"
        for index in all.indices {
            let span = spans[index]
            let bar = Self.bar(span.from, span.to, low: low, high: high, room: room)
            let isEnd = index == 0 || index == all.count - 1
            let drawn = isEnd ? bar : span.to < span.from ? style.negative(bar) : style.positive(bar)
            let line = "\(VisibleText.padded(Shortening.fitted(names[index], nameWidth), nameWidth))  \(drawn)  \(figures[index])\(remarks[index])"
            text += VisibleText.trimmedEnd(line) + "\n"
        }
        return text
    }

    /// Where each bar begins and ends: those of both figures at 0.
    private var spans: [(from: Double, to: Double)] {
        var spans = [(from: 0.0, to: first.value)]
        var level = first.value
        for step in steps {
            spans.append((level, level + step.value))
            level += step.value
        }
        return spans + [(0.0, last.value)]
    }

    /// To half a column, at least half a column for what is not 0.
    private static func bar(_ from: Double, _ to: Double, low: Double, high: Double, room: Int) -> String {
        guard high > low, from.isFinite, to.isFinite, from != to else { return String(repeating: " ", count: room) }
        func place(_ x: Double) -> Int { Int(((x - low) / (high - low) * Double(2 * room)).rounded()) }
        let left = min(place(min(from, to)), 2 * room - 1)
        let right = max(place(max(from, to)), left + 1)
        var text = ""
        for column in 0..<room {
            let hasLeft = left <= 2 * column && right > 2 * column
            let hasRight = left <= 2 * column + 1 && right > 2 * column + 1
            text += hasLeft ? (hasRight ? "█" : "▌") : hasRight ? "▐" : " "
        }
        return text
    }
}
