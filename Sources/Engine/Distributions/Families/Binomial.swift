/// The number of successes among n independent trials.
package struct BinomialFamily: CountFamily {
    package static let name = "binomial"
    package let n: Double
    package let p: Double

    package var centre: Double { n * p }
    package var variance: Double { n * p * (1 - p) }
    package var skewness: Double { variance == 0 ? 0 : (1 - 2 * p) / variance.squareRoot() }
    package var excessKurtosis: Double { variance == 0 ? 0 : (1 - 6 * p * (1 - p)) / variance }
    package var largest: Double { p == 0 ? 0 : n }
    package var support: Support { Support(p == 1 ? n : 0, largest) }

    /// Loader's saddle-point form.
    package func mass(_ k: Double) -> Double {
        let q = 1 - p
        if p == 0 || p == 1 { return k == n * p ? 1 : 0 }
        if k == 0 { return ScalarMath.exp(n * ScalarMath.log1p(-p)) }
        if k == n { return ScalarMath.exp(n * ScalarMath.log(p)) }
        let exponent =
            LogGamma.stirlingError(n) - LogGamma.stirlingError(k) - LogGamma.stirlingError(n - k)
            - LogGamma.deviance(k, n * p) - LogGamma.deviance(n - k, n * q)
        return ScalarMath.exp(exponent) * (n / (2 * Double.pi * k * (n - k))).squareRoot()
    }
    /// P(X <= k) = I_{1−p}(n − k, k + 1).
    package func tails(_ x: Double) -> Tails {
        if x < 0 { return Tails(lower: 0, upper: 1) }
        let k = x.rounded(.down)
        if k >= n { return Tails(lower: 1, upper: 0) }
        return IncompleteBeta.tails(n - k, k + 1, 1 - p, p)
    }
    package var parameters: String { "n \(n), p \(p)" }
}

extension Distribution {
    /// The number of successes in `n` trials (a whole number from 0 to 1e9), each with probability `p`.
    public static func binomial(n: Double, p: Double) throws(DistributionError) -> Distribution {
        guard n >= 0, n <= 1e9, n == n.rounded() else {
            throw DistributionError(BinomialFamily.name, "n", n, mustBe: "a whole number between 0 and 1e9")
        }
        try ParameterCheck(BinomialFamily.name).probability("p", p)
        return Distribution(.binomial(BinomialFamily(n: n, p: p)))
    }
}
