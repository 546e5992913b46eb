/// The right to buy or to sell.
public enum OptionKind: String, Hashable, Sendable, CaseIterable {
    case call, put

    /// 1 for a call, -1 for a put.
    package var sign: Double { self == .call ? 1 : -1 }
}

/// A European option on one share of an asset.
public struct VanillaOption: Hashable, Sendable {
    public let kind: OptionKind
    /// In money, at least 0.
    public let strike: Double
    /// Years to expiry, at least 0.
    public let maturity: Double

    /// - Throws: `FinanceError` if the strike or the maturity is negative or not finite.
    public init(_ kind: OptionKind, strike: Double, maturity: Double) throws(FinanceError) {
        let check = InputCheck("option")
        try check.notNegative("strike", strike)
        try check.notNegative("maturity", maturity)
        self.kind = kind
        self.strike = strike
        self.maturity = maturity
    }

    /// What it pays if the asset is worth `spot` at expiry.
    public func payoff(_ spot: Double) -> Double { max(kind.sign * (spot - strike), 0) }
}
