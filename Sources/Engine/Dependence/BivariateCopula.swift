/// The copula of two variables, by family and parameter.
///
/// Formulas from Nelsen, "An Introduction to Copulas" (2006), chapters 4 and 5, and McNeil, Frey and Embrechts,
/// "Quantitative Risk Management" (2015), chapter 7.
public enum BivariateCopula: Hashable, Sendable {
    case independence
    case gaussian(rho: Double)
    case t(rho: Double, nu: Double)
    /// θ >= −1, not 0.
    case clayton(theta: Double)
    /// θ >= 1.
    case gumbel(theta: Double)
    /// θ not 0.
    case frank(theta: Double)
    /// θ >= 1.
    case joe(theta: Double)

    /// Checks the parameters.
    public func validate() throws(DependenceError) {
        switch self {
        case .independence: break
        case .gaussian(let rho): try Self.require(rho > -1 && rho < 1, "gaussian", rho, "between -1 and 1, exclusive")
        case .t(let rho, let nu):
            try Self.require(rho > -1 && rho < 1, "t", rho, "a rho between -1 and 1, exclusive")
            try Self.require(nu > 0 && nu.isFinite, "t", nu, "degrees of freedom greater than 0")
        case .clayton(let theta):
            try Self.require(theta >= -1 && theta != 0 && theta.isFinite, "clayton", theta, "at least -1 and not 0")
        case .gumbel(let theta): try Self.require(theta >= 1 && theta.isFinite, "gumbel", theta, "at least 1")
        case .frank(let theta): try Self.require(theta != 0 && theta.isFinite, "frank", theta, "other than 0")
        case .joe(let theta): try Self.require(theta >= 1 && theta.isFinite, "joe", theta, "at least 1")
        }
    }

    private static func require(
        _ holds: Bool, _ family: String, _ value: Double, _ requirement: String
    ) throws(DependenceError) {
        if !holds { throw .parameter(family: family, value: value, requirement: requirement) }
    }

    /// The density at (u, v) inside the unit square.
    public func density(_ u: Double, _ v: Double) -> Double {
        switch self {
        case .independence: 1
        case .gaussian(let rho): EllipticalCopula.gaussianDensity(rho, u, v)
        case .t(let rho, let nu): EllipticalCopula.tDensity(rho, nu, u, v)
        case .clayton(let theta): Archimedean.claytonDensity(theta, u, v)
        case .gumbel(let theta): Archimedean.gumbelDensity(theta, u, v)
        case .frank(let theta): Archimedean.frankDensity(theta, u, v)
        case .joe(let theta): Archimedean.joeDensity(theta, u, v)
        }
    }

    /// P(U <= u, V <= v).
    public func cdf(_ u: Double, _ v: Double) -> Double {
        if u <= 0 || v <= 0 { return 0 }
        if u >= 1 { return Swift.min(v, 1) }
        if v >= 1 { return u }
        switch self {
        case .independence: return u * v
        case .gaussian(let rho): return EllipticalCopula.cdf(rho, nil, u, v)
        case .t(let rho, let nu): return EllipticalCopula.cdf(rho, nu, u, v)
        case .clayton(let theta): return Archimedean.claytonCDF(theta, u, v)
        case .gumbel(let theta): return Archimedean.gumbelCDF(theta, u, v)
        case .frank(let theta): return Archimedean.frankCDF(theta, u, v)
        case .joe(let theta): return Archimedean.joeCDF(theta, u, v)
        }
    }

    /// Kendall's τ.
    public var kendallTau: Double {
        switch self {
        case .independence: 0
        case .gaussian(let rho), .t(let rho, _): 2 / Double.pi * ScalarMath.asin(rho)
        case .clayton(let theta): theta / (theta + 2)
        case .gumbel(let theta): 1 - 1 / theta
        case .frank(let theta): Archimedean.frankTau(theta)
        case .joe(let theta): Archimedean.joeTau(theta)
        }
    }

    /// lim P(V <= u | U <= u) as u → 0.
    public var lowerTailDependence: Double {
        switch self {
        case .t(let rho, let nu): Self.tTailDependence(rho: rho, nu: nu)
        case .clayton(let theta): theta > 0 ? ScalarMath.exp(-0.69314718055994530942 / theta) : 0
        default: 0
        }
    }

    /// lim P(V > u | U > u) as u → 1.
    public var upperTailDependence: Double {
        switch self {
        case .t(let rho, let nu): Self.tTailDependence(rho: rho, nu: nu)
        case .gumbel(let theta), .joe(let theta): 2 - ScalarMath.exp(0.69314718055994530942 / theta)
        default: 0
        }
    }

    /// 2·t_{ν+1}(−√((ν+1)(1−ρ)/(1+ρ))); 1 at ρ = 1 and 0 at ρ = −1.
    public static func tTailDependence(rho: Double, nu: Double) -> Double {
        if rho <= -1 { return 0 }
        return 2 * StudentT.tails(nu + 1, -((nu + 1) * (1 - rho) / (1 + rho)).squareRoot()).lower
    }
}

extension BivariateCopula {
    /// The ρ of a Gaussian or t copula with this τ: sin(πτ/2).
    public static func ellipticalRho(tau: Double) -> Double { ScalarMath.sin(0.5 * Double.pi * tau) }

    /// The θ of a Clayton copula with this τ.
    public static func claytonTheta(tau: Double) -> Double { 2 * tau / (1 - tau) }

    /// The θ of a Gumbel copula with this τ >= 0.
    public static func gumbelTheta(tau: Double) -> Double { 1 / (1 - tau) }

    /// The θ of a Frank copula with this τ, found by bisection; NaN for |τ| >= 1.
    public static func frankTheta(tau: Double) -> Double {
        if tau == 0 { return 0 }
        let size = Bisection.root(from: 1e-9, to: 1e6) { Archimedean.frankTau($0) - tau.magnitude }
        return size.map { tau < 0 ? -$0 : $0 } ?? .nan
    }

    /// The θ of a Joe copula with this τ >= 0, found by bisection; NaN for τ outside [0, 1).
    public static func joeTheta(tau: Double) -> Double {
        if tau == 0 { return 1 }
        return Bisection.root(from: 1, to: 1e5) { Archimedean.joeTau($0) - tau } ?? .nan
    }
}
