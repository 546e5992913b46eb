/// The Pareto distribution: P(X > x) = (scale/x)^shape for x >= scale.
package struct ParetoFamily: Family {
    package static let name = "pareto"
    package let shape: Double
    /// The least value.
    package let scale: Double

    package var mean: Moment { shape <= 1 ? .infinite : .value(scale * shape / (shape - 1)) }
    package var standardDeviation: Moment {
        if shape <= 1 { return .undefined }
        return shape <= 2 ? .infinite : .value(scale / (shape - 1) * (shape / (shape - 2)).squareRoot())
    }
    package var support: Support { Support(scale, .infinity) }
    package func tails(_ x: Double) -> Tails {
        let t = -shape * ScalarMath.log1p((x - scale) / scale)
        return Tails(lower: -ScalarMath.expm1(t), upper: ScalarMath.exp(t))
    }
    package func quantile(_ p: TailProbability) -> Double {
        let hazard = -(p.isUpper ? ScalarMath.log(p.probability) : ScalarMath.log1p(-p.probability))
        return scale * ScalarMath.exp(hazard / shape)
    }
    package func density(_ x: Double) -> Double? {
        x < scale ? 0 : shape / x * ScalarMath.exp(-shape * ScalarMath.log(x / scale))
    }
    package var recipe: VariateRecipe {
        let logarithm = VariateExpression.multiply(.constant(-1 / shape), .log(.complement))
        return .expression(.multiply(.constant(scale), .exp(logarithm)))
    }
    package var parameters: String { "shape \(shape), scale \(scale)" }
}

extension Distribution {
    /// The Pareto distribution; both parameters > 0, `scale` is the least value.
    public static func pareto(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(ParetoFamily.name)
        try check.shape("shape", shape)
        try check.positive("scale", scale)
        return Distribution(.pareto(ParetoFamily(shape: shape, scale: scale)))
    }
}
