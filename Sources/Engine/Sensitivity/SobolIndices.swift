/// How much of an output's variance inputs explain: alone, and together with all that they interact with.
///
/// Of independent inputs only: variables that `correlate` ties together are one group with indices of its own.
public struct SobolIndices: Sendable {
    public struct Index: Sendable {
        /// The variables of the group; empty for randomness that belongs to no variable.
        public let variables: [Variable.ID]
        /// Their names, or that of the stream.
        public let names: [String]
        /// The share of variance that goes if the group is known. Not clamped: an estimate near 0 may be negative.
        public let first: Double
        public let firstError: Double
        /// The share of variance that stays if all others are known.
        public let total: Double
        public let totalError: Double
    }

    /// In the order of declaration.
    public let groups: [Index]
    /// How many pairs of paths the design has; it takes as many runs of them as there are groups, and two more.
    public let paths: Int
    public let mean: Double
    public let variance: Double

    /// What the figures are called.
    public static let estimator = "first order by Saltelli et al. 2010, total by Jansen 1999"

    /// The group of a variable.
    public subscript(variable: Variable.ID) -> Index? { groups.first { $0.variables.contains(variable) } }
}

/// Sums over the paths of a design: one group's indices and their errors.
///
/// With f(A), f(B) of independent draws and f(AB) of A but for the group's inputs, which are B's, mean m and variance V of
/// all f(A) and f(B):
///
///     first = Σ (f(B) - m)·(f(AB) - f(A)) / (N·V)          (Saltelli et al. 2010, table 2 (b), centered)
///     total = Σ (f(A) - f(AB))² / (2·N·V)                   (Jansen 1999; Saltelli et al. 2010, table 2 (f))
///
/// Both are ratios of means over independent paths; their errors are those of the linear approximation, in which path i
/// adds (gᵢ - S·vᵢ)/V, with vᵢ half the sum of the squares of f(A) - m and f(B) - m. That m is estimated has no effect of
/// first order.
package enum SobolEstimator {
    package struct Moments {
        package let mean: Double
        package let variance: Double
    }

    /// Of all values of both draws; nil if one is not finite or all are equal.
    package static func moments(_ a: [Double], _ b: [Double]) -> Moments? {
        let count = Double(a.count + b.count)
        var mean = 0.0
        for i in a.indices { mean += (a[i] + b[i]) / count }
        var squares = 0.0
        for i in a.indices { squares += (a[i] - mean) * (a[i] - mean) + (b[i] - mean) * (b[i] - mean) }
        guard mean.isFinite, squares.isFinite, squares > 0 else { return nil }
        return Moments(mean: mean, variance: squares / count)
    }

    /// - Returns: nil if a value is not finite.
    package static func indices(
        _ a: [Double], _ b: [Double], mixed ab: [Double], _ moments: Moments
    ) -> (first: Double, firstError: Double, total: Double, totalError: Double)? {
        let (m, v) = (moments.mean, moments.variance)
        func ratio(_ g: (Int) -> Double) -> (Double, Double) {
            let n = Double(a.count)
            var sum = 0.0
            for i in a.indices { sum += g(i) }
            let index = sum / n / v
            var squares = 0.0
            for i in a.indices {
                let spread = ((a[i] - m) * (a[i] - m) + (b[i] - m) * (b[i] - m)) / 2
                let influence = (g(i) - index * spread) / v
                squares += influence * influence
            }
            return (index, (squares / n / (n - 1)).squareRoot())
        }
        let first = ratio { (b[$0] - m) * (ab[$0] - a[$0]) }
        let total = ratio { (a[$0] - ab[$0]) * (a[$0] - ab[$0]) / 2 }
        guard first.0.isFinite, total.0.isFinite else { return nil }
        return (first.0, first.1, total.0, total.1)
    }
}
