internal import Engine

extension HestonModel {
    /// The value today of a European option, in money, to about 1e-10 of the spot.
    ///
    /// Lewis (2001): with k = ln(forward/K) and φ the characteristic function of ln(S(T)/forward),
    ///
    ///     call = S·e^(-qT) - e^(-rT)·√(forward·K)/π · ∫₀^∞ Re[e^(iuk) φ(u - i/2)]/(u² + ¼) du
    ///
    /// What is integrated is the difference to the Black-Scholes model with the same expected variance (Andersen and
    /// Piterbarg 2010, §9.3), whose price is known: it vanishes as the volatility of variance does. Puts by parity. The
    /// result is kept within the bounds that exclude arbitrage.
    /// - Throws: `FinanceError` if a rate times the maturity is beyond ±500, or if the integral does not settle to
    ///   1e-7 (maturities of days with strikes far away).
    public func price(_ option: VanillaOption) throws(FinanceError) -> Double {
        let maturity = option.maturity
        let variance = expectedVariance(until: maturity)
        let check = InputCheck("Heston model")
        try check.within("expected variance until maturity", variance, 0...1e6)
        let market = try BlackScholes(
            spot: spot, rate: rate, dividendYield: dividendYield,
            volatility: maturity > 0 ? (variance / maturity).squareRoot() : 0)
        let (asset, strike, deviation) = try market.terms(option)
        let reference = BlackFormula.price(option.kind, asset: asset, strike: strike, deviation: deviation)
        guard deviation > 0, strike > 0, volatilityOfVariance > 0 else { return reference }
        let moneyness = ScalarMath.log(asset / strike)
        let scale = max(deviation, 1e-3)
        func integrand(_ u: Double) -> Double {
            if u > 1e12 { return 0 }
            let phi = characteristicFunction(u, maturity: maturity)
            let plain = ScalarMath.exp(-0.5 * variance * (u * u + 0.25))
            let difference =
                ScalarMath.cos(u * moneyness) * (phi.re - plain) - ScalarMath.sin(u * moneyness) * phi.im
            return difference / (u * u + 0.25)
        }
        var integral = DoubleExponential.integral(tolerance: 1e-13) { point in
            // u = x/(1 - x) in units of 1/deviation; the far end decays at least as fast as 1/u².
            let (x, rest) = (point.lower, point.upper)
            let value = integrand(x / (rest * scale))
            return value == 0 ? 0 : value / (rest * rest * scale)
        }
        let size = (asset * strike).squareRoot() / Double.pi
        let allowed = 1e-11 * max(asset, strike) / size
        if !(integral.change < 100 * allowed) {
            // Strikes far away make many waves before φ dies out: go through them one by one.
            integral = WavePanels.integral(frequency: moneyness.magnitude, tolerance: allowed, integrand) { u in
                (characteristicFunction(u, maturity: maturity).magnitude + ScalarMath.exp(-0.5 * variance * u * u)) / u
            }
        }
        guard integral.value.isFinite, integral.change < 1e4 * allowed else {
            throw FinanceError(
                "Heston model", "maturity", maturity, mustBe: "longer for a strike so far from the forward",
                remedy: "the option is worth its intrinsic value to rounding")
        }
        let lower = max(option.kind.sign * (asset - strike), 0)
        let upper = option.kind == .call ? asset : strike
        return min(max(reference - size * integral.value, lower), upper)
    }
}
