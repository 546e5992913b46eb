internal import Engine

extension BlackScholes {
    /// The value today of a barrier option, in money.
    ///
    /// Merton (1973) and Reiner and Rubinstein (1991): with η = 1 for a barrier below and -1 above, the knocked-in part
    /// is made of options on the asset and on its reflection at the barrier, S·(H/S)^(2μ + 2), μ = (r - q)/σ² - ½. With
    /// V(x) the pay-off restricted to S(T) beyond x, and V*(x) the same of the reflection,
    ///
    ///     A = V(K), B = V(H), C = V*(K), D = V*(H)
    ///
    /// a knock-in whose strike lies on the far side of the barrier from where it pays is A - B + D or C, and so on; see
    /// `knockedIn`. Knock-out is vanilla less knock-in. Rebates: R·e^(-rT)·P(untouched) for a knock-in, R·e^(-rT)·P(touched)
    /// or R·E[e^(-rτ); τ <= T] for a knock-out.
    ///
    /// Already touched: a knock-in is the vanilla option, a knock-out its rebate (discounted if paid at expiry). T = 0:
    /// pay-off or rebate. σ = 0: the path is known, and so is whether it touches.
    /// - Throws: as `price(_: VanillaOption)`.
    public func price(_ contract: BarrierOption) throws(FinanceError) -> Double {
        let option = contract.option
        let terms = try terms(option)
        let discount = ScalarMath.exp(-rate * option.maturity)
        let vanilla = BlackFormula.price(
            option.kind, asset: terms.asset, strike: terms.strike, deviation: terms.deviation)
        if contract.isTouched(by: spot) {
            if contract.effect == .in { return vanilla }
            return contract.rebate * (contract.rebateTiming == .atHit ? 1 : discount)
        }
        let passage = FirstPassage(
            distance: ScalarMath.log(contract.barrier / spot),
            drift: rate - dividendYield - 0.5 * volatility * volatility, volatility: volatility)
        let touched = passage.probability(by: option.maturity)
        let knockedIn: Double
        if terms.deviation > 0 {
            knockedIn = min(max(self.knockedIn(contract, terms), 0), vanilla)
        } else {
            knockedIn = touched * vanilla
        }
        if contract.effect == .in { return knockedIn + contract.rebate * discount * (1 - touched) }
        let paid =
            contract.rebateTiming == .atExpiry
            ? discount * touched : passage.discounted(rate: rate, by: option.maturity)
        return max(vanilla - knockedIn, 0) + (contract.rebate > 0 ? contract.rebate * paid : 0)
    }

    /// The knocked-in option without its rebate; spot not yet at the barrier, σ√T > 0.
    private func knockedIn(
        _ contract: BarrierOption, _ terms: (asset: Double, strike: Double, deviation: Double)
    ) -> Double {
        let parts = ReflectedParts(market: self, contract: contract, terms: terms)
        let isStrikeAbove = contract.option.strike > contract.barrier
        switch (contract.direction, contract.option.kind) {
        // Paying beyond the strike means having crossed the barrier, or lies wholly on the near side of it.
        case (.down, .call): return isStrikeAbove ? parts.c : parts.a - parts.b + parts.d
        case (.up, .call): return isStrikeAbove ? parts.a : parts.b - parts.c + parts.d
        case (.down, .put): return isStrikeAbove ? parts.b - parts.c + parts.d : parts.a
        case (.up, .put): return isStrikeAbove ? parts.a - parts.b + parts.d : parts.c
        }
    }
}

/// The four options of Reiner and Rubinstein's formulas (Haug 2007, §4.17.1, there A to D).
private struct ReflectedParts {
    let a: Double
    let b: Double
    let c: Double
    let d: Double

    init(
        market: BlackScholes, contract: BarrierOption,
        terms: (asset: Double, strike: Double, deviation: Double)
    ) {
        let phi = contract.option.kind.sign
        let eta = contract.direction == .down ? 1.0 : -1.0
        let (asset, strike, deviation) = terms
        let variance = market.volatility * market.volatility
        let mu = (market.rate - market.dividendYield) / variance - 0.5
        let distance = ScalarMath.log(contract.barrier / market.spot)
        let shift = (1 + mu) * deviation
        let logStrike = ScalarMath.log(market.spot) - ScalarMath.log(contract.option.strike)

        /// φ·(asset·w^(μ+1)·Φ(s·x) - strike·w^μ·Φ(s·(x - σ√T))), w = (H/S)² or 1.
        func part(_ x: Double, sign: Double, power: Double) -> Double {
            phi * asset * ScaledNormal.product(power * (mu + 1), sign * x)
                - (strike == 0 ? 0 : phi * strike * ScaledNormal.product(power * mu, sign * (x - deviation)))
        }
        a = part(logStrike / deviation + shift, sign: phi, power: 0)
        b = part(-distance / deviation + shift, sign: phi, power: 0)
        c = part((2 * distance + logStrike) / deviation + shift, sign: eta, power: 2 * distance)
        d = part(distance / deviation + shift, sign: eta, power: 2 * distance)
    }
}
