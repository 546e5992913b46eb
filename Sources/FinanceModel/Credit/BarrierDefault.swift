internal import Engine

/// Default when a firm's value first falls to a barrier (Black and Cox 1976).
///
/// The value is a geometric Brownian motion with drift μ, the barrier B·e^(gt). Their log ratio drifts by
/// μ - g - σ²/2, so default is a first passage of Brownian motion, see `FirstPassage`.
///
/// ```swift
/// let firm = try BarrierDefault(value: 100, barrier: 60, drift: 0.05, volatility: 0.3)
/// firm.probability(by: 5)                        // 0.43374..., watched all the time
/// try firm.probability(by: 5, perYear: 12)       // 0.3903, watched monthly (approximation)
/// ```
public struct BarrierDefault: Hashable, Sendable {
    /// The firm's value today, in money, greater than 0.
    public let value: Double
    /// The barrier today, in money, at least 0. At or above the value: default now.
    public let barrier: Double
    /// g, per year.
    public let barrierGrowth: Double
    /// μ, per year: the risk-free rate less payouts for prices, the expected return for forecasts.
    public let drift: Double
    /// Per √year, at least 0.
    public let volatility: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(
        value: Double, barrier: Double, barrierGrowth: Double = 0, drift: Double, volatility: Double
    ) throws(FinanceError) {
        let check = InputCheck("barrier default")
        try check.positive("value", value)
        try check.notNegative("barrier", barrier)
        try check.finite("growth of the barrier", barrierGrowth)
        try check.finite("drift", drift)
        try check.notNegative("volatility", volatility)
        self.value = value
        self.barrier = barrier
        self.barrierGrowth = barrierGrowth
        self.drift = drift
        self.volatility = volatility
    }

    /// P(default by `time`), the barrier watched all the time; 1 if it has been reached, 0 for a barrier of 0.
    ///
    /// - Parameter time: years; nothing happens before 0.
    public func probability(by time: Double) -> Double { passage(to: barrier).probability(by: time) }

    /// The same if the barrier is only looked at `perYear` times a year, by the shift of Broadie, Glasserman and Kou
    /// (1997): an approximation, good to about 0.002 for monthly monitoring of usual firms.
    public func probability(by time: Double, perYear: Double) throws(FinanceError) -> Double {
        try InputCheck("barrier default").positive("observations per year", perYear)
        if barrier >= value { return 1 }
        return passage(to: DiscreteMonitoring.shifted(barrier: barrier, spot: value, volatility: volatility, perYear: perYear))
            .probability(by: time)
    }

    /// E[e^(-rτ); τ <= time]: the value of 1 paid at default.
    ///
    /// - Parameter rate: continuous, per year.
    public func discounted(rate: Double, by time: Double) -> Double {
        passage(to: barrier).discounted(rate: rate, by: time)
    }

    /// The first passage of ln(value/barrier) from above.
    package func passage(to barrier: Double) -> FirstPassage {
        let distance =
            barrier >= value ? 0 : barrier == 0 ? -Double.infinity : ScalarMath.log(barrier / value)
        return FirstPassage(
            distance: distance, drift: drift - barrierGrowth - 0.5 * volatility * volatility, volatility: volatility)
    }
}
