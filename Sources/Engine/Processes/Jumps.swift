/// Jumps common to several factors: their number in a step is Poisson, and each adds a normal of its own to every factor
/// named.
package struct Jumps: Sendable {
    /// What one jump adds to one factor: to the logarithm of its level, or to the level of an additive one.
    package struct Size: Sendable {
        package let factor: String
        package let mean: Double
        /// 0 or more.
        package let standardDeviation: Double

        package init(_ factor: String, mean: Double, standardDeviation: Double) {
            self.factor = factor
            self.mean = mean
            self.standardDeviation = standardDeviation
        }

        /// What jumps add on average to the growth of the factor, per jump: E e^size − 1, or the mean of an additive one.
        func growth(isLogarithmic: Bool) -> Double {
            isLogarithmic ? ScalarMath.expm1(mean + standardDeviation * standardDeviation / 2) : mean
        }
    }

    /// The average number of jumps per year, 0 or more.
    package let rate: Double
    package let sizes: [Size]
    /// Whether the drift is lowered by what jumps add on average.
    package let isCompensated: Bool

    package init(rate: Double, sizes: [Size], isCompensated: Bool) {
        self.rate = rate
        self.sizes = sizes
        self.isCompensated = isCompensated
    }

    func size(of factor: String) -> Size? { sizes.first { $0.factor == factor } }

    /// P(N ≤ n) for n = 0, 1, …, as far as more than 1e-12 is left behind.
    func cumulative(dtYears dt: Double) -> [Double] {
        let mean = rate * dt
        var term = ScalarMath.exp(-mean)
        var sum = term
        var list: [Double] = []
        while 1 - sum > Jumps.negligible, Double(list.count) < mean + 1000 {
            list.append(sum)
            term *= mean / Double(list.count)
            sum += term
        }
        return list
    }

    private static let negligible = 1e-12
    /// How many jumps a step may have on average.
    package static let largestMean = 20.0
}
