/// The standard normal distribution from the kernels' own erfc and inverse.
package enum StandardNormal {
    package static func tails(_ z: Double) -> Tails {
        // The far side is one minus the near one, which is exact to an ulp.
        let near = 0.5 * ScalarMath.erfc(z.magnitude * 0.70710678118654752440)
        return z < 0 ? Tails(lower: near, upper: 1 - near) : Tails(lower: 1 - near, upper: near)
    }

    package static func quantile(_ p: TailProbability) -> Double {
        p.isUpper ? -ScalarMath.inverseNormal(p.probability) : ScalarMath.inverseNormal(p.probability)
    }

    /// e^(−z²/2)/√(2π).
    package static func density(_ z: Double) -> Double {
        ScalarMath.exp(-0.5 * z * z) * 0.39894228040143267794
    }
}
