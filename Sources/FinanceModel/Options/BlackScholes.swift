internal import Engine

/// An asset that follows geometric Brownian motion with constant rates: dS/S = (r - q) dt + σ dW.
///
/// European options have the closed form of Black and Scholes (1973) and Merton (1973), with a continuous dividend
/// yield q:
///
///     call = S·e^(-qT)·Φ(d₁) - K·e^(-rT)·Φ(d₂),   d₁,₂ = (ln(S/K) + (r - q)T)/(σ√T) ± σ√T/2
///
/// With σ = 0 or T = 0 the price is the discounted intrinsic value of the forward.
///
/// ```swift
/// let market = try BlackScholes(spot: 100, rate: 0.05, dividendYield: 0.02, volatility: 0.2)
/// try market.price(VanillaOption(.call, strike: 100, maturity: 1))   // 9.2270...
/// ```
public struct BlackScholes: Hashable, Sendable {
    /// In money, greater than 0.
    public let spot: Double
    /// Continuous, per year.
    public let rate: Double
    /// Continuous, per year.
    public let dividendYield: Double
    /// Per √year, at least 0.
    public let volatility: Double

    /// - Throws: `FinanceError` if the spot is not positive, the volatility is negative, or anything is not finite.
    public init(
        spot: Double, rate: Double, dividendYield: Double = 0, volatility: Double
    ) throws(FinanceError) {
        let check = InputCheck("Black-Scholes market")
        try check.positive("spot", spot)
        try check.finite("rate", rate)
        try check.finite("dividend yield", dividendYield)
        try check.notNegative("volatility", volatility)
        self.spot = spot
        self.rate = rate
        self.dividendYield = dividendYield
        self.volatility = volatility
    }

    /// The value today, in money.
    ///
    /// - Throws: `FinanceError` if a rate times the maturity is beyond ±500.
    public func price(_ option: VanillaOption) throws(FinanceError) -> Double {
        let terms = try terms(option)
        return BlackFormula.price(
            option.kind, asset: terms.asset, strike: terms.strike, deviation: terms.deviation)
    }

    /// Present values of asset and strike, and σ√T.
    func terms(
        _ option: VanillaOption
    ) throws(FinanceError) -> (asset: Double, strike: Double, deviation: Double) {
        let check = InputCheck("Black-Scholes market")
        try check.exponent("rate * maturity", rate * option.maturity)
        try check.exponent("dividend yield * maturity", dividendYield * option.maturity)
        return (
            spot * ScalarMath.exp(-dividendYield * option.maturity),
            option.strike * ScalarMath.exp(-rate * option.maturity), volatility * option.maturity.squareRoot()
        )
    }
}

/// The formula of Black (1976) in present values: an option to exchange `strike` for `asset`, whose ratio is lognormal.
package enum BlackFormula {
    /// - Parameters:
    ///   - asset: the present value of the asset at expiry, at least 0.
    ///   - strike: the present value of the strike, at least 0.
    ///   - deviation: the standard deviation of the logarithm of their ratio at expiry, at least 0.
    package static func price(_ kind: OptionKind, asset: Double, strike: Double, deviation: Double) -> Double {
        guard let d = arguments(asset: asset, strike: strike, deviation: deviation) else {
            return max(kind.sign * (asset - strike), 0)
        }
        let sign = kind.sign
        let value =
            sign * (asset * StandardNormal.tails(sign * d.plus).lower - strike * StandardNormal.tails(sign * d.minus).lower)
        return max(value, 0)
    }

    /// d₁ and d₂; nil where nothing is uncertain.
    package static func arguments(
        asset: Double, strike: Double, deviation: Double
    ) -> (plus: Double, minus: Double)? {
        guard deviation > 0, strike > 0, asset > 0 else { return nil }
        let ratio = asset / strike
        let moneyness =
            ratio.isNormal ? ScalarMath.log(ratio) : ScalarMath.log(asset) - ScalarMath.log(strike)
        let center = moneyness / deviation
        return (center + 0.5 * deviation, center - 0.5 * deviation)
    }
}
