/// The uniform distribution on an interval.
package struct UniformFamily: Family {
    package static let name = "uniform"
    package let min: Double
    package let max: Double

    package var mean: Moment { .value(min + 0.5 * (max - min)) }
    package var standardDeviation: Moment { .value((max - min) / 12.0.squareRoot()) }
    package var support: Support { Support(min, max) }
    package func tails(_ x: Double) -> Tails {
        Tails(lower: (x - min) / (max - min), upper: (max - x) / (max - min))
    }
    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        return near.isUpper ? max - near.probability * (max - min) : min + near.probability * (max - min)
    }
    package func density(_ x: Double) -> Double? { x < min || x > max ? 0 : 1 / (max - min) }
    package var recipe: VariateRecipe {
        .expression(.uniform(from: min, to: max))
    }
    package var parameters: String { "min \(min), max \(max)" }
}

extension VariateExpression {
    /// `low + (high − low)·u`, held below `high` where rounding could pass it.
    static func uniform(from low: Double, to high: Double) -> VariateExpression {
        .affine(.uniform, from: low, to: high)
    }

    /// Maps an operand within [0, 1] onto [low, high]. Both roundings are monotone, so that the largest operand
    /// decides whether a clamp is needed.
    static func affine(_ operand: VariateExpression, from low: Double, to high: Double) -> VariateExpression {
        if low == 0 && high == 1 { return operand }
        let line = VariateExpression.add(.constant(low), .multiply(.constant(high - low), operand))
        return low + (high - low) > high ? .minimum(line, .constant(high)) : line
    }

    /// 1 − u.
    static let complement = VariateExpression.subtract(.constant(1), .uniform)
}

extension Distribution {
    /// The uniform distribution on [min, max]; `min` < `max`.
    public static func uniform(min: Double, max: Double) throws(DistributionError) -> Distribution {
        try ParameterCheck(UniformFamily.name).interval(min, max)
        return Distribution(.uniform(UniformFamily(min: min, max: max)))
    }
}
