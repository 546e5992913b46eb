/// The validations shared by the families; each throws a `DistributionError` naming family and parameter.
struct ParameterCheck {
    let family: String

    init(_ family: String) { self.family = family }

    func finite(_ name: String, _ x: Double) throws(DistributionError) {
        guard x.isFinite else { throw DistributionError(family, name, x, mustBe: "a finite number") }
    }

    func positive(_ name: String, _ x: Double, remedy: String? = nil) throws(DistributionError) {
        guard x > 0, x.isFinite else {
            throw DistributionError(family, name, x, mustBe: "greater than 0 and finite", remedy: x == 0 ? remedy : nil)
        }
    }

    /// A dimensionless shape parameter; outside this range the formulas lose their accuracy and the analyst has
    /// most likely mistaken a unit.
    func shape(_ name: String, _ x: Double) throws(DistributionError) {
        guard x >= 1e-3, x <= 1e8 else {
            throw DistributionError(family, name, x, mustBe: "between 0.001 and 1e8")
        }
    }

    func probability(_ name: String, _ x: Double) throws(DistributionError) {
        guard x >= 0, x <= 1 else {
            throw DistributionError(
                family, name, x, mustBe: "a probability between 0 and 1",
                remedy: x > 1 && x <= 100 ? "percentages are written `\(x) * percent`" : nil)
        }
    }

    /// min < max, both finite, with a finite distance.
    func interval(_ min: Double, _ max: Double) throws(DistributionError) {
        try finite("min", min)
        try finite("max", max)
        guard min < max else {
            throw DistributionError(
                family, "max", max, mustBe: "greater than `min`", operands: [.init("min", min)],
                remedy: min == max ? "for a certain value write the number itself" : "exchange `min` and `max`")
        }
        guard (max - min).isFinite else {
            throw DistributionError(
                family, "max", max, mustBe: "within a finite distance of `min`", operands: [.init("min", min)])
        }
    }

    /// min <= mode <= max with min < max.
    func peaked(_ min: Double, _ mode: Double, _ max: Double) throws(DistributionError) {
        try interval(min, max)
        guard mode >= min, mode <= max else {
            throw DistributionError(
                family, "mode", mode, mustBe: "between `min` and `max`",
                operands: [.init("min", min), .init("max", max)])
        }
    }
}
