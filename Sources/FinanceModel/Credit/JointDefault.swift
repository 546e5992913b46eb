internal import Engine

/// Whether two names default together, such as a tenant and its guarantor.
public struct JointDefault: Hashable, Sendable {
    public let first: Double
    public let second: Double
    /// P(both default).
    public let joint: Double

    /// P(second defaults | first does).
    public var secondGivenFirst: Double { joint / first }
    /// P(first defaults | second does).
    public var firstGivenSecond: Double { joint / second }
    /// The correlation of the two indicators; NaN never, since both probabilities are inside (0, 1).
    public var defaultCorrelation: Double {
        (joint - first * second) / (first * (1 - first) * second * (1 - second)).squareRoot()
    }

    /// - Parameters:
    ///   - first, second: default probabilities over one horizon, in (0, 1).
    ///   - correlation: of the latent variables, in [-1, 1].
    ///   - degrees: of a t copula; nil: the Gaussian one.
    /// - Throws: `FinanceError` for values out of these ranges.
    public init(
        _ first: Double, _ second: Double, correlation: Double, degrees: Double? = nil
    ) throws(FinanceError) {
        let check = InputCheck("joint default")
        try check.inside("first default probability", first, 0, 1)
        try check.inside("second default probability", second, 0, 1)
        try check.within("correlation", correlation, -1...1)
        if let degrees { try check.positive("degrees of freedom", degrees) }
        self.first = first
        self.second = second
        if let degrees, correlation.magnitude < 1 {
            joint = BivariateCopula.t(rho: correlation, nu: degrees).cdf(first, second)
        } else {
            joint = Self.gaussian(first, second, correlation: correlation)
        }
    }

    /// C(u, v) of the Gaussian copula, its ends ρ = ±1 included.
    static func gaussian(_ u: Double, _ v: Double, correlation: Double) -> Double {
        if correlation >= 1 { return min(u, v) }
        if correlation <= -1 { return max(u + v - 1, 0) }
        return BivariateCopula.gaussian(rho: correlation).cdf(u, v)
    }
}
