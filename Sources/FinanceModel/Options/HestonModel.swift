internal import Engine

/// The stochastic volatility of Heston (1993):
///
///     dS/S = (r - q) dt + √v dW₁,   dv = κ(θ - v) dt + σ√v dW₂,   dW₁dW₂ = ρ dt
///
/// Variance reaches 0 where 2κθ < σ² (Feller); every formula here holds there too.
public struct HestonModel: Hashable, Sendable {
    /// In money, greater than 0.
    public let spot: Double
    /// Continuous, per year.
    public let rate: Double
    /// Continuous, per year.
    public let dividendYield: Double
    /// v₀, per year, at least 0.
    public let initialVariance: Double
    /// κ, per year, at least 0.
    public let reversion: Double
    /// θ, per year, at least 0.
    public let longVariance: Double
    /// σ, volatility of variance, per year, at least 0.
    public let volatilityOfVariance: Double
    /// ρ in [-1, 1].
    public let correlation: Double

    /// - Throws: `FinanceError` for a value out of the ranges above.
    public init(
        spot: Double, rate: Double, dividendYield: Double = 0, initialVariance: Double, reversion: Double,
        longVariance: Double, volatilityOfVariance: Double, correlation: Double
    ) throws(FinanceError) {
        let check = InputCheck("Heston model")
        try check.positive("spot", spot)
        try check.finite("rate", rate)
        try check.finite("dividend yield", dividendYield)
        try check.notNegative("initial variance", initialVariance)
        try check.notNegative("reversion", reversion)
        try check.notNegative("long-run variance", longVariance)
        try check.notNegative("volatility of variance", volatilityOfVariance)
        try check.within("correlation", correlation, -1...1)
        self.spot = spot
        self.rate = rate
        self.dividendYield = dividendYield
        self.initialVariance = initialVariance
        self.reversion = reversion
        self.longVariance = longVariance
        self.volatilityOfVariance = volatilityOfVariance
        self.correlation = correlation
    }

    /// 2κθ/σ²: at least 1 if variance never reaches 0.
    public var fellerRatio: Double {
        2 * reversion * longVariance / (volatilityOfVariance * volatilityOfVariance)
    }

    /// E∫₀ᵀ v dt = θT + (v₀ - θ)(1 - e^(-κT))/κ.
    public func expectedVariance(until maturity: Double) -> Double {
        let decay = reversion * maturity
        let weight = decay < 1e-12 ? maturity : -ScalarMath.expm1(-decay) / reversion
        return longVariance * (maturity - weight) + initialVariance * weight
    }

    /// E e^(iz·X) of X = ln(S(T)/forward) at z = u - i/2, by the branch-safe form of Albrecher, Mayer, Schoutens and
    /// Tistaert (2007), with (κ - ρσiz - d)/σ² written as -(z² + iz)/(κ - ρσiz + d) so that nothing cancels as σ → 0.
    func characteristicFunction(_ u: Double, maturity: Double) -> Complex {
        let sigma = volatilityOfVariance
        // z² + iz at z = u - i/2 is u² + ¼; iz is ½ + iu.
        let square = u * u + 0.25
        let beta = Complex(reversion - 0.5 * correlation * sigma, -correlation * sigma * u)
        let d = (beta * beta + Complex(sigma * sigma * square)).squareRoot
        let sum = beta + d
        if sum.magnitude == 0 {
            // κ = σ = 0: variance stays what it is.
            return Complex.exp(Complex(-0.5 * square * initialVariance * maturity))
        }
        let slope = Complex(-square) / sum
        let ratio = slope / sum
        let decay = Complex.exp(-maturity * d)
        let rest = Complex(1) - decay
        // g = σ²·ratio; h = g(1 - e^(-dT))/(1 - g).
        let g = sigma * sigma * ratio
        let scaled = (ratio * rest) / (Complex(1) - g)
        let logarithm =
            sigma == 0 ? scaled : (1 / (sigma * sigma)) * Complex.log1p(sigma * sigma * scaled)
        let level = reversion * longVariance * (maturity * slope - 2 * logarithm)
        let current = initialVariance * ((slope * rest) / (Complex(1) - g * decay))
        return Complex.exp(level + current)
    }
}
