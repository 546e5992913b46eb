/// The regularised incomplete beta function I_x(a, b): the beta, binomial and Student t probabilities.
package enum IncompleteBeta {
    /// I_x(a, b) (lower) and 1 − I_x(a, b) (upper) for a, b > 0, 0 <= x <= 1. `y` is 1 − x, given apart so that x near
    /// 1 keeps its distance. Relative error of both tails below about 1e-13 for a, b up to 1e4; NaN outside the domain.
    ///
    /// Continued fraction DLMF 8.17.22 on the side where it converges fast; prefix by Loader's saddle-point form.
    package static func tails(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Tails {
        guard a > 0, b > 0, x >= 0, y >= 0 else { return Tails(lower: .nan, upper: .nan) }
        return tails(Prefix(a, b), x, y)
    }

    /// The same with the prefix at hand.
    static func tails(_ prefix: Prefix, _ x: Double, _ y: Double) -> Tails {
        let (a, b) = (prefix.a, prefix.b)
        if x == 0 { return Tails(lower: 0, upper: 1) }
        if y == 0 { return Tails(lower: 1, upper: 0) }
        if a < 1 && x <= 0.7 && b * x <= 1 { return smallShape(a, b, x) }
        if b < 1 && y <= 0.7 && a * y <= 1 { return smallShape(b, a, y).swapped }
        let scale = prefix(x, y)
        if x * (a + b + 2) > a + 1 {
            let upper = scale * fraction(b, a, y) / b
            return Tails(lower: 1 - upper, upper: upper)
        }
        let lower = scale * fraction(a, b, x) / a
        return Tails(lower: lower, upper: 1 - lower)
    }

    /// As `tails(_:_:_:_:)` with y = 1 − x.
    package static func tails(_ a: Double, _ b: Double, _ x: Double) -> Tails { tails(a, b, x, 1 - x) }

    /// x^(a−1)·(1−x)^(b−1) / B(a, b), the density of the standard beta distribution.
    package static func density(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        if x < 0 || y < 0 { return 0 }
        if x == 0 { return a < 1 ? .infinity : a == 1 ? b : 0 }
        if y == 0 { return b < 1 ? .infinity : b == 1 ? a : 0 }
        return Prefix(a, b)(x, y) / (x * y)
    }

    /// ln B(a, b).
    package static func logBeta(_ a: Double, _ b: Double) -> Double {
        LogGamma.value(a) + LogGamma.value(b) - LogGamma.value(a + b)
    }

    /// x^a·y^b / B(a, b), with what depends on a and b alone computed once.
    struct Prefix {
        let a: Double
        let b: Double
        /// Small parameters take plain powers: the saddle-point terms would grow without need.
        private let isSmall: Bool
        /// ln (a·B(a, b)) with the smaller of both first, or the sum of Stirling's errors.
        private let constant: Double
        private let factor: Double

        init(_ a: Double, _ b: Double) {
            self.a = a
            self.b = b
            isSmall = a < 0.5 || b < 0.5
            if isSmall {
                constant = IncompleteBeta.logReciprocal(Swift.min(a, b), Swift.max(a, b))
                factor = Swift.min(a, b)
            } else {
                let n = a + b
                constant = LogGamma.stirlingError(n) - LogGamma.stirlingError(a) - LogGamma.stirlingError(b)
                factor = (a * (b / n) / (2 * Double.pi)).squareRoot()
            }
        }

        func callAsFunction(_ x: Double, _ y: Double) -> Double {
            if isSmall {
                let (small, large, s, l) = a < b ? (a, b, x, y) : (b, a, y, x)
                return factor
                    * ScalarMath.exp(
                        small * ScalarMath.log(s) + large * IncompleteBeta.logOf(l, complement: s) - constant)
            }
            let n = a + b
            return factor
                * ScalarMath.exp(constant - LogGamma.deviance(a, n * x) - LogGamma.deviance(b, n * y))
        }
    }

    /// ln (a·B(a, b)) for small a, which tends to 0 with a, without cancellation.
    fileprivate static func logReciprocal(_ a: Double, _ b: Double) -> Double {
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
    fileprivate static func logOf(_ v: Double, complement: Double) -> Double {
        complement < 0.5 ? ScalarMath.log1p(-complement) : ScalarMath.log(v)
    }

    /// The continued fraction of DLMF 8.17.22 (even and odd steps together), modified Lentz.
    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
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
