/// The Weibull distribution: P(X > x) = exp(−(x/scale)^shape).
package struct WeibullFamily: Family {
    package static let name = "weibull"
    package let shape: Double
    package let scale: Double

    package var mean: Moment { .value(scale * ScalarMath.exp(LogGamma.onePlus(1 / shape))) }
    package var standardDeviation: Moment {
        // Var/mean² = Γ(1+2/k)/Γ(1+1/k)² − 1, by expm1 so that large shapes keep their digits.
        let first = LogGamma.onePlus(1 / shape)
        let ratio = ScalarMath.expm1(LogGamma.onePlus(2 / shape) - 2 * first)
        return .value(scale * ScalarMath.exp(first) * ratio.squareRoot())
    }
    package var support: Support { .positive }
    package func tails(_ x: Double) -> Tails {
        let t = -ScalarMath.pow(x / scale, shape)
        return Tails(lower: -ScalarMath.expm1(t), upper: ScalarMath.exp(t))
    }
    package func quantile(_ p: TailProbability) -> Double {
        let hazard = -(p.isUpper ? ScalarMath.log(p.probability) : ScalarMath.log1p(-p.probability))
        return scale * ScalarMath.pow(hazard, 1 / shape)
    }
    package func density(_ x: Double) -> Double? {
        if x < 0 { return 0 }
        let t = x / scale
        return shape / scale * ScalarMath.pow(t, shape - 1) * ScalarMath.exp(-ScalarMath.pow(t, shape))
    }
    package var recipe: VariateRecipe {
        let hazard = VariateExpression.negate(.log(.complement))
        let value: VariateExpression =
            shape == 1 ? hazard : shape == 2 ? .squareRoot(hazard) : .power(hazard, .constant(1 / shape))
        return .expression(.multiply(.constant(scale), value))
    }
    package var parameters: String { "shape \(shape), scale \(scale)" }
}

extension Distribution {
    /// The Weibull distribution; both parameters > 0.
    public static func weibull(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(WeibullFamily.name)
        try check.shape("shape", shape)
        try check.positive("scale", scale)
        return Distribution(.weibull(WeibullFamily(shape: shape, scale: scale)))
    }
}
