internal import Engine

/// When to pay for a project, if one may wait for ever (McDonald and Siegel 1986; Dixit and Pindyck 1994, chapter 5).
///
/// The project is worth V, dV/V = (r - δ) dt + σ dW under the pricing measure; β is the root above 1 of
///
///     ½σ²β(β - 1) + (r - δ)β - r = 0
///
/// Invest at V* = β/(β - 1)·I; before, the option is worth (V* - I)·(V/V*)^β, after, V - I.
public struct PerpetualInvestment: Hashable, Sendable {
    /// β, greater than 1.
    public let beta: Double
    /// V*, in money.
    public let threshold: Double
    /// I, in money.
    public let cost: Double

    /// - Parameters:
    ///   - rate: r, continuous, per year, greater than 0.
    ///   - payout: δ, what waiting forgoes, per year, greater than 0: without it nobody ever invests.
    ///   - volatility: σ, per √year, at least 0.
    ///   - cost: I, greater than 0.
    /// - Throws: `FinanceError` for values out of range.
    public init(rate: Double, payout: Double, volatility: Double, cost: Double) throws(FinanceError) {
        let check = InputCheck("perpetual investment")
        try check.positive("rate", rate)
        try check.positive("payout", payout)
        try check.notNegative("volatility", volatility)
        try check.positive("cost", cost)
        beta = try PerpetualInvestment.root(rate: rate, drift: rate - payout, volatility: volatility)
        threshold = beta.isFinite ? beta / (beta - 1) * cost : cost
        self.cost = cost
    }

    /// The value of the option at a project value, in money; at 0 it is 0.
    public func value(at project: Double) -> Double {
        if project >= threshold { return project - cost }
        if !(project > 0) { return 0 }
        return (threshold - cost) * ScalarMath.exp(beta * ScalarMath.log(project / threshold))
    }

    /// The root above 1 of ½σ²β(β - 1) + μβ - r = 0, written so that nothing cancels; σ = 0: r/μ, infinite for μ <= 0.
    static func root(rate: Double, drift: Double, volatility: Double) throws(FinanceError) -> Double {
        let variance = volatility * volatility
        if variance == 0 { return drift > 0 ? rate / drift : .infinity }
        let b = drift - 0.5 * variance
        let d = (b * b + 2 * rate * variance).squareRoot()
        return b > 0 ? 2 * rate / (b + d) : (d - b) / variance
    }

    /// The root below 0 of the same equation; σ = 0: r/μ for μ < 0, else -∞.
    static func negativeRoot(rate: Double, drift: Double, volatility: Double) -> Double {
        let variance = volatility * volatility
        if variance == 0 { return drift < 0 ? rate / drift : -.infinity }
        let b = drift - 0.5 * variance
        let d = (b * b + 2 * rate * variance).squareRoot()
        return b < 0 ? 2 * rate / (b - d) : -(b + d) / variance
    }
}

/// When to exchange one use for another for good, both values lognormal (McDonald and Siegel 1986, §II).
///
/// By homogeneity the ratio C = A/M is all that counts: the problem of `PerpetualInvestment` with M as money, so with the
/// interest rate δ_M, the payout δ_A, the cost 1 and the volatility of the ratio.
public struct PerpetualExchange: Hashable, Sendable {
    /// The ratio A/M from which on to switch.
    public let threshold: Double
    public let beta: Double

    /// - Parameters:
    ///   - payoutOfNew, payoutOfOld: δ_A and δ_M, per year, greater than 0.
    ///   - volatilityOfNew, volatilityOfOld: per √year, at least 0.
    ///   - correlation: in [-1, 1].
    /// - Throws: `FinanceError` for values out of range.
    public init(
        payoutOfNew: Double, payoutOfOld: Double, volatilityOfNew: Double, volatilityOfOld: Double, correlation: Double
    ) throws(FinanceError) {
        let check = InputCheck("perpetual exchange")
        try check.notNegative("volatility of the new use", volatilityOfNew)
        try check.notNegative("volatility of the old use", volatilityOfOld)
        try check.within("correlation", correlation, -1...1)
        let option = try PerpetualInvestment(
            rate: payoutOfOld, payout: payoutOfNew,
            volatility: ExchangeOption.volatility(volatilityOfNew, volatilityOfOld, correlation), cost: 1)
        threshold = option.threshold
        beta = option.beta
    }

    /// The value of the option to switch, in money.
    public func value(new: Double, old: Double) -> Double {
        if !(new > 0) { return 0 }
        if !(old > 0) || new >= threshold * old { return new - max(old, 0) }
        return old * (threshold - 1) * ScalarMath.exp(beta * ScalarMath.log(new / old / threshold))
    }
}
