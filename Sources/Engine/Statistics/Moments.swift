/// Count, mean, sum of squared deviations, least and greatest of some numbers.
package struct Moments: Hashable, Sendable {
    package var count: Int
    package var mean: Double
    /// Σ (x - mean)².
    package var m2: Double
    package var minimum: Double
    package var maximum: Double

    package init(count: Int, mean: Double, m2: Double, minimum: Double, maximum: Double) {
        self.count = count
        self.mean = mean
        self.m2 = m2
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Of ones and zeros.
    package init(trueCount: Int, of count: Int) {
        let mean = Double(trueCount) / Double(count)
        self.init(
            count: count, mean: mean, m2: Double(trueCount) * (1 - mean), minimum: trueCount == count ? 1 : 0,
            maximum: trueCount > 0 ? 1 : 0)
    }

    /// The moments of two disjoint parts together (Chan, Golub and LeVeque 1979, formula 2.1). Not associative in its
    /// last bits: whoever merges fixes the tree.
    @inlinable package func merged(with later: Moments) -> Moments {
        let n = Double(count + later.count)
        let difference = later.mean - mean
        let share = Double(later.count) / n
        return Moments(
            count: count + later.count,
            mean: mean + difference * share,
            m2: m2 + later.m2 + difference * difference * (Double(count) * share),
            minimum: later.minimum < minimum ? later.minimum : minimum,
            maximum: maximum < later.maximum ? later.maximum : maximum)
    }

    /// Sample variance; 0 for a single value.
    package var variance: Double { count > 1 ? m2 / Double(count - 1) : 0 }
}
