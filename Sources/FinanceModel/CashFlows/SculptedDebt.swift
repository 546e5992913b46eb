internal import Engine

/// The debt whose service takes the same share of cash flow in every period (project finance's sculpting).
///
/// Service sₜ = CFADSₜ/DSCRₜ; debt = Σ sₜ·Π 1/(1 + kᵤ), u = 1 … t. With one DSCR for all periods the loan life cover
/// ratio equals it.
public struct SculptedDebt: Hashable, Sendable {
    /// The debt at the beginning, in money.
    public let debt: Double
    /// Per period, in money.
    public let service: [Double]
    public let interest: [Double]
    public let principal: [Double]
    /// After each period; the last is 0 to rounding.
    public let closingBalances: [Double]
    /// Present value of the cash flows over the debt; 0 if there is no debt.
    public let loanLifeCoverRatio: Double
    /// Σ t·principalₜ/debt, in periods; 0 if there is no debt.
    public let averageLife: Double

    /// - Parameters:
    ///   - cashFlows: available for debt service, one per period of the tenor; negative ones carry no debt.
    ///   - rates: interest of each period, greater than -1.
    ///   - coverRatios: DSCR of each period, greater than 0.
    /// - Throws: `FinanceError` for values out of range or of differing counts.
    public init(cashFlows: [Double], rates: [Double], coverRatios: [Double]) throws(FinanceError) {
        let check = InputCheck("sculpted debt")
        try check.count("cash flows", cashFlows.count, atLeast: 1)
        try check.count("rates", rates.count, equals: cashFlows.count, like: "the cash flows")
        try check.count("cover ratios", coverRatios.count, equals: cashFlows.count, like: "the cash flows")
        for t in cashFlows.indices {
            try check.finite("cash flows[\(t + 1)]", cashFlows[t])
            try check.positive("cover ratios[\(t + 1)]", coverRatios[t])
            if !(rates[t] > -1 && rates[t].isFinite) {
                throw FinanceError("sculpted debt", "rates[\(t + 1)]", rates[t], mustBe: "greater than -1")
            }
        }
        let service = zip(cashFlows, coverRatios).map { max($0, 0) / $1 }
        var discount = 1.0
        var (debt, worth) = (0.0, 0.0)
        for t in cashFlows.indices {
            discount /= 1 + rates[t]
            debt += service[t] * discount
            worth += cashFlows[t] * discount
        }
        var balance = debt
        var (interest, principal, balances): ([Double], [Double], [Double]) = ([], [], [])
        for t in cashFlows.indices {
            interest.append(balance * rates[t])
            principal.append(service[t] - interest[t])
            balance -= principal[t]
            balances.append(balance)
        }
        self.debt = debt
        self.service = service
        self.interest = interest
        self.principal = principal
        closingBalances = balances
        loanLifeCoverRatio = debt > 0 ? worth / debt : 0
        averageLife =
            debt > 0 ? principal.indices.reduce(0) { $0 + Double($1 + 1) * principal[$1] } / debt : 0
    }

    /// The debt that both cash flow and equity investors allow.
    public enum Binding: String, Hashable, Sendable {
        /// The cash flow carries no more.
        case dscr
        /// The lenders finance no greater share.
        case gearing
    }

    /// min(capacity, maximum gearing·uses), and which of them binds; the cash flow in a tie.
    public static func sized(
        capacity: Double, uses: Double, maximumGearing: Double
    ) throws(FinanceError) -> (debt: Double, binding: Binding) {
        let check = InputCheck("debt sizing")
        try check.notNegative("capacity", capacity)
        try check.notNegative("uses", uses)
        try check.within("maximum gearing", maximumGearing, 0...1)
        let limit = maximumGearing * uses
        return capacity <= limit ? (capacity, .dscr) : (limit, .gearing)
    }
}
