internal import Engine

/// Geometric Brownian motion with lognormal jumps at the times of a Poisson process (Merton 1976).
///
///     dS/S = (r - q - λk) dt + σ dW + (J - 1) dN,   ln J ~ N(m, δ²),   k = e^(m + δ²/2) - 1
///
/// The number n of jumps until T is Poisson with mean λT; given n the asset is lognormal, so a European option is the
/// Poisson-weighted sum of Black's formula with
///
///     forward Fₙ = F·e^(-λkT + n(m + δ²/2)),   variance σ²T + nδ²
///
/// summed over all n whose weight, and weight times forward, can reach a double.
public struct MertonJumpDiffusion: Hashable, Sendable {
    /// Spot, rates, and the volatility σ of the diffusion alone.
    public let diffusion: BlackScholes
    /// λ, jumps per year, at least 0.
    public let intensity: Double
    /// m, the mean of ln J.
    public let logJumpMean: Double
    /// δ, the standard deviation of ln J, at least 0.
    public let logJumpDeviation: Double

    /// - Throws: `FinanceError` for a negative intensity or deviation, or numbers that are not finite.
    public init(
        diffusion: BlackScholes, intensity: Double, logJumpMean: Double, logJumpDeviation: Double
    ) throws(FinanceError) {
        let check = InputCheck("jump diffusion")
        try check.notNegative("intensity", intensity)
        try check.within("mean of the log jump", logJumpMean, -50...50)
        try check.within("standard deviation of the log jump", logJumpDeviation, 0...10)
        self.diffusion = diffusion
        self.intensity = intensity
        self.logJumpMean = logJumpMean
        self.logJumpDeviation = logJumpDeviation
    }

    /// k = E[J] - 1.
    public var expectedJump: Double {
        ScalarMath.expm1(logJumpMean + 0.5 * logJumpDeviation * logJumpDeviation)
    }

    /// √(σ² + λ(m² + δ²)): the standard deviation per √year of the log return.
    public var totalVolatility: Double {
        let jumps = intensity * (logJumpMean * logJumpMean + logJumpDeviation * logJumpDeviation)
        return (diffusion.volatility * diffusion.volatility + jumps).squareRoot()
    }

    /// The value today, in money.
    ///
    /// - Throws: as `BlackScholes.price`; also for more than 1e5 expected jumps.
    public func price(_ option: VanillaOption) throws(FinanceError) -> Double {
        let (asset, strike, deviation) = try diffusion.terms(option)
        let mean = intensity * option.maturity
        let drift = logJumpMean + 0.5 * logJumpDeviation * logJumpDeviation
        // Weighting by the forward makes the count Poisson with this mean.
        let tilted = mean * (1 + expectedJump)
        let check = InputCheck("jump diffusion")
        try check.within("expected number of jumps", mean, 0...1e5)
        try check.within("expected number of jumps, weighted by size", tilted, 0...1e5)
        if mean == 0 { return try diffusion.price(option) }
        let first = Int(max(0, min(mean, tilted) - 12 * min(mean, tilted).squareRoot() - 40))
        let last = Int(max(mean, tilted) + 12 * max(mean, tilted).squareRoot() + 60)
        var sum = 0.0
        for n in first...last {
            let count = Double(n)
            let logWeight = count * ScalarMath.log(mean) - mean - LogGamma.value(count + 1)
            let weight = ScalarMath.exp(logWeight)
            let weightedAsset = asset * ScalarMath.exp(logWeight - mean * expectedJump + count * drift)
            let variance = deviation * deviation + count * logJumpDeviation * logJumpDeviation
            sum += BlackFormula.price(
                option.kind, asset: weightedAsset, strike: weight * strike, deviation: variance.squareRoot())
        }
        return sum
    }
}
