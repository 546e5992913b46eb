/// Densities and distribution functions of the Gaussian and t copulas of two variables.
enum EllipticalCopula {
    static func gaussianDensity(_ rho: Double, _ u: Double, _ v: Double) -> Double {
        let x = ScalarMath.inverseNormal(u)
        let y = ScalarMath.inverseNormal(v)
        let rest = (1 - rho) * (1 + rho)
        let exponent = -(rho * rho * (x * x + y * y) - 2 * rho * x * y) / (2 * rest)
        return ScalarMath.exp(exponent) / rest.squareRoot()
    }

    static func tDensity(_ rho: Double, _ nu: Double, _ u: Double, _ v: Double) -> Double {
        let x = StudentT.quantile(nu, TailProbability(lower: u))
        let y = StudentT.quantile(nu, TailProbability(lower: v))
        let rest = (1 - rho) * (1 + rho)
        let square = (x * x - 2 * rho * x * y + y * y) / rest
        // The bivariate t density 1/(2π√rest)·(1 + square/ν)^(−(ν+2)/2) over the two marginal densities.
        let joint = -0.5 * (nu + 2) * ScalarMath.log1p(square / nu) - ScalarMath.log(2 * Double.pi * rest.squareRoot())
        return ScalarMath.exp(joint - StudentT.logDensity(nu, x) - StudentT.logDensity(nu, y))
    }

    /// C(u, v) = ∫₀ᵘ P(V <= v | U = s) ds: a positive integrand, so that small probabilities keep their digits.
    ///
    /// - Parameter nu: nil for the Gaussian copula.
    static func cdf(_ rho: Double, _ nu: Double?, _ u: Double, _ v: Double) -> Double {
        let quantile = { (p: TailProbability) -> Double in
            if let nu { StudentT.quantile(nu, p) } else { StandardNormal.quantile(p) }
        }
        let rest = ((1 - rho) * (1 + rho)).squareRoot()
        let y = quantile(TailProbability(lower: v))
        let conditional = { (s: TailProbability) -> Double in
            if s.probability <= 0 { return 0 }
            let x = quantile(s)
            guard let nu else { return StandardNormal.tails((y - rho * x) / rest).lower }
            let stretch = ((nu + 1) / (nu + x * x)).squareRoot()
            return StudentT.tails(nu + 1, (y - rho * x) * stretch / rest).lower
        }
        // The integrand turns where ρ·x = y; the rule resolves the ends of an interval best, so that place is made one.
        var places = [0.0, u]
        if rho != 0 {
            let turn = y / rho
            let tails = nu.map { StudentT.tails($0, turn) } ?? StandardNormal.tails(turn)
            if tails.lower > 0 && tails.lower < u { places.insert(tails.lower, at: 1) }
        }
        var total = 0.0
        for (from, to) in zip(places, places.dropFirst()) {
            let width = to - from
            total +=
                width
                * DoubleExponential.integral(tolerance: 1e-12) { point in
                    conditional(TailProbability(lower: from + width * point.lower))
                }.value
        }
        return total
    }
}
