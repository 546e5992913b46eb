/// What a run found about one output, with the error of every figure.
///
/// Errors are standard errors: of 100 runs with other seeds, about 68 give a figure that lies within one of the truth.
public struct Estimate: Sendable {
    /// Which end of the distribution.
    public enum Tail: Sendable { case low, high }

    package let simulation: Simulation
    package let output: Int
    package let trueCount: Int
    package let moments: Moments
    package let distribution: EmpiricalDistribution?

    init(
        simulation: Simulation, output: Int, trueCount: Int, moments: Moments, distribution: EmpiricalDistribution?
    ) {
        self.simulation = simulation
        self.output = output
        self.trueCount = trueCount
        self.moments = moments
        self.distribution = distribution
    }

    /// Whether the output is a truth value; its mean is then its probability, and its other statistics those of 1 and
    /// 0.
    public var isBoolean: Bool { distribution == nil }
    /// How many paths.
    public var count: Int { simulation.options.trials }

    public var mean: Double { isBoolean ? probability : moments.mean }
    /// √(variance / n); for booleans `probabilityError`.
    public var standardError: Double {
        isBoolean ? probabilityError : standardDeviation / Double(count).squareRoot()
    }
    /// Of the sample, with n - 1; 0 for a single path.
    public var standardDeviation: Double {
        guard isBoolean else { return moments.variance.squareRoot() }
        let n = Double(count)
        return count > 1 ? (probability * (1 - probability) * (n / (n - 1))).squareRoot() : 0
    }
    public var minimum: Double { isBoolean ? (trueCount == count ? 1 : 0) : moments.minimum }
    public var maximum: Double { isBoolean ? (trueCount > 0 ? 1 : 0) : moments.maximum }

    /// The share of paths on which a boolean output is true; NaN for a number.
    public var probability: Double { isBoolean ? Double(trueCount) / Double(count) : .nan }
    /// √(p(1 - p)/n) with p = (k + ½)/(n + 1) for k of n paths, so that neither 0 nor all of n claims certainty.
    public var probabilityError: Double {
        guard isBoolean else { return .nan }
        let n = Double(count)
        let p = (Double(trueCount) + 0.5) / (n + 1)
        return (p * (1 - p) / n).squareRoot()
    }

    /// The quantile at p in [0, 1] (Hyndman and Fan's type 7) and its standard error, the width of the bucket included.
    ///
    /// - Precondition: 0 <= p <= 1.
    public func quantile(_ p: Double) -> (value: Double, error: Double) {
        precondition(p >= 0 && p <= 1, "a probability is within [0, 1]")
        guard let distribution else {
            // Booleans: the k-th of n - k zeros and k ones.
            let zeros = count - trueCount
            return (p * Double(count - 1) > Double(zeros) - 1 ? 1 : 0, 0)
        }
        let quantile = distribution.quantile(p)
        return (quantile.value, quantile.samplingError + quantile.width)
    }

    /// The share of paths below x and its standard error.
    public func cumulative(_ x: Double) -> (value: Double, error: Double) {
        let n = Double(count)
        let below = distribution?.countBelow(x) ?? (x <= 0 ? 0 : x <= 1 ? Double(count - trueCount) : n)
        let p = (below + 0.5) / (n + 1)
        return (below / n, (p * (1 - p) / n).squareRoot())
    }

    /// The mean of the lowest (highest) `share` of outcomes, the outcome at the boundary weighted (Acerbi–Tasche),
    /// and its standard error.
    ///
    /// - Precondition: 0 < share <= 1.
    public func expectedShortfall(_ share: Double, tail: Tail = .low) -> (value: Double, error: Double) {
        precondition(share > 0 && share <= 1, "a share is within (0, 1]")
        if let distribution { return distribution.tailMean(share, isHigh: tail == .high) }
        // The low share holds the zeros first, the high one the ones.
        let ones = tail == .low ? max(0, share - (1 - probability)) / share : min(share, probability) / share
        return (ones, ones > 0 && ones < 1 ? probabilityError / share : 0)
    }

    /// Counts in bins of equal width from the minimum to the maximum, or within a range.
    ///
    /// Buckets that straddle an edge are split in proportion; the counts are whole and add up to all values in the
    /// range.
    /// - Precondition: bins > 0.
    public func histogram(bins: Int, within range: ClosedRange<Double>? = nil) -> Histogram {
        precondition(bins > 0, "a histogram has bins")
        let lower = range?.lowerBound ?? minimum
        let upper = range?.upperBound ?? maximum
        guard lower < upper else { return Histogram(lower: lower, upper: upper, counts: [count]) }
        var counts: [Int] = []
        var last = range == nil ? 0 : countBelow(lower)
        for bin in 1...bins {
            let edge = bin == bins ? upper : lower + (upper - lower) * (Double(bin) / Double(bins))
            let below = bin == bins && range == nil ? count : countBelow(edge)
            counts.append(max(0, below - last))
            last = max(last, below)
        }
        return Histogram(lower: lower, upper: upper, counts: counts)
    }

    private func countBelow(_ x: Double) -> Int {
        if let distribution { return Int(distribution.countBelow(x).rounded()) }
        return x <= 0 ? 0 : x <= 1 ? count - trueCount : count
    }
}

/// Counts in bins of equal width.
public struct Histogram: Hashable, Sendable {
    /// The lower edge of the first bin and the upper edge of the last.
    public var lower: Double
    public var upper: Double
    public var counts: [Int]

    public init(lower: Double, upper: Double, counts: [Int]) {
        self.lower = lower
        self.upper = upper
        self.counts = counts
    }
}
