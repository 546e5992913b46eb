internal import Engine

extension BlackScholes {
    /// The volatility at which an option has this price; the market's own volatility is not used.
    ///
    /// The price of the option out of the money rises with σ√T from 0 to its bound, so the root is unique; it is
    /// bracketed and found to neighbouring doubles.
    /// - Parameter price: in money, between the discounted intrinsic value of the forward and S·e^(-qT) for a call,
    ///   K·e^(-rT) for a put. At the lower bound the answer is 0.
    /// - Throws: `FinanceError` if the price is outside those bounds or the maturity is 0.
    public func impliedVolatility(_ option: VanillaOption, price: Double) throws(FinanceError) -> Double {
        let (asset, strike, _) = try terms(option)
        let check = InputCheck("implied volatility")
        try check.positive("maturity", option.maturity)
        try check.positive("strike", option.strike)
        let intrinsic = max(option.kind.sign * (asset - strike), 0)
        let bound = option.kind == .call ? asset : strike
        // Rounding of a price at the bound is no arbitrage.
        let slack = 4 * max(asset, strike).ulp
        guard price >= intrinsic - slack, price < bound else {
            throw FinanceError(
                "implied volatility", "price", price, mustBe: "at least \(intrinsic) and below \(bound)",
                remedy: "outside these bounds no volatility gives the price")
        }
        let timeValue = price - intrinsic
        if timeValue <= slack { return 0 }
        // By parity the option out of the money has the time value as its whole price.
        let kind: OptionKind = asset >= strike ? .put : .call
        let target = { (deviation: Double) in
            BlackFormula.price(kind, asset: asset, strike: strike, deviation: deviation) - timeValue
        }
        var upper = 1.0
        while target(upper) < 0 && upper < 64 { upper *= 2 }
        guard let deviation = Bisection.root(from: 0, to: upper, target) else {
            throw FinanceError("implied volatility", "price", price, mustBe: "below \(bound) by more than rounding")
        }
        return deviation / option.maturity.squareRoot()
    }
}
