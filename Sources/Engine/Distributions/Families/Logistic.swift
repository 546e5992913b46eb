/// The logistic distribution.
package struct LogisticFamily: Family {
    package static let name = "logistic"
    package let location: Double
    package let scale: Double

    package var mean: Moment { .value(location) }
    package var standardDeviation: Moment { .value(scale * (Double.pi / 3.0.squareRoot())) }
    package var support: Support { .line }
    package func tails(_ x: Double) -> Tails {
        let t = ScalarMath.exp(-((x - location) / scale).magnitude)
        let near = Tails(lower: t / (1 + t), upper: 1 / (1 + t))
        return x < location ? near : near.swapped
    }
    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        // ln(p/(1 − p)); near ½ through log1p, so that the median is exact.
        let logit =
            near.probability > 0.25
            ? ScalarMath.log1p((2 * near.probability - 1) / (1 - near.probability))
            : ScalarMath.log(near.probability) - ScalarMath.log1p(-near.probability)
        return location + scale * (near.isUpper ? -logit : logit)
    }
    package func density(_ x: Double) -> Double? {
        let t = tails(x)
        return t.lower * t.upper / scale
    }
    package var recipe: VariateRecipe {
        let logit = VariateExpression.log(.divide(.uniform, .complement))
        return .expression(.add(.constant(location), .multiply(.constant(scale), logit)))
    }
    package var parameters: String { "location \(location), scale \(scale)" }
}

extension Distribution {
    /// The logistic distribution; `scale` > 0, sd = scale·π/√3.
    public static func logistic(location: Double, scale: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(LogisticFamily.name)
        try check.finite("location", location)
        try check.positive("scale", scale)
        return Distribution(.logistic(LogisticFamily(location: location, scale: scale)))
    }
}
