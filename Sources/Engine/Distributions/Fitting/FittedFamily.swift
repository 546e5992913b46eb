/// A family whose parameters are to be found from quantiles or from mean and standard deviation, with those parameters
/// that must be known beforehand.
public enum FittedFamily: Hashable, Sendable {
    case normal, lognormal, uniform, logistic, cauchy, gamma, weibull, pareto, exponential
    /// With its ends known.
    case beta(min: Double, max: Double)
    /// With its degrees of freedom known.
    case studentT(df: Double)
    /// With its most likely value known: p10 and p90 then give the ends.
    case triangular(mode: Double)
    case pert(mode: Double)
    case poisson

    /// The family's word in the language.
    public var name: String {
        switch self {
        case .normal: NormalFamily.name
        case .lognormal: LognormalFamily.name
        case .uniform: UniformFamily.name
        case .logistic: LogisticFamily.name
        case .cauchy: CauchyFamily.name
        case .gamma: GammaFamily.name
        case .weibull: WeibullFamily.name
        case .pareto: ParetoFamily.name
        case .exponential: ExponentialFamily.name
        case .beta: BetaFamily.name
        case .studentT: StudentTFamily.name
        case .triangular: TriangularFamily.name
        case .pert: PertFamily.name
        case .poisson: PoissonFamily.name
        }
    }
}

extension Distribution {
    /// How far a fitted quantile may miss a given one, as a share of the distance between the outermost given ones.
    ///
    /// Two quantiles of a two-parameter family are met exactly; more are met within this, or refused.
    package static let fitTolerance = 0.02
}
