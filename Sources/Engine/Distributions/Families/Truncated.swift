/// A distribution conditioned to lie within [min, max], as a function of the same uniform.
package struct TruncatedFamily: Family {
    package static let name = "truncated"
    package let base: Distribution
    /// −∞ and +∞ where there is no bound.
    package let bounds: Support
    /// The base's tails just below the interval: P(X < min), P(X >= min).
    let below: Tails
    /// The base's tails at its end: P(X <= max), P(X > max).
    let above: Tails

    /// P(min <= X <= max) of the base, from the side where the subtraction loses less.
    var mass: Double { below.lower > 0.5 ? below.upper - above.upper : above.lower - below.lower }

    package var mean: Moment { moments.mean }
    package var standardDeviation: Moment { moments.standardDeviation }

    /// By quadrature, where the integrals exist; sums over the values of a discrete base.
    private var moments: (mean: Moment, standardDeviation: Moment) {
        if let steps {
            var previous = 0.0
            let points = zip(steps.values, steps.cumulative).map { value, share in
                defer { previous = share }
                return (value: value, weight: share - previous)
            }
            let listed = DiscreteFamily(Self.name, points: points, total: 1)
            return (listed.mean, listed.standardDeviation)
        }
        let isBounded = support.min.isFinite && support.max.isFinite
        let exists = isBounded || base.standardDeviation != nil
        guard !base.hasAtoms, exists else { return (.noClosedForm, .noClosedForm) }
        let found = QuantileMoments(quantile)
        return (found.mean, found.standardDeviation)
    }
    package var isDiscrete: Bool { base.isDiscrete }
    package var support: Support { Support(Swift.max(bounds.min, base.minimum), Swift.min(bounds.max, base.maximum)) }
    package var parameters: String {
        base.summary + (bounds.min.isFinite ? ", min \(bounds.min)" : "")
            + (bounds.max.isFinite ? ", max \(bounds.max)" : "")
    }

    package func tails(_ x: Double) -> Tails {
        let t = base.tails(x)
        let lower = below.lower > 0.5 ? below.upper - t.upper : t.lower - below.lower
        let upper = t.lower > 0.5 ? t.upper - above.upper : above.lower - t.lower
        return Tails(lower: Swift.min(Swift.max(lower / mass, 0), 1), upper: Swift.min(Swift.max(upper / mass, 0), 1))
    }

    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        let lower = below.lower + near.lower * mass
        let upper = above.upper + near.upper * mass
        let x =
            lower <= 0.5
            ? base.family.quantile(TailProbability(lower: lower)) : base.family.quantile(TailProbability(upper: upper))
        return Swift.min(Swift.max(x, support.min), support.max)
    }

    package func density(_ x: Double) -> Double? {
        x < bounds.min || x > bounds.max ? 0 : base.family.density(x).map { $0 / mass }
    }

    package var steps: StepTable? {
        guard let table = base.family.steps else { return nil }
        var values: [Double] = []
        var cumulative: [Double] = []
        for (index, value) in table.values.enumerated() where value >= bounds.min && value <= bounds.max {
            let share = Swift.min((table.cumulative[index] - below.lower) / mass, 1)
            guard share > (cumulative.last ?? 0) else { continue }
            values.append(value)
            cumulative.append(share)
        }
        guard !values.isEmpty else { return nil }
        cumulative[cumulative.count - 1] = 1
        return StepTable(cumulative: cumulative, values: values)
    }

    package var recipe: VariateRecipe {
        if let steps { return .expression(.steps(steps, .uniform)) }
        // Far in the upper tail u' = F(min) + u·mass would have no digits left: tabulate the truncated quantiles.
        if !isDiscrete && below.upper < 1e-3 {
            let table = QuantileTable.tabulated("\(self)") { quantile($0) }
            return .expression(clamped(table.expression))
        }
        var inner = VariateExpression.multiply(.constant(mass), .uniform)
        if below.lower > 0 { inner = .add(.constant(below.lower), inner) }
        // Rounding must not carry u' to 1, where the base may be infinite.
        if below.lower > 0 { inner = .minimum(inner, .constant(1 - 0x1p-53)) }
        return .expression(clamped(base.recipe.expression.substituting(inner)))
    }

    private func clamped(_ expression: VariateExpression) -> VariateExpression {
        var result = expression
        if bounds.min.isFinite && bounds.min > base.minimum { result = .maximum(result, .constant(bounds.min)) }
        if bounds.max.isFinite && bounds.max < base.maximum { result = .minimum(result, .constant(bounds.max)) }
        return result
    }
}

extension Distribution {
    /// This distribution given that it lies within [min, max] (ends included; nil for no bound). The result is a
    /// monotone function of the same uniform; moments and quantiles of `base` are those of the untruncated variable.
    public static func truncated(
        _ base: Distribution, min: Double? = nil, max: Double? = nil
    ) throws(DistributionError) -> Distribution {
        let name = TruncatedFamily.name
        guard min != nil || max != nil else {
            throw DistributionError(name, "min", nil, mustBe: "given, or `max`")
        }
        for (word, bound) in [("min", min), ("max", max)] {
            if let bound, bound.isNaN { throw DistributionError(name, word, bound, mustBe: "a number") }
        }
        let bounds = Support(min ?? -.infinity, max ?? .infinity)
        guard bounds.min < bounds.max || (base.isDiscrete && bounds.min == bounds.max) else {
            throw DistributionError(
                name, "max", bounds.max, mustBe: "greater than `min`", operands: [.init("min", bounds.min)],
                remedy: bounds.min > bounds.max ? "exchange `min` and `max`" : nil)
        }
        let below =
            bounds.min == -.infinity
            ? Tails(lower: 0, upper: 1) : base.tails(base.isDiscrete ? bounds.min.nextDown : bounds.min)
        let above = base.tails(bounds.max)
        let family = TruncatedFamily(base: base, bounds: bounds, below: below, above: above)
        guard family.mass > 1e-280 else {
            throw DistributionError(
                name, min == nil ? "max" : "min", min ?? max, mustBe: "such that some of the distribution is left",
                operands: min != nil && max != nil ? [.init("max", bounds.max)] : [],
                remedy: "its values lie between \(base.quantile(0.001)) and \(base.quantile(0.999)) 998 times in 1000")
        }
        return Distribution(.truncated(family))
    }
}
