internal import Engine

/// A firm whose equity is a call on its assets with the debt as strike (Merton 1974).
///
/// Debt D is due at T; equity = max(V - D, 0) then. Default is V(T) < D.
public struct MertonFirm: Hashable, Sendable {
    /// V, the assets today, in money, greater than 0.
    public let assets: Double
    /// σ_V, per √year, at least 0.
    public let volatility: Double
    /// D, due at maturity, in money, greater than 0.
    public let debt: Double
    /// T in years, greater than 0.
    public let maturity: Double
    /// Risk-free, continuous, per year.
    public let rate: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(
        assets: Double, volatility: Double, debt: Double, maturity: Double, rate: Double
    ) throws(FinanceError) {
        let check = InputCheck("Merton firm")
        try check.positive("assets", assets)
        try check.notNegative("volatility", volatility)
        try check.positive("debt", debt)
        try check.positive("maturity", maturity)
        try check.exponent("rate * maturity", rate * maturity)
        self.assets = assets
        self.volatility = volatility
        self.debt = debt
        self.maturity = maturity
        self.rate = rate
    }

    private var deviation: Double { volatility * maturity.squareRoot() }
    private var presentDebt: Double { debt * ScalarMath.exp(-rate * maturity) }

    /// The value of the equity: a call on the assets.
    public var equity: Double {
        BlackFormula.price(.call, asset: assets, strike: presentDebt, deviation: deviation)
    }

    /// The value of the debt, D·e^(-rT)·Φ(d₂) + V·Φ(-d₁): assets less equity without their cancellation.
    public var debtValue: Double {
        guard let d = BlackFormula.arguments(asset: assets, strike: presentDebt, deviation: deviation) else {
            return min(assets, presentDebt)
        }
        return presentDebt * StandardNormal.tails(d.minus).lower + assets * StandardNormal.tails(d.plus).upper
    }

    /// σ_E = Φ(d₁)·σ_V·V/E; infinite where equity is worth nothing.
    public var equityVolatility: Double {
        guard equity > 0 else { return .infinity }
        return equityDelta * volatility * assets / equity
    }

    private var equityDelta: Double {
        guard let d = BlackFormula.arguments(asset: assets, strike: presentDebt, deviation: deviation) else {
            return assets > presentDebt ? 1 : 0
        }
        return StandardNormal.tails(d.plus).lower
    }

    /// d₂ = (ln(V/D) + (μ - σ²/2)T)/(σ√T), in standard deviations.
    ///
    /// - Parameter drift: μ, per year; nil: the risk-free rate. Infinite if σ = 0.
    public func distanceToDefault(drift: Double? = nil) -> Double {
        let mean = ScalarMath.log(assets / debt) + (drift ?? rate) * maturity - 0.5 * deviation * deviation
        guard deviation > 0 else { return mean < 0 ? -.infinity : .infinity }
        return mean / deviation
    }

    /// P(V(T) < D) = Φ(-d₂): risk-neutral, or with another drift.
    public func defaultProbability(drift: Double? = nil) -> Double {
        StandardNormal.tails(distanceToDefault(drift: drift)).upper
    }

    /// The yield of the debt less the risk-free rate: ln(D/value)/T - r, continuous, per year.
    public var creditSpread: Double {
        ScalarMath.log(debt / debtValue) / maturity - rate
    }
}

extension MertonFirm {
    /// The firm whose equity has this value and volatility: the two equations E = call(V, σ_V) and σ_E·E = Φ(d₁)·σ_V·V,
    /// as the practice named after KMV solves them (Jones, Mason and Rosenfeld 1984).
    ///
    /// For each σ_V the first has one V (a call rises with its asset); then σ_E(σ_V) - σ_E is below 0 at 0 and not at
    /// σ_V = σ_E, which brackets the solution.
    /// - Parameters:
    ///   - equity: in money, greater than 0.
    ///   - equityVolatility: per √year, greater than 0.
    /// - Throws: `FinanceError` for values out of range, or if rounding leaves no bracket.
    public static func implied(
        equity: Double, equityVolatility: Double, debt: Double, maturity: Double, rate: Double
    ) throws(FinanceError) -> MertonFirm {
        let check = InputCheck("Merton firm")
        try check.positive("equity", equity)
        try check.positive("equity volatility", equityVolatility)
        let probe = try MertonFirm(
            assets: equity, volatility: equityVolatility, debt: debt, maturity: maturity, rate: rate)
        let strike = probe.presentDebt
        func assets(_ volatility: Double) -> Double {
            // call(E) < E <= call(E + D·e^(-rT)).
            let deviation = volatility * maturity.squareRoot()
            return Bisection.root(from: equity, to: equity + strike) {
                BlackFormula.price(.call, asset: $0, strike: strike, deviation: deviation) - equity
            } ?? equity + strike
        }
        func excess(_ volatility: Double) -> Double {
            let value = assets(volatility)
            let deviation = volatility * maturity.squareRoot()
            let d = BlackFormula.arguments(asset: value, strike: strike, deviation: deviation)
            let delta = d.map { StandardNormal.tails($0.plus).lower } ?? 1
            return delta * volatility * value / equity - equityVolatility
        }
        guard let volatility = Bisection.root(from: 0, to: equityVolatility, excess) else {
            throw FinanceError(
                "Merton firm", "equity volatility", equityVolatility,
                mustBe: "a volatility that some volatility of the assets gives to rounding")
        }
        return try MertonFirm(
            assets: assets(volatility), volatility: volatility, debt: debt, maturity: maturity, rate: rate)
    }
}
