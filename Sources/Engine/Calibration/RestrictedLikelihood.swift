/// The restricted likelihood of the correlation φ between neighbours of a stationary Gaussian series with unknown mean and
/// variance.
///
/// Restricting it to contrasts of the data removes the unknown mean, and with it most of the bias towards fast reversion
/// (Cheang and Reinsel, JASA 95, 2000); its ratio follows the chi-squared distribution closely up to φ = 1, where the
/// likelihood itself and its Wald statistic fail (Chen and Deo, Econometric Theory 25, 2009). With a = 1 - φ,
///
///     l(φ) = ½ ln((1+φ)/D) - (N-1)/2 · ln Q(φ),   D = (1+φ) + (N-1)a
///     Q(φ) = (1-φ²)(x₁-m)² + Σ (Δxₜ + a(xₜ₋₁-m))²,  m = ((1+φ)x₁ + Σ(Δxₜ + a xₜ₋₁))/D
///
/// Evaluation takes constant time: sums are collected once, around the first value and from differences, so that nothing
/// cancels as φ approaches 1.
struct RestrictedLikelihood {
    let count: Int
    /// The first value, which the sums are relative to.
    let origin: Double
    private var levels = 0.0
    private var squares = 0.0
    private var differences = 0.0
    private var squaredDifferences = 0.0
    private var products = 0.0

    init(_ values: [Double]) {
        count = values.count
        origin = values[0]
        var previous = 0.0
        for value in values.dropFirst() {
            let current = value - origin
            let change = current - previous
            levels += previous
            squares += previous * previous
            differences += change
            squaredDifferences += change * change
            products += change * previous
            previous = current
        }
    }

    private func denominator(_ a: Double) -> Double { 2 - a + Double(count - 1) * a }

    /// The generalised least-squares mean, relative to ``origin``.
    func mean(_ a: Double) -> Double {
        // x₁ is 0 in these coordinates.
        (differences + a * levels) / denominator(a)
    }

    /// Q(φ), the weighted sum of squares.
    func sumOfSquares(_ a: Double) -> Double {
        let m = mean(a)
        let n = Double(count - 1)
        let shiftedSquares = squares - 2 * m * levels + n * m * m
        let shiftedProducts = products - m * differences
        return a * (2 - a) * m * m + squaredDifferences + 2 * a * shiftedProducts + a * a * shiftedSquares
    }

    /// The variance of an innovation.
    func innovationVariance(_ a: Double) -> Double { sumOfSquares(a) / Double(count - 1) }

    /// The variance of ``mean(_:)``.
    func meanVariance(_ a: Double) -> Double { innovationVariance(a) / (a * denominator(a)) }

    /// l for a = 1 - φ in [0, 2).
    func callAsFunction(_ a: Double) -> Double {
        0.5 * ScalarMath.log((2 - a) / denominator(a)) - 0.5 * Double(count - 1) * ScalarMath.log(sumOfSquares(a))
    }

    /// The a in (0, 1] with the largest l; nil where l is largest at a = 0, or still rises at a = 1.
    func maximum() -> Double? {
        // The maximum is wide on the scale of ln a once a·N is large, so a grid of 12 points a decade can't miss it.
        var best = 0
        let lowest = ScalarMath.log(0.01 / Double(count))
        let cells = 12 * 8
        let width = -lowest / Double(cells)
        func at(_ index: Int) -> Double { ScalarMath.exp(lowest + width * Double(index)) }
        var bestValue = self(0)
        var found = false
        for index in 0...cells {
            let value = self(at(index))
            if value > bestValue { (best, bestValue, found) = (index, value, true) }
        }
        guard found, best < cells else { return nil }
        return golden(at(max(0, best - 1)), at(best + 1))
    }

    private func golden(_ low: Double, _ high: Double) -> Double {
        let ratio = 0.6180339887498949
        var (a, b) = (low, high)
        var (x, y) = (b - ratio * (b - a), a + ratio * (b - a))
        var (fx, fy) = (self(x), self(y))
        for _ in 0..<100 where b - a > 1e-9 * b {
            if fx > fy {
                (b, y, fy) = (y, x, fx)
                x = b - ratio * (b - a)
                fx = self(x)
            } else {
                (a, x, fx) = (x, y, fy)
                y = a + ratio * (b - a)
                fy = self(y)
            }
        }
        return 0.5 * (a + b)
    }

    /// The values of a whose likelihood ratio against `best` is not significant at 5 %; the lower end is nil where even
    /// a = 0 is not, the upper where a = 1 is not.
    func interval(around best: Double) -> (low: Double?, high: Double?) {
        let limit = self(best) - 0.5 * 3.841458820694124
        let low = self(0) < limit ? Bisection.root(from: 0, to: best) { self($0) - limit } : nil
        let high = self(1) < limit ? Bisection.root(from: best, to: 1) { self($0) - limit } : nil
        return (low, high)
    }
}
