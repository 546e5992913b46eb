/// A probability distribution of one real number, as plain doubles (units live above the engine).
///
/// Values come from the constructors of the families (`normal(mean:sd:)`, `pert(min:mode:max:)`, …), which validate
/// and throw a `DistributionError` naming the parameter, its value and what is allowed.
///
/// ```swift
/// let rent = try Distribution.fitted(.lognormal, quantiles: [.init(0.1, 1.2), .init(0.9, 2.3)])
/// rent.quantile(0.5)   // 1.6613...
/// ```
public struct Distribution: Hashable, Sendable {
    package let shape: Shape

    package init(_ shape: Shape) { self.shape = shape }

    /// The families. Each payload is a validated value of its own type.
    package indirect enum Shape: Hashable, Sendable {
        case normal(NormalFamily)
        case lognormal(LognormalFamily)
        case uniform(UniformFamily)
        case triangular(TriangularFamily)
        case pert(PertFamily)
        case beta(BetaFamily)
        case gamma(GammaFamily)
        case exponential(ExponentialFamily)
        case weibull(WeibullFamily)
        case studentT(StudentTFamily)
        case pareto(ParetoFamily)
        case cauchy(CauchyFamily)
        case logistic(LogisticFamily)
        case bernoulli(BernoulliFamily)
        case binomial(BinomialFamily)
        case poisson(PoissonFamily)
        case discrete(DiscreteFamily)
        case mixture(MixtureFamily)
        case metalog(MetalogFamily)
        case truncated(TruncatedFamily)
    }

    package var family: any Family {
        switch shape {
        case .normal(let family): family
        case .lognormal(let family): family
        case .uniform(let family): family
        case .triangular(let family): family
        case .pert(let family): family
        case .beta(let family): family
        case .gamma(let family): family
        case .exponential(let family): family
        case .weibull(let family): family
        case .studentT(let family): family
        case .pareto(let family): family
        case .cauchy(let family): family
        case .logistic(let family): family
        case .bernoulli(let family): family
        case .binomial(let family): family
        case .poisson(let family): family
        case .discrete(let family): family
        case .mixture(let family): family
        case .metalog(let family): family
        case .truncated(let family): family
        }
    }

    /// The mean, in closed form or by quadrature to about 1e-9; nil where it does not exist or neither gives it
    /// (`meanMoment` says which).
    public var mean: Double? { meanMoment.number }

    /// The standard deviation, likewise (`standardDeviationMoment` says why not).
    public var standardDeviation: Double? { standardDeviationMoment.number }

    /// The mean, or why there is none.
    public var meanMoment: Moment { family.mean }

    /// The standard deviation, or why there is none.
    public var standardDeviationMoment: Moment { family.standardDeviation }

    /// The smallest x with P(X <= x) >= p; for p = 0 and 1 the ends of the support (±∞ where it has none).
    ///
    /// Relative accuracy about 1e-13 wherever the distribution's own conditioning allows it. NaN for p outside [0, 1].
    public func quantile(_ p: Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        let family = family
        if p == 0 { return family.support.min }
        if p == 1 { return family.support.max }
        return family.quantile(TailProbability(lower: p))
    }

    /// The value with P(X > x) = q: `quantile(1 - q)` without the rounding of 1 − q. NaN for q outside [0, 1].
    public func upperQuantile(_ q: Double) -> Double {
        guard q >= 0, q <= 1 else { return .nan }
        let family = family
        if q == 0 { return family.support.max }
        if q == 1 { return family.support.min }
        return family.quantile(TailProbability(upper: q))
    }

    /// P(X <= x). NaN for NaN.
    public func cdf(_ x: Double) -> Double { tails(x).lower }

    /// P(X > x), accurate where it is small. NaN for NaN.
    public func survival(_ x: Double) -> Double { tails(x).upper }

    /// The least possible value, −∞ if there is none.
    public var minimum: Double { family.support.min }

    /// The greatest possible value, +∞ if there is none.
    public var maximum: Double { family.support.max }

    /// Whether the values are isolated points.
    public var isDiscrete: Bool { family.isDiscrete }

    /// The family's word in the language: "lognormal", "student_t".
    public var familyName: String { family.displayName }

    /// Family and parameters for people: "normal(mean 3.0, sd 2.0)".
    public var summary: String {
        let family = family
        return "\(family.displayName)(\(family.parameters))"
    }

    /// How a simulation draws it from one uniform.
    package var recipe: VariateRecipe { family.recipe }

    /// Both tails at x.
    package func tails(_ x: Double) -> Tails {
        if x.isNaN { return Tails(lower: .nan, upper: .nan) }
        let family = family
        // Outside the support (and at infinity) no formula is asked.
        if x < family.support.min { return Tails(lower: 0, upper: 1) }
        if x >= family.support.max { return Tails(lower: 1, upper: 0) }
        return family.tails(x)
    }
}
