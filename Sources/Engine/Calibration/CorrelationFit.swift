/// How several series move together: the correlations of their returns, pair by pair.
package struct CorrelationFit: Sendable {
    package struct Pair: Hashable, Sendable {
        package let first: Int
        package let second: Int
        /// Pearson's coefficient with the interval of Fisher's z (Metron 1, 1921): tanh(artanh r ± 1.96/√(n-3)), and the
        /// standard error (1-r²)/√(n-3).
        package let pearson: ParameterEstimate
        /// Kendall's tau-b.
        package let tau: Double
        /// sin(π·tau/2): the correlation of the Gaussian or t copula with this tau, whatever the tails of each series.
        package let copula: Double
    }

    package let pairs: [Pair]
    package let seriesCount: Int
    /// How many returns each pair has in common.
    package let count: Int
    /// The degrees of freedom of the t copula that suits all pairs best; infinite where a Gaussian copula is as good.
    package let copulaFreedom: Double
    /// One line: whether joint extremes come more often than a Gaussian copula says.
    package let goodness: String

    /// - Parameter returns: One list for each series, of the same length, at least 30.
    /// - Throws: `differentLengths`, `tooFew`, `constant`, `notFinite`.
    package init(_ returns: [[Double]]) throws(CalibrationError) {
        guard let n = returns.first?.count, returns.allSatisfy({ $0.count == n }) else {
            throw .differentLengths(returns.map(\.count))
        }
        guard n >= Observations.fewest else { throw .tooFew(found: n, needed: Observations.fewest) }
        for series in returns {
            if let index = series.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index, series[index]) }
            if !series.contains(where: { $0 != series[0] }) { throw .constant(series[0]) }
        }
        var pairs: [Pair] = []
        for i in returns.indices {
            for j in returns.indices where j > i {
                let tau = KendallTau.value(returns[i], returns[j])
                pairs.append(
                    Pair(
                        first: i, second: j, pearson: Self.pearson(returns[i], returns[j]), tau: tau,
                        copula: ScalarMath.sin(0.5 * Double.pi * tau)))
            }
        }
        self.pairs = pairs
        seriesCount = returns.count
        count = n
        let tails = TCopula.fit(returns, pairs)
        copulaFreedom = tails.freedom
        if tails.freedom.isFinite {
            goodness =
                "joint extremes come more often than a Gaussian copula says: a t copula with about \(Int(tails.freedom)) "
                + "degrees of freedom fits better (log-likelihood +\(Int(tails.gain.rounded())))"
        } else {
            goodness = "no misfit found: a t copula fits no better than a Gaussian one"
        }
    }

    /// The matrix of Pearson's coefficients.
    package var matrix: [[Double]] {
        var matrix = (0..<seriesCount).map { i in (0..<seriesCount).map { $0 == i ? 1.0 : 0 } }
        for pair in pairs {
            matrix[pair.first][pair.second] = pair.pearson.value
            matrix[pair.second][pair.first] = pair.pearson.value
        }
        return matrix
    }

    private static func pearson(_ x: [Double], _ y: [Double]) -> ParameterEstimate {
        let n = Double(x.count)
        let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for i in x.indices {
            xx += (x[i] - mx) * (x[i] - mx)
            yy += (y[i] - my) * (y[i] - my)
            xy += (x[i] - mx) * (y[i] - my)
        }
        let r = max(-1, min(1, xy / (xx.squareRoot() * yy.squareRoot())))
        let root = (n - 3).squareRoot()
        guard r.magnitude < 1 else { return ParameterEstimate("correlation", r, error: 0, low: r, high: r) }
        let z = 0.5 * (ScalarMath.log1p(r) - ScalarMath.log1p(-r))
        let reach = ParameterEstimate.normalQuantile / root
        return ParameterEstimate(
            "correlation", r, error: (1 - r * r) / root, low: ScalarMath.tanh(z - reach), high: ScalarMath.tanh(z + reach))
    }
}

/// Kendall's rank correlation.
enum KendallTau {
    /// Tau-b, by sorting: n log n steps (Knight, JASA 61, 1966).
    static func value(_ x: [Double], _ y: [Double]) -> Double {
        let n = x.count
        let order = (0..<n).sorted { (x[$0], y[$0], $0) < (x[$1], y[$1], $1) }
        let xs = order.map { x[$0] }
        var ys = order.map { y[$0] }
        func pairs(_ count: Int) -> Double { 0.5 * Double(count) * Double(count - 1) }
        func ties(_ isSame: (Int) -> Bool) -> Double {
            var (total, run) = (0.0, 1)
            for i in 1..<n {
                if isSame(i) {
                    run += 1
                } else {
                    total += pairs(run)
                    run = 1
                }
            }
            return total + pairs(run)
        }
        let tiesX = ties { xs[$0] == xs[$0 - 1] }
        let tiesBoth = ties { xs[$0] == xs[$0 - 1] && ys[$0] == ys[$0 - 1] }
        let exchanges = sortCounting(&ys)
        let tiesY = ties { ys[$0] == ys[$0 - 1] }
        let all = pairs(n)
        let score = all - tiesX - tiesY + tiesBoth - 2 * exchanges
        let scale = (all - tiesX) * (all - tiesY)
        return scale > 0 ? score / scale.squareRoot() : 0
    }

    /// Sorts by merging and counts the exchanges of neighbours that this takes.
    private static func sortCounting(_ values: inout [Double]) -> Double {
        let n = values.count
        var (exchanges, width) = (0.0, 1)
        var other = values
        while width < n {
            var start = 0
            while start < n {
                let (middle, end) = (min(start + width, n), min(start + 2 * width, n))
                var (i, j) = (start, middle)
                for k in start..<end {
                    if i < middle, j >= end || values[i] <= values[j] {
                        other[k] = values[i]
                        i += 1
                    } else {
                        other[k] = values[j]
                        exchanges += Double(middle - i)
                        j += 1
                    }
                }
                start = end
            }
            swap(&values, &other)
            width *= 2
        }
        return exchanges
    }
}

/// The t copula with one number of degrees of freedom for all pairs.
enum TCopula {
    private static let candidates: [Double] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30]

    /// The degrees of freedom with the largest likelihood summed over pairs, each with the copula correlation of its tau
    /// (Demarta and McNeil, International Statistical Review 73, 2005, section 4), and the gain over the Gaussian copula.
    /// Infinite freedom where the gain is below 3 for each pair.
    static func fit(_ returns: [[Double]], _ pairs: [CorrelationFit.Pair]) -> (freedom: Double, gain: Double) {
        let ranks = returns.map(self.ranks)
        let n = ranks.first?.count ?? 0
        func total(_ quantiles: [Double], _ density: (Double, Double, Double) -> Double) -> Double {
            pairs.reduce(0) { sum, pair in
                let rho = max(-0.999, min(0.999, pair.copula))
                var inner = 0.0
                for t in 0..<n { inner += density(quantiles[ranks[pair.first][t]], quantiles[ranks[pair.second][t]], rho) }
                return sum + inner
            }
        }
        let normal = total((1...max(n, 1)).map { ScalarMath.inverseNormal(Double($0) / Double(n + 1)) }) { x, y, rho in
            let rest = 1 - rho * rho
            return -0.5 * ScalarMath.log(rest) - 0.5 * (rho * rho * (x * x + y * y) - 2 * rho * x * y) / rest
        }
        var best = (freedom: Double.infinity, gain: 3 * Double(pairs.count))
        for nu in candidates {
            let constant = StudentT.logNormaliser(nu)
            let value = total(
                (1...max(n, 1)).map { StudentT.quantile(nu, TailProbability(lower: Double($0) / Double(n + 1))) }
            ) { x, y, rho in
                let rest = 1 - rho * rho
                let joint =
                    -1.8378770664093453 - 0.5 * ScalarMath.log(rest)
                    - 0.5 * (nu + 2) * ScalarMath.log1p((x * x - 2 * rho * x * y + y * y) / (nu * rest))
                return joint - 2 * constant
                    + 0.5 * (nu + 1) * (ScalarMath.log1p(x * x / nu) + ScalarMath.log1p(y * y / nu))
            }
            if value - normal > best.gain { best = (nu, value - normal) }
        }
        return best
    }

    /// The rank of each value from 0, ties in their order.
    private static func ranks(_ values: [Double]) -> [Int] {
        var ranks = [Int](repeating: 0, count: values.count)
        for (rank, index) in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
            ranks[index] = rank
        }
        return ranks
    }
}
