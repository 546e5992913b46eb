/// The Poisson distribution.
package struct PoissonFamily: CountFamily {
    package static let name = "poisson"
    package let rate: Double

    package var centre: Double { rate }
    package var variance: Double { rate }
    package var skewness: Double { 1 / rate.squareRoot() }
    package var excessKurtosis: Double { 1 / rate }
    package var largest: Double { rate == 0 ? 0 : .infinity }

    package func mass(_ k: Double) -> Double {
        if k == 0 || rate == 0 { return k == 0 ? ScalarMath.exp(-rate) : 0 }
        return ScalarMath.exp(-LogGamma.stirlingError(k) - LogGamma.deviance(k, rate))
            / (2 * Double.pi * k).squareRoot()
    }
    /// P(X <= k) = Q(k + 1, λ).
    package func tails(_ x: Double) -> Tails {
        x < 0 ? Tails(lower: 0, upper: 1) : IncompleteGamma.tails(x.rounded(.down) + 1, rate).swapped
    }
    package var parameters: String { "mean \(rate)" }
}

extension Distribution {
    /// The Poisson distribution; its mean >= 0, at most 1e15.
    public static func poisson(mean: Double) throws(DistributionError) -> Distribution {
        guard mean >= 0, mean <= 1e15 else {
            throw DistributionError(PoissonFamily.name, "mean", mean, mustBe: "between 0 and 1e15")
        }
        return Distribution(.poisson(PoissonFamily(rate: mean)))
    }
}
