/// The lognormal distribution: exp of a normal one.
package struct LognormalFamily: Family {
    package static let name = "lognormal"
    /// Mean of the logarithm.
    package let logMedian: Double
    /// Standard deviation of the logarithm.
    package let sdLog: Double

    package var mean: Moment { .value(ScalarMath.exp(logMedian + 0.5 * sdLog * sdLog)) }
    package var standardDeviation: Moment {
        let variance = sdLog * sdLog
        return .value(ScalarMath.exp(logMedian + 0.5 * variance) * ScalarMath.expm1(variance).squareRoot())
    }
    package var support: Support { .positive }
    package func tails(_ x: Double) -> Tails {
        x <= 0 ? Tails(lower: 0, upper: 1) : StandardNormal.tails((ScalarMath.log(x) - logMedian) / sdLog)
    }
    package func quantile(_ p: TailProbability) -> Double {
        ScalarMath.exp(logMedian + sdLog * StandardNormal.quantile(p))
    }
    package func density(_ x: Double) -> Double? {
        x <= 0 ? 0 : StandardNormal.density((ScalarMath.log(x) - logMedian) / sdLog) / (sdLog * x)
    }
    package var recipe: VariateRecipe { .expAffineNormal(mean: logMedian, standardDeviation: sdLog) }
    package var parameters: String { "median \(ScalarMath.exp(logMedian)), sd_log \(sdLog)" }
}

extension Distribution {
    /// The lognormal distribution by its median and the standard deviation of its logarithm; both > 0.
    public static func lognormal(median: Double, sdLog: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(LognormalFamily.name)
        try check.positive("median", median)
        try check.positive("sd_log", sdLog, remedy: "for a certain value write the number itself")
        return Distribution(.lognormal(LognormalFamily(logMedian: ScalarMath.log(median), sdLog: sdLog)))
    }

    /// The lognormal distribution with this mean and standard deviation (of the variable, not of its logarithm).
    public static func lognormal(mean: Double, sd: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(LognormalFamily.name)
        try check.positive("mean", mean)
        try check.positive("sd", sd, remedy: "for a certain value write the number itself")
        let ratio = sd / mean
        let variance = ScalarMath.log1p(ratio * ratio)
        return Distribution(
            .lognormal(
                LognormalFamily(logMedian: ScalarMath.log(mean) - 0.5 * variance, sdLog: variance.squareRoot())))
    }
}
