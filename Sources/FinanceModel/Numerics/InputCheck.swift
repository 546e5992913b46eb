/// Checks inputs of one model and names the first that is out of range. NaN and infinities never pass.
struct InputCheck {
    let subject: String

    init(_ subject: String) { self.subject = subject }

    func finite(_ name: String, _ x: Double) throws(FinanceError) {
        if !x.isFinite { throw FinanceError(subject, name, x, mustBe: "a finite number") }
    }

    func positive(_ name: String, _ x: Double) throws(FinanceError) {
        if !(x > 0 && x.isFinite) { throw FinanceError(subject, name, x, mustBe: "greater than 0 and finite") }
    }

    func notNegative(_ name: String, _ x: Double) throws(FinanceError) {
        if !(x >= 0 && x.isFinite) { throw FinanceError(subject, name, x, mustBe: "at least 0 and finite") }
    }

    func within(_ name: String, _ x: Double, _ range: ClosedRange<Double>) throws(FinanceError) {
        if !range.contains(x) {
            throw FinanceError(subject, name, x, mustBe: "between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    /// Strictly between two bounds.
    func inside(_ name: String, _ x: Double, _ lower: Double, _ upper: Double) throws(FinanceError) {
        if !(x > lower && x < upper) {
            throw FinanceError(subject, name, x, mustBe: "between \(lower) and \(upper), exclusive")
        }
    }

    func count(_ name: String, _ n: Int, atLeast least: Int) throws(FinanceError) {
        if n < least { throw FinanceError(subject, name, Double(n), mustBe: "at least \(least)") }
    }

    /// As many elements as something else has.
    func count(_ name: String, _ n: Int, equals expected: Int, like other: String) throws(FinanceError) {
        if n != expected {
            throw FinanceError(
                subject, "count of \(name)", Double(n), mustBe: "\(expected), one for each of \(other)")
        }
    }

    /// A rate times a time, so that e to its power is a number.
    func exponent(_ name: String, _ x: Double) throws(FinanceError) {
        if !(x.magnitude <= 500) {
            throw FinanceError(
                subject, name, x, mustBe: "between -500 and 500", remedy: "rates are per year and times in years")
        }
    }
}
