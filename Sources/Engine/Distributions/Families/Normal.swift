/// The normal distribution.
package struct NormalFamily: Family {
    package static let name = "normal"
    package let location: Double
    package let scale: Double

    package var mean: Moment { .value(location) }
    package var standardDeviation: Moment { .value(scale) }
    package var support: Support { .line }
    package func tails(_ x: Double) -> Tails { StandardNormal.tails((x - location) / scale) }
    package func quantile(_ p: TailProbability) -> Double { location + scale * StandardNormal.quantile(p) }
    package func density(_ x: Double) -> Double? { StandardNormal.density((x - location) / scale) / scale }
    package var recipe: VariateRecipe { .affineNormal(mean: location, standardDeviation: scale) }
    package var parameters: String { "mean \(location), sd \(scale)" }
}

extension Distribution {
    /// The normal distribution; `sd` > 0.
    public static func normal(mean: Double, sd: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(NormalFamily.name)
        try check.finite("mean", mean)
        try check.positive("sd", sd, remedy: "for a certain value write the number itself")
        return Distribution(.normal(NormalFamily(location: mean, scale: sd)))
    }
}
