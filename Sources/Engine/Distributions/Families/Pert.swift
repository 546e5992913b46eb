/// The PERT distribution: a beta distribution on [min, max] by its mode, with weight λ = 4 on it.
///
/// alpha = 1 + 4(mode − min)/(max − min), beta = 1 + 4(max − mode)/(max − min), so that the mean is
/// (min + 4 mode + max)/6.
package struct PertFamily: Family {
    package static let name = "pert"
    package let mode: Double
    package let beta: BetaFamily

    package init(min: Double, mode: Double, max: Double) {
        self.mode = mode
        beta = BetaFamily(
            alpha: 1 + 4 * ((mode - min) / (max - min)), beta: 1 + 4 * ((max - mode) / (max - min)), min: min, max: max)
    }

    package var mean: Moment { beta.mean }
    package var standardDeviation: Moment { beta.standardDeviation }
    package var support: Support { beta.support }
    package func tails(_ x: Double) -> Tails { beta.tails(x) }
    package func quantile(_ p: TailProbability) -> Double { beta.quantile(p) }
    package func density(_ x: Double) -> Double? { beta.density(x) }
    package var recipe: VariateRecipe { beta.recipe }
    package var parameters: String { "min \(beta.min), mode \(mode), max \(beta.max)" }
}

extension Distribution {
    /// The PERT distribution (λ = 4); `min` <= `mode` <= `max`, `min` < `max`.
    public static func pert(min: Double, mode: Double, max: Double) throws(DistributionError) -> Distribution {
        try ParameterCheck(PertFamily.name).peaked(min, mode, max)
        return Distribution(.pert(PertFamily(min: min, mode: mode, max: max)))
    }
}
