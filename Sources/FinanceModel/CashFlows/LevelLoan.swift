internal import Engine

/// A loan repaid by equal payments, with a balloon at the end if asked.
///
/// payment = (P - B/(1 + i)ⁿ)·i/(1 - (1 + i)⁻ⁿ), and (P - B)/n for i = 0.
public struct LevelLoan: Hashable, Sendable {
    /// Money lent, at least 0.
    public let principal: Double
    /// Interest per period, greater than -1.
    public let rate: Double
    /// Number of payments, at least 1.
    public let count: Int
    /// Due with the last payment, in money.
    public let balloon: Double
    /// Each period's payment; the balloon comes on top of the last.
    public let payment: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(principal: Double, rate: Double, count: Int, balloon: Double = 0) throws(FinanceError) {
        let check = InputCheck("level loan")
        try check.notNegative("principal", principal)
        try check.finite("balloon", balloon)
        try check.within("payments", Double(count), 1...1_000_000)
        if !(rate > -1 && rate.isFinite) { throw FinanceError("level loan", "rate", rate, mustBe: "greater than -1") }
        self.principal = principal
        self.rate = rate
        self.count = count
        self.balloon = balloon
        let n = Double(count)
        let growth = n * ScalarMath.log1p(rate)
        try check.exponent("payments * log rate", growth)
        payment =
            rate == 0
            ? (principal - balloon) / n
            : (principal - balloon * ScalarMath.exp(-growth)) * rate / -ScalarMath.expm1(-growth)
    }

    /// What is still owed after payment `n`, 0 … count; the balloon is owed until it is paid, and after the last
    /// payment this is the balloon. The present value of what is to come: looking back would cancel.
    public func balance(after n: Int) -> Double {
        let growth = Double(count - n) * ScalarMath.log1p(rate)
        if rate == 0 { return balloon + payment * Double(count - n) }
        return balloon * ScalarMath.exp(-growth) - payment * ScalarMath.expm1(-growth) / rate
    }

    /// The interest in payment `n`, 1 … count.
    public func interest(in n: Int) -> Double { balance(after: n - 1) * rate }

    /// The repayment in payment `n`, 1 … count; without the balloon.
    public func repayment(in n: Int) -> Double { payment - interest(in: n) }

    /// All interest.
    public var totalInterest: Double { payment * Double(count) + balloon - principal }
}
