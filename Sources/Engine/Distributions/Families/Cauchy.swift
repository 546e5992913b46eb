/// The Cauchy distribution. It has no mean.
package struct CauchyFamily: Family {
    package static let name = "cauchy"
    package let location: Double
    package let scale: Double

    package var mean: Moment { .undefined }
    package var standardDeviation: Moment { .undefined }
    package var support: Support { .line }
    package func tails(_ x: Double) -> Tails {
        let t = (x - location) / scale
        // atan(1/t) keeps the far tail; within |t| < 1 the plain form is as good.
        if t.magnitude < 1 {
            let shift = ScalarMath.atan(t) / Double.pi
            return Tails(lower: 0.5 + shift, upper: 0.5 - shift)
        }
        let near = ScalarMath.atan(1 / t.magnitude) / Double.pi
        return t < 0 ? Tails(lower: near, upper: 1 - near) : Tails(lower: 1 - near, upper: near)
    }
    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        if near.probability == 0.5 { return location }
        let distance =
            near.probability > 0.25
            ? ScalarMath.tan(Double.pi * (0.5 - near.probability)) : 1 / ScalarMath.tan(Double.pi * near.probability)
        return location + scale * (near.isUpper ? distance : -distance)
    }
    package func density(_ x: Double) -> Double? {
        let t = (x - location) / scale
        return 1 / (Double.pi * scale * (1 + t * t))
    }
    /// −cot(πu), written with the distance to the nearer end so that both tails keep their digits.
    package var recipe: VariateRecipe {
        let near = VariateExpression.minimum(.uniform, .complement)
        let distance = VariateExpression.divide(.constant(scale), .tangent(.multiply(.constant(Double.pi), near)))
        let isLeft = VariateExpression.less(.uniform, .constant(0.5))
        return .expression(.add(.constant(location), .select(isLeft, .negate(distance), distance)))
    }
    package var parameters: String { "location \(location), scale \(scale)" }
}

extension Distribution {
    /// The Cauchy distribution; `scale` > 0.
    public static func cauchy(location: Double, scale: Double) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(CauchyFamily.name)
        try check.finite("location", location)
        try check.positive("scale", scale)
        return Distribution(.cauchy(CauchyFamily(location: location, scale: scale)))
    }
}
