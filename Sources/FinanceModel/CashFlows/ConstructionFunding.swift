/// Debt and equity drawn pro rata while a project is built, with interest and fees financed as uses.
///
/// usesₜ = capexₜ + rate·Bₜ₋₁ + fee·(D - Bₜ₋₁) + (upfront·D in the first period), drawₜ = gearing·usesₜ, and the commitment D is
/// the sum of the draws. That looks circular but every amount is affine in D: with the draws at D = 0 (a₀) and their
/// slope a₁, D = a₀/(1 - a₁). No iteration.
public struct ConstructionFunding: Hashable, Sendable {
    /// D, drawn in full at completion, in money.
    public let debt: Double
    /// Capital expenditure, interest and fees, in money.
    public let totalUses: Double
    public let interest: Double
    public let commitmentFees: Double
    public let upfrontFee: Double
    /// Debt drawn in each period.
    public let draws: [Double]

    /// What the owners pay in.
    public var equity: Double { totalUses - debt }

    /// - Parameters:
    ///   - capex: per period, at least 0.
    ///   - gearing: the share of every use that debt pays, in [0, 1].
    ///   - rate, commitmentFee: per period, on the opening balance and on the undrawn rest.
    ///   - upfrontFee: a share of the commitment, paid in the first period.
    /// - Throws: `FinanceError` for values out of range, or if fees and interest alone would draw the whole debt.
    public init(
        capex: [Double], gearing: Double, rate: Double, commitmentFee: Double = 0, upfrontFee: Double = 0
    ) throws(FinanceError) {
        let check = InputCheck("construction funding")
        try check.count("capex", capex.count, atLeast: 1)
        for (t, x) in capex.enumerated() { try check.notNegative("capex[\(t + 1)]", x) }
        try check.within("gearing", gearing, 0...1)
        try check.within("rate", rate, 0...10)
        try check.within("commitment fee", commitmentFee, 0...10)
        try check.within("upfront fee", upfrontFee, 0...1)

        func drawn(_ commitment: Double, _ capex: [Double]) -> (draws: [Double], interest: Double, fees: Double) {
            var balance = 0.0
            var draws: [Double] = []
            var (interest, fees) = (0.0, 0.0)
            for t in capex.indices {
                let cost = rate * balance
                let fee = commitmentFee * (commitment - balance)
                interest += cost
                fees += fee
                draws.append(gearing * (capex[t] + cost + fee + (t == 0 ? upfrontFee * commitment : 0)))
                balance += draws[t]
            }
            return (draws, interest, fees)
        }
        let constant = drawn(0, capex).draws.reduce(0, +)
        let slope = drawn(1, capex.map { _ in 0 }).draws.reduce(0, +)
        if !(slope < 1) {
            throw FinanceError(
                "construction funding", "fees and interest per unit of debt", slope, mustBe: "less than 1",
                remedy: "lower the fees or the gearing")
        }
        let debt = constant / (1 - slope)
        let result = drawn(debt, capex)
        self.debt = debt
        draws = result.draws
        interest = result.interest
        commitmentFees = result.fees
        self.upfrontFee = upfrontFee * debt
        totalUses = capex.reduce(0, +) + result.interest + result.fees + upfrontFee * debt
    }
}
