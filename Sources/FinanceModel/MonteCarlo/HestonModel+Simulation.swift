public import Engine

extension HestonModel {
    /// The discounted value of an option given a path of variance.
    ///
    /// Variance moves by the quadratic-exponential scheme of Andersen (2008, §3.2.4, ψ_c = 1.5), the asset by his eq. 33
    /// with γ₁ = γ₂ = ½. Given the variances ln S(T) is normal, so the pay-off's conditional mean is Black's formula and no
    /// noise of the asset remains (Willard 1997).
    ///
    /// The scheme is biased by the step. The bias stated is `biasBound(steps:maturity:)`.
    /// - Parameter steps: at least 1; each declares the variable "name k".
    /// - Throws: `FinanceError` unless reversion and volatility of variance are positive and |ρ| < 1; `GraphError` if a name
    ///   is taken.
    public func simulated(
        _ option: VanillaOption, steps: Int, in graph: Graph, name: String = "variance"
    ) throws -> SimulatedEstimate {
        let check = InputCheck("Heston simulation")
        try check.positive("reversion", reversion)
        try check.positive("volatility of variance", volatilityOfVariance)
        try check.positive("maturity", option.maturity)
        try check.positive("strike", option.strike)
        try check.inside("correlation", correlation, -1, 1)
        try check.count("steps", steps, atLeast: 1)
        let dt = option.maturity / Double(steps)
        let scheme = QuadraticExponential(self, dt)
        let (rho, sigma, kappa) = (correlation, volatilityOfVariance, reversion)
        let k0 = -rho * kappa * longVariance * dt / sigma
        let half = 0.5 * dt * (kappa * rho / sigma - 0.5)
        let (k1, k2) = (half - rho / sigma, half + rho / sigma)
        let k3 = 0.5 * dt * (1 - rho * rho)
        var variance = Symbol(graph, initialVariance)
        var mean = Symbol(graph, ScalarMath.log(spot) + (rate - dividendYield) * option.maturity + k0 * Double(steps))
        var spread = Symbol(graph, 0.0)
        for step in 1...steps {
            let next = scheme.next(variance, try Symbol.standardNormal("\(name) \(step)", in: graph))
            mean = mean + k1 * variance + k2 * next
            spread = spread + k3 * (variance + next)
            variance = next
        }
        // Black's formula for a lognormal with this mean and spread; a spread of 0 must not divide.
        let deviation = spread.atLeast(1e-18).squareRoot
        let forward = (mean + 0.5 * spread).exp
        let sign = option.kind.sign
        let minus = (mean - ScalarMath.log(option.strike)) / deviation
        let plus = minus + deviation
        let value = sign * (forward * (sign * plus).normalCDF - option.strike * (sign * minus).normalCDF)
        let discount = ScalarMath.exp(-rate * option.maturity)
        return SimulatedEstimate((discount * value).node, bias: biasBound(steps: steps, maturity: option.maturity))
    }

    /// How far the scheme's mean may be from the price: 0.4 % of the spot at 4 steps a year, falling with the square of the
    /// step. An empirical bound (Docs/FinanceCases.md), not a theorem.
    public func biasBound(steps: Int, maturity: Double) -> Double {
        let dt = maturity / Double(steps)
        return 0.004 * spot * 16 * dt * dt
    }
}

/// One step of Andersen's quadratic-exponential scheme for the variance.
private struct QuadraticExponential {
    let decay: Double
    let level: Double
    /// s² = c₁·v + c₀.
    let c0: Double
    let c1: Double

    init(_ model: HestonModel, _ dt: Double) {
        decay = ScalarMath.exp(-model.reversion * dt)
        let gone = -ScalarMath.expm1(-model.reversion * dt)
        level = model.longVariance * gone
        let scale = model.volatilityOfVariance * model.volatilityOfVariance / model.reversion
        c0 = 0.5 * model.longVariance * scale * gone * gone
        c1 = scale * decay * gone
    }

    func next(_ variance: Symbol, _ z: Symbol) -> Symbol {
        let mean = (decay * variance + level).atLeast(1e-300)
        let psi = ((c1 * variance + c0) / mean.squared).atLeast(1e-12)
        // Quadratic: a(b + z)², matched while ψ <= 2; beyond 1.5 the other branch is taken.
        let ratio = (2 / psi).atLeast(1)
        let b2 = ratio - 1 + (ratio * (ratio - 1)).squareRoot
        let quadratic = mean / (b2 + 1) * (b2.squareRoot + z).squared
        // Exponential with an atom at 0: ln((1 - p)/(1 - U))/β for U > p, U = Φ(z), β = (1 - p)/mean.
        let atom = ((psi - 1) / (psi + 1)).atLeast(0)
        let rest = 1 - atom
        let exponential = mean / rest * (rest / (-z).normalCDF.atLeast(1e-300)).log.atLeast(0)
        return psi.ifBelow(1.5, quadratic, else: exponential)
    }
}
