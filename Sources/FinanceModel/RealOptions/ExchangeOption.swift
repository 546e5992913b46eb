internal import Engine

/// The European option to give asset 2 for asset 1, both lognormal (Margrabe 1978).
///
/// value = S₁e^(-q₁T)·Φ(d₁) - S₂e^(-q₂T)·Φ(d₂) with σ² = σ₁² + σ₂² - 2ρσ₁σ₂; no interest rate enters.
public struct ExchangeOption: Hashable, Sendable {
    /// One of the two assets.
    public struct Asset: Hashable, Sendable {
        /// In money, greater than 0.
        public var spot: Double
        /// Per √year, at least 0.
        public var volatility: Double
        /// Continuous, per year.
        public var yield: Double

        public init(spot: Double, volatility: Double, yield: Double = 0) {
            self.spot = spot
            self.volatility = volatility
            self.yield = yield
        }
    }

    /// The value today, in money.
    public let value: Double

    /// - Parameters:
    ///   - correlation: of the two assets' returns, in [-1, 1].
    ///   - maturity: in years, at least 0.
    /// - Throws: `FinanceError` for values out of range.
    public init(receive: Asset, give: Asset, correlation: Double, maturity: Double) throws(FinanceError) {
        let check = InputCheck("exchange option")
        for (name, asset) in [("received", receive), ("given", give)] {
            try check.positive("spot of the asset \(name)", asset.spot)
            try check.notNegative("volatility of the asset \(name)", asset.volatility)
            try check.exponent("yield * maturity of the asset \(name)", asset.yield * maturity)
        }
        try check.within("correlation", correlation, -1...1)
        try check.notNegative("maturity", maturity)
        let volatility = ExchangeOption.volatility(receive.volatility, give.volatility, correlation)
        value = BlackFormula.price(
            .call, asset: receive.spot * ScalarMath.exp(-receive.yield * maturity),
            strike: give.spot * ScalarMath.exp(-give.yield * maturity), deviation: volatility * maturity.squareRoot())
    }

    /// √(σ₁² + σ₂² - 2ρσ₁σ₂), of the ratio.
    static func volatility(_ a: Double, _ b: Double, _ correlation: Double) -> Double {
        max((a - b) * (a - b) + 2 * (1 - correlation) * a * b, 0).squareRoot()
    }
}
