internal import Engine

/// The share of defaults in a large homogeneous pool whose names share one Gaussian factor (Vasicek 2002).
///
/// Given the factor Z the share is X = Φ((c - √ρ·Z)/√(1 - ρ)), c = Φ⁻¹(pd). With Φ₂ the bivariate normal distribution
/// function,
///
///     quantile(a)  = Φ((c + √ρ·Φ⁻¹(a))/√(1 - ρ))
///     variance     = Φ₂(c, c; ρ) - pd²
///     shortfall(a) = Φ₂(c, -Φ⁻¹(a); √ρ)/(1 - a)
///
/// ρ = 0: the share is pd. ρ = 1: all or none.
public struct LargePool: Hashable, Sendable {
    /// In (0, 1).
    public let probability: Double
    /// ρ, the correlation of two names' latent variables, in [0, 1].
    public let correlation: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(probability: Double, correlation: Double) throws(FinanceError) {
        let check = InputCheck("large pool")
        try check.inside("default probability", probability, 0, 1)
        try check.within("correlation", correlation, 0...1)
        self.probability = probability
        self.correlation = correlation
    }

    private var threshold: Double { ScalarMath.inverseNormal(probability) }

    /// The mean share: the default probability.
    public var mean: Double { probability }

    /// The standard deviation of the share.
    public var standardDeviation: Double {
        let joint = JointDefault.gaussian(probability, probability, correlation: correlation)
        return max(joint - probability * probability, 0).squareRoot()
    }

    /// The share that is not exceeded with probability `level` in (0, 1).
    public func quantile(_ level: Double) -> Double {
        if correlation == 0 { return probability }
        if correlation == 1 { return level > 1 - probability ? 1 : 0 }
        let z = ScalarMath.inverseNormal(level)
        return StandardNormal.tails((threshold + correlation.squareRoot() * z) / (1 - correlation).squareRoot()).lower
    }

    /// P(share <= x).
    public func cumulative(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x >= 1 { return 1 }
        if correlation == 0 { return x >= probability ? 1 : 0 }
        if x == 0 { return correlation == 1 ? 1 - probability : 0 }
        if correlation == 1 { return 1 - probability }
        let z = ((1 - correlation).squareRoot() * ScalarMath.inverseNormal(x) - threshold) / correlation.squareRoot()
        return StandardNormal.tails(z).lower
    }

    /// The mean share in the worst 1 - `level` of outcomes, `level` in (0, 1).
    public func expectedShortfall(_ level: Double) -> Double {
        if correlation == 0 { return probability }
        if correlation == 1 { return min(probability / (1 - level), 1) }
        return JointDefault.gaussian(probability, 1 - level, correlation: correlation.squareRoot()) / (1 - level)
    }

    /// E min(share, limit).
    public func expectedMinimum(_ limit: Double) -> Double {
        if limit <= 0 { return 0 }
        if limit >= 1 { return probability }
        if correlation == 0 { return min(probability, limit) }
        // The share exceeds the limit when the factor is below z.
        let exceeding = 1 - cumulative(limit)
        if correlation == 1 { return limit * probability }
        let beyond = JointDefault.gaussian(probability, exceeding, correlation: correlation.squareRoot())
        return probability - beyond + limit * exceeding
    }

    /// The expected loss of a tranche over one period as a share of its size, losses of the pool being
    /// (1 - recovery)·share.
    ///
    /// - Parameters:
    ///   - attach, detach: 0 <= attach < detach <= 1, shares of the pool.
    ///   - recovery: in [0, 1).
    /// - Throws: `FinanceError` for values out of these ranges.
    public func trancheLoss(attach: Double, detach: Double, recovery: Double) throws(FinanceError) -> Double {
        let check = InputCheck("tranche")
        try check.within("attachment", attach, 0...1)
        try check.within("detachment", detach, 0...1)
        try check.within("recovery", recovery, 0...1)
        if !(detach > attach) {
            throw FinanceError("tranche", "detachment", detach, mustBe: "greater than the attachment \(attach)")
        }
        let severity = 1 - recovery
        if severity == 0 { return 0 }
        let loss = severity * (expectedMinimum(detach / severity) - expectedMinimum(attach / severity))
        return min(max(loss / (detach - attach), 0), 1)
    }
}
