/// What a run found about one output, with the error of every figure.
///
/// Errors are standard errors: of 100 runs with other seeds, about 68 give a figure that lies within one of the truth.
public struct Estimate: Sendable {
    /// Which end of the distribution.
    public enum Tail: Sendable { case low, high }

    package let simulation: Simulation
    package let output: Int
    /// How many paths it is about: all, or those that meet the output's condition. Where it is 0 every statistic is NaN.
    public let count: Int
    package let trueCount: Int
    package let moments: Moments
    package let distribution: EmpiricalDistribution?
    package let errors: ErrorSource
    /// The estimate from which mean and standard error are taken, where a control variate makes them sharper.
    private let adjusted: [Estimate]

    init(
        simulation: Simulation, output: Int, count: Int, trueCount: Int, moments: Moments,
        distribution: EmpiricalDistribution?, errors: ErrorSource, adjusted: [Estimate]
    ) {
        self.errors = errors
        self.adjusted = adjusted
        self.simulation = simulation
        self.output = output
        self.count = count
        self.trueCount = trueCount
        self.moments = moments
        self.distribution = distribution
    }

    /// Whether the output is a truth value; its mean is then its probability, and its other statistics those of 1 and
    /// 0.
    public var isBoolean: Bool { distribution == nil }
    /// Whether no path meets the output's condition, so that nothing can be said.
    public var isEmpty: Bool { count == 0 }

    public var mean: Double { adjusted.first?.mean ?? ownMean }
    /// Without a control variate.
    private var ownMean: Double { isBoolean ? probability : isEmpty ? .nan : moments.mean }
    /// √(variance / n); for booleans `probabilityError`.
    public var standardError: Double {
        if let adjusted = adjusted.first { return adjusted.standardError }
        guard !isBoolean, !isEmpty else { return probabilityError }
        let independent = standardDeviation / Double(count).squareRoot()
        switch errors {
        case .independent: return independent
        case .pairs(let pairs?): return (pairs.variance / Double(pairs.count)).squareRoot()
        case .pairs(nil): return independent * 2.0.squareRoot()
        case .replicates(let replicates): return ReplicateErrors.meanError(of: replicates)
        }
    }
    /// By how much a control variate makes the variance of the mean smaller; nil where there is none.
    public var varianceReduction: Double? {
        adjusted.first.map { $0.standardDeviation > 0 ? moments.variance / $0.moments.variance : .infinity }
    }
    /// Of the sample, with n - 1; 0 for a single path.
    public var standardDeviation: Double {
        guard !isEmpty else { return .nan }
        guard isBoolean else { return moments.variance.squareRoot() }
        let n = Double(count)
        return count > 1 ? (probability * (1 - probability) * (n / (n - 1))).squareRoot() : 0
    }
    public var minimum: Double {
        isEmpty ? .nan : isBoolean ? (trueCount == count ? 1 : 0) : moments.minimum
    }
    public var maximum: Double {
        isEmpty ? .nan : isBoolean ? (trueCount > 0 ? 1 : 0) : moments.maximum
    }

    /// The share of paths on which a boolean output is true; NaN for a number.
    public var probability: Double { isBoolean ? Double(trueCount) / Double(count) : .nan }
    /// √(p(1 - p)/n) with p = (k + ½)/(n + 1) for k of n paths, so that neither 0 nor all of n claims certainty.
    public var probabilityError: Double {
        guard isBoolean, !isEmpty else { return .nan }
        let n = Double(count)
        let p = (Double(trueCount) + 0.5) / (n + 1)
        let independent = (p * (1 - p) / n).squareRoot()
        // Of none or all there is nothing to compare.
        let isExtreme = trueCount == 0 || trueCount == count
        switch errors {
        case .independent: return independent
        case .pairs(let pairs?) where !isExtreme: return (pairs.variance / Double(pairs.count)).squareRoot()
        case .pairs: return independent * 2.0.squareRoot()
        case .replicates(let replicates):
            return isExtreme ? independent : ReplicateErrors.meanError(of: replicates)
        }
    }

    /// The quantile at p in [0, 1] (Hyndman and Fan's type 7) and its standard error, the width of the bucket included.
    ///
    /// - Precondition: 0 <= p <= 1.
    public func quantile(_ p: Double) -> (value: Double, error: Double) {
        precondition(p >= 0 && p <= 1, "a probability is within [0, 1]")
        guard !isEmpty else { return (.nan, .nan) }
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
        guard !isEmpty else { return (.nan, .nan) }
        let n = Double(count)
        let below = distribution?.countBelow(x) ?? (x <= 0 ? 0 : x <= 1 ? Double(count - trueCount) : n)
        let p = (below + 0.5) / (n + 1)
        guard let distribution, below > 0, below < n else {
            // Booleans fall below x ≤ 1 with the zeros.
            return (below / n, isBoolean && below > 0 && below < n ? probabilityError : (p * (1 - p) / n).squareRoot())
        }
        if case .independent = errors { return (below / n, (p * (1 - p) / n).squareRoot()) }
        return (below / n, distribution.rankError(below / n, at: x) / n)
    }

    /// The mean of the lowest (highest) `share` of outcomes, the outcome at the boundary weighted (Acerbi–Tasche),
    /// and its standard error.
    ///
    /// - Precondition: 0 < share <= 1.
    public func expectedShortfall(_ share: Double, tail: Tail = .low) -> (value: Double, error: Double) {
        precondition(share > 0 && share <= 1, "a share is within (0, 1]")
        guard !isEmpty else { return (.nan, .nan) }
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
        guard !isEmpty else { return Histogram(lower: range?.lowerBound ?? 0, upper: range?.upperBound ?? 0, counts: [0]) }
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
