/// One round of sales by banks that restore their leverage after a shock (Greenwood, Landier and Thesmar 2015).
///
/// With weights M (banks × assets), total assets A, debt to equity B, shock f and price impact ℓ per asset:
///
///     direct return M·f,   sales M'·(A·B·direct),   price impact ℓ·sales,   indirect return M·(price impact)
///
/// Aggregate vulnerability is the loss of the second round over all equity.
public struct LeverageTargeting: Hashable, Sendable {
    /// Per bank.
    public let directReturns: [Double]
    /// Money traded per asset; negative is sold.
    public let trades: [Double]
    /// Return per asset.
    public let priceImpacts: [Double]
    /// Per bank.
    public let indirectReturns: [Double]
    /// -Σ A·indirect/Σ equity.
    public let aggregateVulnerability: Double
    /// The loss of the second round over its own equity, per bank.
    public let indirectVulnerability: [Double]

    /// - Parameters:
    ///   - weights: `weights[bank][asset]`, shares of the bank's assets.
    ///   - assets: in money, greater than 0.
    ///   - debtToEquity: at least 0.
    ///   - shock: return per asset.
    ///   - impact: return per unit of money traded, at least 0.
    /// - Throws: `FinanceError` for inputs out of range.
    public init(
        weights: [[Double]], assets: [Double], debtToEquity: [Double], shock: [Double], impact: [Double]
    ) throws(FinanceError) {
        let check = InputCheck("leverage targeting")
        let banks = assets.count
        try check.count("assets", banks, atLeast: 1)
        try check.count("weights", weights.count, equals: banks, like: "the banks")
        try check.count("debt to equity", debtToEquity.count, equals: banks, like: "the banks")
        try check.count("impact", impact.count, equals: shock.count, like: "the assets")
        for (i, row) in weights.enumerated() {
            try check.count("weights[\(i + 1)]", row.count, equals: shock.count, like: "the assets")
            for (j, x) in row.enumerated() { try check.finite("weights[\(i + 1)][\(j + 1)]", x) }
            try check.positive("assets[\(i + 1)]", assets[i])
            try check.notNegative("debt to equity[\(i + 1)]", debtToEquity[i])
        }
        for (j, x) in shock.enumerated() {
            try check.finite("shock[\(j + 1)]", x)
            try check.notNegative("impact[\(j + 1)]", impact[j])
        }
        func product(_ row: [Double], _ column: [Double]) -> Double {
            zip(row, column).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let direct = weights.map { product($0, shock) }
        let trades = shock.indices.map { asset in
            (0..<banks).reduce(0.0) { $0 + weights[$1][asset] * assets[$1] * debtToEquity[$1] * direct[$1] }
        }
        let impacts = zip(impact, trades).map { $0 * $1 }
        let indirect = weights.map { product($0, impacts) }
        directReturns = direct
        self.trades = trades
        priceImpacts = impacts
        indirectReturns = indirect
        let equity = zip(assets, debtToEquity).map { $0 / (1 + $1) }
        aggregateVulnerability = -product(assets, indirect) / equity.reduce(0, +)
        indirectVulnerability = (0..<banks).map { -assets[$0] * indirect[$0] / equity[$0] }
    }
}
