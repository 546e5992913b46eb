internal import Engine

/// A GARCH(1,1) model of returns, with an asymmetric term if asked: its variances, likelihood and forecasts.
///
///     εₜ = rₜ - mean,   σ²ₜ = ω + (α + γ·1[εₜ₋₁ < 0])·ε²ₜ₋₁ + β·σ²ₜ₋₁
///
/// Bollerslev (1986); γ of Glosten, Jagannathan and Runkle (1993); Student's t standardised to variance 1 by Bollerslev
/// (1987). The first variance is ω + (α + γ/2 + β)·backcast.
public struct GarchLikelihood: Hashable, Sendable {
    /// What the standardised returns are drawn from.
    public enum Innovation: Hashable, Sendable {
        case normal
        /// ν degrees of freedom, greater than 2, scaled to variance 1.
        case studentT(degrees: Double)
    }

    /// The parameters; variances in squared units of the returns, per period.
    public struct Parameters: Hashable, Sendable {
        public var mean: Double
        /// ω, greater than 0.
        public var constant: Double
        /// α, at least 0.
        public var arch: Double
        /// γ, at least -α.
        public var asymmetry: Double
        /// β, at least 0.
        public var garch: Double
        public var innovation: Innovation

        public init(
            mean: Double = 0, constant: Double, arch: Double, asymmetry: Double = 0, garch: Double,
            innovation: Innovation = .normal
        ) {
            self.mean = mean
            self.constant = constant
            self.arch = arch
            self.asymmetry = asymmetry
            self.garch = garch
            self.innovation = innovation
        }

        /// α + γ/2 + β: how much of a shock to variance is left after a period, for symmetric innovations.
        public var persistence: Double { arch + 0.5 * asymmetry + garch }
        /// ω/(1 - persistence); infinite if the persistence is 1 or more.
        public var unconditionalVariance: Double {
            persistence < 1 ? constant / (1 - persistence) : .infinity
        }
        /// Periods after which half of a shock is left: ln ½/ln persistence; infinite if the persistence is 1 or more.
        public var halfLife: Double {
            persistence <= 0 ? 0 : persistence < 1 ? ScalarMath.log(0.5) / ScalarMath.log(persistence) : .infinity
        }
    }

    public let parameters: Parameters
    /// σ²ₜ for each return.
    public let variances: [Double]
    /// The logarithm of the density of all returns.
    public let logLikelihood: Double
    /// σ² of the period after the last return.
    public let nextVariance: Double

    /// - Parameters:
    ///   - returns: at least one, in the units of the parameters.
    ///   - backcast: the variance before the first return; nil: `GarchLikelihood.backcast(returns)`.
    /// - Throws: `FinanceError` for parameters out of range or a return that is not finite.
    public init(
        returns: [Double], parameters: Parameters, backcast: Double? = nil
    ) throws(FinanceError) {
        try Self.validate(returns, parameters, backcast)
        let residuals = returns.map { $0 - parameters.mean }
        var variance =
            parameters.constant + parameters.persistence * (backcast ?? Self.backcast(residuals))
        var variances: [Double] = []
        variances.reserveCapacity(residuals.count)
        var sum = 0.0
        let constant = Self.constant(parameters.innovation)
        for residual in residuals {
            variances.append(variance)
            let square = residual * residual
            switch parameters.innovation {
            case .normal: sum -= 0.5 * (ScalarMath.log(variance) + square / variance)
            case .studentT(let nu):
                sum -=
                    0.5 * ScalarMath.log(variance)
                    + 0.5 * (nu + 1) * ScalarMath.log1p(square / (variance * (nu - 2)))
            }
            variance =
                parameters.constant + (parameters.arch + (residual < 0 ? parameters.asymmetry : 0)) * square
                + parameters.garch * variance
        }
        self.parameters = parameters
        self.variances = variances
        logLikelihood = sum + Double(residuals.count) * constant
        nextVariance = variance
    }

    /// E σ² of the next `count` periods: the next one is known, later ones return to the unconditional variance.
    public func forecast(_ count: Int) -> [Double] {
        var variance = nextVariance
        return (0..<max(count, 0)).map { _ in
            defer { variance = parameters.constant + parameters.persistence * variance }
            return variance
        }
    }

    /// Σ wᵢr²ᵢ over the first 75 returns with weights falling by 0.94 (the customary start of RiskMetrics).
    public static func backcast(_ returns: [Double]) -> Double {
        var weight = 1.0
        var (sum, total) = (0.0, 0.0)
        for x in returns.prefix(75) {
            sum += weight * x * x
            total += weight
            weight *= 0.94
        }
        return total > 0 ? sum / total : 0
    }

    /// What a return adds whatever its value.
    private static func constant(_ innovation: Innovation) -> Double {
        switch innovation {
        case .normal: -0.5 * ScalarMath.log(2 * Double.pi)
        case .studentT(let nu):
            LogGamma.value(0.5 * (nu + 1)) - LogGamma.value(0.5 * nu) - 0.5 * ScalarMath.log(Double.pi * (nu - 2))
        }
    }

    private static func validate(
        _ returns: [Double], _ parameters: Parameters, _ backcast: Double?
    ) throws(FinanceError) {
        let check = InputCheck("GARCH model")
        try check.count("returns", returns.count, atLeast: 1)
        for (index, x) in returns.enumerated() { try check.finite("returns[\(index + 1)]", x) }
        try check.finite("mean", parameters.mean)
        try check.positive("omega", parameters.constant)
        try check.notNegative("alpha", parameters.arch)
        try check.notNegative("beta", parameters.garch)
        try check.notNegative("alpha + gamma", parameters.arch + parameters.asymmetry)
        if let backcast { try check.notNegative("backcast", backcast) }
        if case .studentT(let nu) = parameters.innovation, !(nu > 2 && nu.isFinite) {
            throw FinanceError("GARCH model", "nu", nu, mustBe: "greater than 2")
        }
    }
}
