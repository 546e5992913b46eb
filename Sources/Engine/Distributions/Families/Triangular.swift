/// The triangular distribution.
package struct TriangularFamily: Family {
    package static let name = "triangular"
    package let min: Double
    package let mode: Double
    package let max: Double

    private var width: Double { max - min }

    package var mean: Moment { .value(min + ((mode - min) + (max - min)) / 3) }
    package var standardDeviation: Moment {
        let a = mode - min
        let b = max - mode
        return .value(((a * a + a * b + b * b) / 18).squareRoot())
    }
    package var support: Support { Support(min, max) }
    package func tails(_ x: Double) -> Tails {
        if x < mode {
            let lower = (x - min) / width * ((x - min) / (mode - min))
            return Tails(lower: lower, upper: 1 - lower)
        }
        let upper = (max - x) / width * ((max - x) / (max - mode))
        return Tails(lower: 1 - upper, upper: upper)
    }
    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        // The side of the mode, judged without 1 − p where p is small.
        let isLeft =
            near.isUpper ? near.probability >= (max - mode) / width : near.probability < (mode - min) / width
        if isLeft { return min + (near.lower * width * (mode - min)).squareRoot() }
        return max - (near.upper * width * (max - mode)).squareRoot()
    }
    package func density(_ x: Double) -> Double? {
        if x < min || x > max { return 0 }
        if x == mode { return 2 / width }
        return x < mode ? 2 * (x - min) / (width * (mode - min)) : 2 * (max - x) / (width * (max - mode))
    }
    package var recipe: VariateRecipe {
        .triangular(
            TriangularRecipe(
                minimum: min, maximum: max, split: (mode - min) / width, lower: width * (mode - min),
                upper: width * (max - mode)))
    }
    package var parameters: String { "min \(min), mode \(mode), max \(max)" }
}

extension Distribution {
    /// The triangular distribution; `min` <= `mode` <= `max`, `min` < `max`.
    public static func triangular(min: Double, mode: Double, max: Double) throws(DistributionError) -> Distribution {
        try ParameterCheck(TriangularFamily.name).peaked(min, mode, max)
        return Distribution(.triangular(TriangularFamily(min: min, mode: mode, max: max)))
    }
}
