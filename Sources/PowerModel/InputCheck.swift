/// Checks inputs of one thing and names the first that is out of range. NaN and infinities never pass.
struct InputCheck {
    let subject: String

    init(_ subject: String) { self.subject = subject }

    func finite(_ name: String, _ x: Double) throws(PowerError) {
        if !x.isFinite { throw PowerError(subject, name, x, mustBe: "a finite number") }
    }

    func positive(_ name: String, _ x: Double) throws(PowerError) {
        if !(x > 0 && x.isFinite) { throw PowerError(subject, name, x, mustBe: "greater than 0 and finite") }
    }

    func notNegative(_ name: String, _ x: Double) throws(PowerError) {
        if !(x >= 0 && x.isFinite) { throw PowerError(subject, name, x, mustBe: "at least 0 and finite") }
    }

    func within(_ name: String, _ x: Double, _ range: ClosedRange<Double>) throws(PowerError) {
        if !range.contains(x) {
            throw PowerError(subject, name, x, mustBe: "between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    /// Every element of an hourly series; hours count from 0.
    func series(_ name: String, _ values: [Double], count: Int, least: Double = -.infinity) throws(PowerError) {
        if values.count != count {
            throw PowerError(
                .invalid, "`\(name)` of \(subject) has \(values.count) hours, but prices have \(count)",
                remedy: "give every series the same hours; missing hours are never filled silently")
        }
        for (hour, value) in values.enumerated() where !(value >= least && value.isFinite) {
            throw PowerError(
                value.isFinite ? .invalid : .notFinite,
                "`\(name)` of \(subject) at hour \(hour) must be "
                    + (least == -.infinity ? "a finite number" : "at least \(least) and finite"),
                [("\(name)[\(hour)]", "\(value)")])
        }
    }
}
