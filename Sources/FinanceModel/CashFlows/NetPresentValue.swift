internal import Engine

/// Present values of cash flows at one effective rate.
public enum NetPresentValue {
    /// Which power of 1/(1 + rate) the first flow gets.
    public enum FirstFlow: Hashable, Sendable {
        /// It is today's: power 0.
        case today
        /// It comes at the end of the first period: power 1, as spreadsheets' NPV has it.
        case afterOnePeriod
    }

    /// Σ cₙ/(1 + rate)ⁿ, n from 0 or from 1.
    ///
    /// - Parameters:
    ///   - flows: one per period.
    ///   - rate: effective per period, greater than -1.
    /// - Throws: `FinanceError` for a rate at or below -100 %.
    public static func periodic(
        _ flows: [Double], rate: Double, first: FirstFlow = .today
    ) throws(FinanceError) -> Double {
        try dated(flows, times: flows.indices.map { Double($0) + (first == .today ? 0 : 1) }, rate: rate)
    }

    /// Σ cᵢ/(1 + rate)^tᵢ.
    ///
    /// - Parameters:
    ///   - times: in the unit of the rate.
    ///   - rate: effective, greater than -1.
    public static func dated(_ amounts: [Double], times: [Double], rate: Double) throws(FinanceError) -> Double {
        let check = InputCheck("net present value")
        if !(rate > -1 && rate.isFinite) {
            throw FinanceError("net present value", "rate", rate, mustBe: "greater than -1")
        }
        try check.count("times", times.count, equals: amounts.count, like: "the amounts")
        let log = ScalarMath.log1p(rate)
        var sum = 0.0
        for (amount, time) in zip(amounts, times) { sum += amount * ScalarMath.exp(-log * time) }
        try check.finite("value", sum)
        return sum
    }

    /// The modified internal rate of return: payments financed at one rate, receipts reinvested at another.
    ///
    /// (FV of receipts / PV of payments)^(1/(n - 1)) - 1 for n periodic flows.
    /// - Throws: `FinanceError` unless there are both a payment and a receipt.
    public static func modifiedReturn(
        _ flows: [Double], financeRate: Double, reinvestRate: Double
    ) throws(FinanceError) -> Double {
        let check = InputCheck("modified return")
        try check.count("flows", flows.count, atLeast: 2)
        let periods = Double(flows.count - 1)
        let paid = try periodic(flows.map { min($0, 0) }, rate: financeRate)
        let received = try periodic(flows.map { max($0, 0) }, rate: reinvestRate)
        try check.positive("present value of payments", -paid)
        try check.positive("present value of receipts", received)
        return ScalarMath.expm1(ScalarMath.log(received / -paid) / periods + ScalarMath.log1p(reinvestRate))
    }
}
