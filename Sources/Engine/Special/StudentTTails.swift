/// The standard Student t distribution.
package enum StudentT {
    /// Both tails at t for ν > 0 degrees of freedom.
    package static func tails(_ nu: Double, _ t: Double) -> Tails {
        let magnitude = magnitudeTails(nu, t.magnitude)
        let near = 0.5 * magnitude.upper
        return t < 0 ? Tails(lower: near, upper: 1 - near) : Tails(lower: 1 - near, upper: near)
    }

    /// Tails of |T|: P(|T| > t) = I_x(ν/2, ½) with x = ν/(ν + t²).
    static func magnitudeTails(_ nu: Double, _ t: Double) -> Tails {
        if t > 1e150 {
            // t² would overflow; the tail is a pure power here.
            let upper = ScalarMath.exp(
                nu * (0.5 * ScalarMath.log(nu) - ScalarMath.log(t)) - ScalarMath.log(nu / 2)
                    - IncompleteBeta.logBeta(nu / 2, 0.5))
            return Tails(lower: 1 - upper, upper: upper)
        }
        let square = t * t
        return IncompleteBeta.tails(nu / 2, 0.5, nu / (nu + square), square / (nu + square)).swapped
    }

    /// (1 + t²/ν)^(−(ν+1)/2) / (√ν·B(ν/2, ½)).
    package static func density(_ nu: Double, _ t: Double) -> Double {
        ScalarMath.exp(logDensity(nu, t))
    }

    /// ln of the density.
    package static func logDensity(_ nu: Double, _ t: Double) -> Double {
        let kernel =
            t.magnitude > 1e150
            ? -(nu + 1) * (ScalarMath.log(t.magnitude) - 0.5 * ScalarMath.log(nu))
            : -0.5 * (nu + 1) * ScalarMath.log1p(t * t / nu)
        return kernel + logNormaliser(nu)
    }

    /// −ln(√ν·B(ν/2, ½)), by Stirling's errors for large ν.
    static func logNormaliser(_ nu: Double) -> Double {
        if nu > 30 {
            let a = nu / 2
            let b = a + 0.5
            // ln Γ(a+½) − ln Γ(a) − ½ ln(νπ)
            return a * ScalarMath.log1p(0.5 / a) - 0.5 + LogGamma.stirlingError(b) - LogGamma.stirlingError(a)
                - LogGamma.halfLogTwoPi
        }
        return -0.5 * ScalarMath.log(nu) - IncompleteBeta.logBeta(nu / 2, 0.5)
    }

    /// The t with the given tail probability, strictly between 0 and 1.
    package static func quantile(_ nu: Double, _ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        let q = near.probability
        if q == 0.5 { return 0 }
        let magnitude = magnitudeQuantile(
            nu, q < 0.25 ? TailProbability(upper: 2 * q) : TailProbability(lower: 1 - 2 * q))
        return near.isUpper ? magnitude : -magnitude
    }

    /// The quantile of |T|.
    static func magnitudeQuantile(_ nu: Double, _ p: TailProbability, start: Double? = nil) -> Double {
        QuantileSolver.positive(p, start: start ?? guess(nu, p)) { t in
            magnitudeTails(nu, t)
        } density: { t in
            2 * density(nu, t)
        }
    }

    private static func guess(_ nu: Double, _ p: TailProbability) -> Double {
        guard p.isUpper else { return p.probability / (2 * density(nu, 0)) }
        // The power law of the tail, or the normal quantile where that is larger.
        let power = ScalarMath.exp(
            0.5 * ScalarMath.log(nu)
                - (ScalarMath.log(p.probability * nu / 2) + IncompleteBeta.logBeta(nu / 2, 0.5)) / nu)
        let normal = StandardNormal.quantile(TailProbability(upper: p.probability / 2))
        return nu < 3 && power.isFinite ? power : normal * (1 + (normal * normal + 1) / (4 * nu))
    }
}
