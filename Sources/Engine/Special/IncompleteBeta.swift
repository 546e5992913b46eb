/// The regularised incomplete beta function I_x(a, b): the beta, binomial and Student t probabilities.
package enum IncompleteBeta {
    /// I_x(a, b) (lower) and 1 − I_x(a, b) (upper) for a, b > 0, 0 <= x <= 1. `y` is 1 − x, given apart so that x near
    /// 1 keeps its distance. Relative error of both tails below about 1e-13 for a, b up to 1e4; NaN outside the domain.
    ///
    /// Continued fraction DLMF 8.17.22 on the side where it converges fast; prefix by Loader's saddle-point form.
    package static func tails(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Tails {
        guard a > 0, b > 0, x >= 0, y >= 0 else { return Tails(lower: .nan, upper: .nan) }
        if x == 0 { return Tails(lower: 0, upper: 1) }
        if y == 0 { return Tails(lower: 1, upper: 0) }
        if a < 1 && x <= 0.7 && b * x <= 1 { return smallShape(a, b, x) }
        if b < 1 && y <= 0.7 && a * y <= 1 { return smallShape(b, a, y).swapped }
        if x * (a + b + 2) > a + 1 { return oneSide(b, a, y, x).swapped }
        return oneSide(a, b, x, y)
    }

    /// As `tails(_:_:_:_:)` with y = 1 − x.
    package static func tails(_ a: Double, _ b: Double, _ x: Double) -> Tails { tails(a, b, x, 1 - x) }

    /// x^(a−1)·(1−x)^(b−1) / B(a, b), the density of the standard beta distribution.
    package static func density(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        if x < 0 || y < 0 { return 0 }
        if x == 0 { return a < 1 ? .infinity : a == 1 ? b : 0 }
        if y == 0 { return b < 1 ? .infinity : b == 1 ? a : 0 }
        return prefix(a, b, x, y) / (x * y)
    }

    /// ln B(a, b).
    package static func logBeta(_ a: Double, _ b: Double) -> Double {
        LogGamma.value(a) + LogGamma.value(b) - LogGamma.value(a + b)
    }

    /// x^a·y^b / B(a, b).
    static func prefix(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let n = a + b
        if a < 0.5 || b < 0.5 {
            // Small parameters: the saddle-point terms grow without need.
            let (small, large, s, l) = a < b ? (a, b, x, y) : (b, a, y, x)
            return small
                * ScalarMath.exp(
                    small * ScalarMath.log(s) + large * logOf(l, complement: s) - logReciprocal(small, large))
        }
        let exponent =
            LogGamma.stirlingError(n) - LogGamma.stirlingError(a) - LogGamma.stirlingError(b)
            - LogGamma.deviance(a, n * x) - LogGamma.deviance(b, n * y)
        return ScalarMath.exp(exponent) * (a * (b / n) / (2 * Double.pi)).squareRoot()
    }

    /// ln (a·B(a, b)) for small a, which tends to 0 with a, without cancellation.
    private static func logReciprocal(_ a: Double, _ b: Double) -> Double {
        let rising = b > 12 ? smallRatio(a, b) : LogGamma.value(a + b) - LogGamma.value(b)
        return LogGamma.onePlus(a) - rising
    }

    /// Small a and x, where 1 − I cancels: DLMF 8.17.7 in powers of x, each tail term by term.
    private static func smallShape(_ a: Double, _ b: Double, _ x: Double) -> Tails {
        var sum = 0.0
        var term = 1.0
        var n = 1.0
        while n < 10_000 {
            term *= (n - b) * x / n
            let contribution = term / (a + n)
            sum += contribution
            if contribution.magnitude <= sum.magnitude * 1e-17 { break }
            n += 1
        }
        let exponent = a * ScalarMath.log(x) - logReciprocal(a, b)
        let scale = ScalarMath.exp(exponent)
        return Tails(lower: scale * (1 + a * sum), upper: -ScalarMath.expm1(exponent) - scale * a * sum)
    }

    /// ln Γ(large + small) − ln Γ(large) by Stirling, without subtracting two large logarithms.
    private static func smallRatio(_ small: Double, _ large: Double) -> Double {
        let n = large + small
        return (large - 0.5) * ScalarMath.log1p(small / large) + small * ScalarMath.log(n) - small
            + LogGamma.stirlingError(n) - LogGamma.stirlingError(large)
    }

    /// ln v where v = 1 − complement, using whichever of the two is exact to more digits.
    private static func logOf(_ v: Double, complement: Double) -> Double {
        complement < 0.5 ? ScalarMath.log1p(-complement) : ScalarMath.log(v)
    }

    private static func oneSide(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Tails {
        let lower = prefix(a, b, x, y) * fraction(a, b, x, y) / a
        return Tails(lower: lower, upper: 1 - lower)
    }

    /// The continued fraction of DLMF 8.17.22 (even and odd steps together), modified Lentz.
    private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        if d.magnitude < tiny { d = tiny }
        d = 1 / d
        var h = d
        var m = 1.0
        while m < 200_000 {
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            if d.magnitude < tiny { d = tiny }
            c = 1 + even / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            if d.magnitude < tiny { d = tiny }
            c = 1 + odd / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            let factor = d * c
            h *= factor
            if (factor - 1).magnitude < 1e-16 { break }
            m += 1
        }
        return h
    }
}
