internal import Engine

/// A zero-coupon bond that may be exchanged for shares, neither callable nor puttable.
///
/// The share is that of a `BlackScholes` market; the issuer's credit enters by a spread over the risk-free rate on
/// whatever it has to pay in cash.
public struct ConvertibleBond: Hashable, Sendable {
    /// Repaid at maturity, in money, greater than 0.
    public let face: Double
    /// Shares per bond, at least 0.
    public let ratio: Double
    /// Years, at least 0.
    public let maturity: Double
    /// Credit spread, continuous, per year, at least 0.
    public let spread: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(face: Double, ratio: Double, maturity: Double, spread: Double = 0) throws(FinanceError) {
        let check = InputCheck("convertible bond")
        try check.positive("face", face)
        try check.notNegative("ratio", ratio)
        try check.notNegative("maturity", maturity)
        try check.notNegative("spread", spread)
        try check.exponent("spread * maturity", spread * maturity)
        self.face = face
        self.ratio = ratio
        self.maturity = maturity
        self.spread = spread
    }

    /// The price of a share at which the shares are worth the face; infinite for a ratio of 0.
    public var conversionPrice: Double { ratio > 0 ? face / ratio : .infinity }

    /// What the shares are worth today.
    public func parity(_ market: BlackScholes) -> Double { ratio * market.spot }

    /// The bond without the right: face·e^(-(r + spread)T).
    public func bondFloor(_ market: BlackScholes) -> Double {
        face * ScalarMath.exp(-(market.rate + spread) * maturity)
    }

    /// Conversion at maturity only. The shares are discounted without the spread, the face with it (Tsiveriotis and
    /// Fernandes 1998):
    ///
    ///     ratio·S·e^(-qT)·Φ(d₁) + face·e^(-(r + spread)T)·Φ(-d₂),   strike face/ratio
    ///
    /// Without spread and dividends early conversion is worth nothing (Ingersoll 1977), so this is the value.
    public func europeanValue(_ market: BlackScholes) throws(FinanceError) -> Double {
        guard ratio > 0 else { return bondFloor(market) }
        let (asset, strike, deviation) = try market.terms(VanillaOption(.call, strike: conversionPrice, maturity: maturity))
        guard let d = BlackFormula.arguments(asset: asset, strike: strike, deviation: deviation) else {
            return asset >= strike ? ratio * asset : bondFloor(market)
        }
        return ratio * asset * StandardNormal.tails(d.plus).lower + bondFloor(market) * StandardNormal.tails(d.minus).upper
    }
}
