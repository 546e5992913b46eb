/// A European option that begins or ceases to exist when the asset touches a barrier, watched all the time.
///
/// ```swift
/// let option = try BarrierOption(
///     VanillaOption(.call, strike: 100, maturity: 1), barrier: 85, direction: .down, effect: .out)
/// try market.price(option)
/// ```
public struct BarrierOption: Hashable, Sendable {
    /// From which side of the spot the barrier looks.
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        /// Touched when the asset falls to it.
        case down
        /// Touched when the asset rises to it.
        case up
    }

    /// What touching does.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// The option comes to life; untouched it pays the rebate at expiry.
        case `in`
        /// The option dies and pays the rebate.
        case out
    }

    /// When a knocked-out option pays its rebate; knocked-in ones can only pay at expiry.
    public enum RebateTiming: String, Hashable, Sendable, CaseIterable {
        case atHit, atExpiry
    }

    public let option: VanillaOption
    /// In money, greater than 0.
    public let barrier: Double
    public let direction: Direction
    public let effect: Effect
    /// In money, at least 0.
    public let rebate: Double
    public let rebateTiming: RebateTiming

    /// - Throws: `FinanceError` if the barrier is not positive or the rebate is negative.
    public init(
        _ option: VanillaOption, barrier: Double, direction: Direction, effect: Effect, rebate: Double = 0,
        rebateTiming: RebateTiming = .atHit
    ) throws(FinanceError) {
        let check = InputCheck("barrier option")
        try check.positive("barrier", barrier)
        try check.notNegative("rebate", rebate)
        self.option = option
        self.barrier = barrier
        self.direction = direction
        self.effect = effect
        self.rebate = rebate
        self.rebateTiming = rebateTiming
    }

    /// Whether an asset worth `spot` is at or beyond the barrier.
    public func isTouched(by spot: Double) -> Bool {
        direction == .down ? spot <= barrier : spot >= barrier
    }

    /// The same option with another barrier, as for discrete monitoring.
    public func moved(to barrier: Double) throws(FinanceError) -> BarrierOption {
        try BarrierOption(
            option, barrier: barrier, direction: direction, effect: effect, rebate: rebate, rebateTiming: rebateTiming)
    }
}
