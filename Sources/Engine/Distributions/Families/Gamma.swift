/// The gamma distribution with density ∝ x^(shape−1)·e^(−x/scale).
package struct GammaFamily: Family {
    package static let name = "gamma"
    package let shape: Double
    package let scale: Double

    package var mean: Moment { .value(shape * scale) }
    package var standardDeviation: Moment { .value(shape.squareRoot() * scale) }
    package var support: Support { .positive }
    package func tails(_ x: Double) -> Tails { IncompleteGamma.tails(shape, x / scale) }
    package func quantile(_ p: TailProbability) -> Double { scale * Self.standardQuantile(shape, p) }
    package func density(_ x: Double) -> Double? { IncompleteGamma.density(shape, x / scale) / scale }
    package var recipe: VariateRecipe {
        .expression(.multiply(.constant(scale), QuantileTable.gamma(shape).expression))
    }
    package var parameters: String { "shape \(shape), scale \(scale)" }

    /// The quantile for scale 1.
    static func standardQuantile(_ shape: Double, _ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        return standardQuantile(IncompleteGamma.Prefix(shape), near, start: guess(shape, near))
    }

    /// The same from a first guess; `near` is from its near end.
    static func standardQuantile(_ prefix: IncompleteGamma.Prefix, _ near: TailProbability, start: Double) -> Double {
        QuantileSolver.positive(near, start: start) { x in
            IncompleteGamma.tails(prefix, x)
        } density: { x in
            prefix(x) * (prefix.a / x)
        }
    }

    /// A first guess: Wilson and Hilferty's cube, or the power law of the lower tail where that is smaller.
    static func guess(_ a: Double, _ p: TailProbability) -> Double {
        let powerLaw = ScalarMath.exp((ScalarMath.log(p.lower) + LogGamma.onePlus(a)) / a)
        if a < 1 { return p.isUpper ? Swift.max(powerLaw, -ScalarMath.log(p.probability) * 0.5) : powerLaw }
        let z = StandardNormal.quantile(p)
        let root = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
        let cube = a * root * root * root
        return !p.isUpper && (root < 0.5 || powerLaw < 0.2 * a) && powerLaw > 0 ? powerLaw : cube
    }
}

extension Distribution {
    /// The gamma distribution; both parameters > 0, mean = shape · scale.
    public static func gamma(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(GammaFamily.name)
        try check.shape("shape", shape)
        try check.positive("scale", scale)
        return Distribution(.gamma(GammaFamily(shape: shape, scale: scale)))
    }
}
