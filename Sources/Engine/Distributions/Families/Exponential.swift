/// The exponential distribution.
package struct ExponentialFamily: Family {
    package static let name = "exponential"
    /// The mean, 1/rate.
    package let scale: Double

    package var mean: Moment { .value(scale) }
    package var standardDeviation: Moment { .value(scale) }
    package var support: Support { .positive }
    package func tails(_ x: Double) -> Tails {
        let t = -x / scale
        return Tails(lower: -ScalarMath.expm1(t), upper: ScalarMath.exp(t))
    }
    package func quantile(_ p: TailProbability) -> Double {
        -scale * (p.isUpper ? ScalarMath.log(p.probability) : ScalarMath.log1p(-p.probability))
    }
    package func density(_ x: Double) -> Double? { x < 0 ? 0 : ScalarMath.exp(-x / scale) / scale }
    package var recipe: VariateRecipe {
        .expression(.multiply(.constant(-scale), .log(.complement)))
    }
    package var parameters: String { "mean \(scale)" }
}

extension Distribution {
    /// The exponential distribution; `rate` > 0, mean = 1/rate.
    public static func exponential(rate: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(ExponentialFamily.name)
        try check.positive("rate", rate)
        try check.positive("rate", 1 / rate)
        return Distribution(.exponential(ExponentialFamily(scale: 1 / rate)))
    }

    /// The exponential distribution by its mean > 0.
    public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
        try ParameterCheck(ExponentialFamily.name).positive("mean", mean)
        return Distribution(.exponential(ExponentialFamily(scale: mean)))
    }
}
