/// What a paired run found about a combination of outputs, such as the difference of one output between two plans.
public struct PairedEstimate: Sendable {
    private let moments: Moments
    private let isOfConditions: Bool
    private let distribution: EmpiricalDistribution

    init(moments: Moments, isOfConditions: Bool, sketch: Sketch) {
        self.moments = moments
        self.isOfConditions = isOfConditions
        distribution = EmpiricalDistribution(sketch, minimum: moments.minimum, maximum: moments.maximum)
    }

    /// How many paths.
    public var count: Int { moments.count }
    public var mean: Double { moments.mean }
    public var minimum: Double { moments.minimum }
    public var maximum: Double { moments.maximum }
    /// Of the paired values, with n - 1; 0 for a single path.
    public var standardDeviation: Double { moments.variance.squareRoot() }

    /// sd/√n of the paired values.
    ///
    /// For conditions √((q - m²)/n) with q = (Σd² + ½)/(n + 1) and m = Σd/(n + 1): for a difference Σd² counts the paths on which
    /// the two disagree (McNemar 1947), and that none or all of n do does not make it certain that the next one does not or does.
    public var standardError: Double {
        let n = Double(count)
        guard isOfConditions else { return standardDeviation / n.squareRoot() }
        let squares = moments.m2 + n * mean * mean
        let m = n * mean / (n + 1)
        return (max(0, (squares + 0.5) / (n + 1) - m * m) / n).squareRoot()
    }

    /// The quantile at p in [0, 1] of the paired values (Hyndman and Fan's type 7) and its standard error.
    ///
    /// - Precondition: 0 <= p <= 1.
    public func quantile(_ p: Double) -> (value: Double, error: Double) {
        precondition(p >= 0 && p <= 1, "a probability is within [0, 1]")
        let quantile = distribution.quantile(p)
        return (quantile.value, quantile.samplingError + quantile.width)
    }
}
