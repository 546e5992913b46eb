internal import Engine

extension BlackScholes {
    /// Derivatives of a price, each per unit of what it is taken by.
    public struct Greeks: Hashable, Sendable {
        /// ∂V/∂S.
        public var delta: Double
        /// ∂²V/∂S², per unit of money.
        public var gamma: Double
        /// ∂V/∂σ, per 1 of volatility (divide by 100 for a point).
        public var vega: Double
        /// ∂V/∂t as time passes, per year (divide by 365 for a day).
        public var theta: Double
        /// ∂V/∂r, per 1 of rate.
        public var rho: Double
        /// ∂V/∂q, per 1 of dividend yield.
        public var dividendRho: Double
        /// ∂²V/∂S∂σ.
        public var vanna: Double
        /// ∂²V/∂σ².
        public var volga: Double
    }

    /// The sensitivities of an option's price (Haug, "The Complete Guide to Option Pricing Formulas", 2007, ch. 2).
    ///
    /// Where nothing is uncertain (σ = 0 or T = 0) they are those of the discounted intrinsic value, exercise at the
    /// money counting as none.
    /// - Throws: as `price`.
    public func greeks(_ option: VanillaOption) throws(FinanceError) -> Greeks {
        let (asset, strike, deviation) = try terms(option)
        let sign = option.kind.sign
        let maturity = option.maturity
        guard let d = BlackFormula.arguments(asset: asset, strike: strike, deviation: deviation) else {
            let isExercised = sign * (asset - strike) > 0
            let (a, k) = isExercised ? (sign * asset, sign * strike) : (0, 0)
            return Greeks(
                delta: a / spot, gamma: 0, vega: 0, theta: dividendYield * a - rate * k, rho: maturity * k,
                dividendRho: -maturity * a, vanna: 0, volga: 0)
        }
        let density = StandardNormal.density(d.plus)
        let a = sign * asset * StandardNormal.tails(sign * d.plus).lower
        let k = sign * strike * StandardNormal.tails(sign * d.minus).lower
        let vega = asset * density * maturity.squareRoot()
        return Greeks(
            delta: a / spot, gamma: asset * density / (spot * spot * deviation), vega: vega,
            theta: -vega * volatility / (2 * maturity) + dividendYield * a - rate * k, rho: maturity * k,
            dividendRho: -maturity * a, vanna: -vega * d.minus / (spot * deviation),
            volga: vega * d.plus * d.minus / volatility)
    }
}
