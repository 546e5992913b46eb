/// The regularised incomplete gamma functions P(a, x) and Q(a, x): the gamma and Poisson probabilities.
package enum IncompleteGamma {
    /// P (lower) and Q (upper) for a > 0, x >= 0. Relative error below about 1e-13 where the result is normal
    /// (both tails); NaN outside the domain.
    ///
    /// Series DLMF 8.11.4 for x < a + 1, continued fraction 8.9.2 above, Temme's expansion near a large a; the prefix
    /// by Loader's saddle-point form.
    package static func tails(_ a: Double, _ x: Double) -> Tails {
        guard a > 0, x >= 0 else { return Tails(lower: .nan, upper: .nan) }
        return tails(Prefix(a), x)
    }

    /// The same with the prefix at hand.
    static func tails(_ prefix: Prefix, _ x: Double) -> Tails {
        let a = prefix.a
        if x == 0 { return Tails(lower: 0, upper: 1) }
        if x == .infinity { return Tails(lower: 1, upper: 0) }
        if isUniform(a, x) { return uniform(a, x) }
        if a < 1 && x < 1.1 { return smallShape(a, x, prefix.logGamma) }
        if x < a + 1 {
            let lower = prefix(x) * series(a, x)
            return Tails(lower: lower, upper: 1 - lower)
        }
        let upper = prefix(x) * a * fraction(a, x)
        return Tails(lower: 1 - upper, upper: upper)
    }

    /// x^(a−1)·e^(−x) / Γ(a), the density of the standard gamma distribution.
    package static func density(_ a: Double, _ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 { return a < 1 ? .infinity : a == 1 ? 1 : 0 }
        return Prefix(a)(x) * (a / x)
    }

    /// x^a·e^(−x) / Γ(a + 1), with what depends on a alone computed once.
    struct Prefix {
        let a: Double
        /// ln Γ(a + 1) for small a, 0 for others.
        let logGamma: Double
        private let stirlingError: Double
        private let factor: Double

        init(_ a: Double) {
            self.a = a
            logGamma = a < 1 ? LogGamma.onePlus(a) : 0
            stirlingError = a < 0.5 ? 0 : LogGamma.stirlingError(a)
            factor = a < 0.5 ? 1 : 1 / (2 * Double.pi * a).squareRoot()
        }

        func callAsFunction(_ x: Double) -> Double {
            if a < 0.5 { return ScalarMath.exp(a * ScalarMath.log(x) - x - logGamma) }
            return ScalarMath.exp(-stirlingError - LogGamma.deviance(a, x)) * factor
        }
    }

    /// Σ xⁿ / ((a+1)…(a+n)).
    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        var n = a
        while true {
            n += 1
            term *= x / n
            sum += term
            if !(term > sum * 1e-17) { return sum }
        }
    }

    /// Γ(a, x)·x^(−a)·e^x by the continued fraction, modified Lentz.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        var n = 1.0
        while n < 100_000 {
            let numerator = -n * (n - a)
            b += 2
            d = numerator * d + b
            if d.magnitude < tiny { d = tiny }
            c = b + numerator / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            let factor = d * c
            h *= factor
            if (factor - 1).magnitude < 1e-16 { break }
            n += 1
        }
        return h
    }

    /// Small a and x, where Q = 1 − P cancels: P = x^a/Γ(a+1)·(1 + aΣ(−x)ⁿ/((a+n)n!)), and Q term by term.
    private static func smallShape(_ a: Double, _ x: Double, _ logGamma: Double) -> Tails {
        var sum = 0.0
        var term = 1.0
        var n = 1.0
        while true {
            term *= -x / n
            let contribution = term / (a + n)
            sum += contribution
            if contribution.magnitude <= sum.magnitude * 1e-17 { break }
            n += 1
        }
        let exponent = a * ScalarMath.log(x) - logGamma
        let scale = ScalarMath.exp(exponent)
        let upper = -ScalarMath.expm1(exponent) - scale * a * sum
        let lower = scale * (1 + a * sum)
        return Tails(lower: lower, upper: upper)
    }
}
