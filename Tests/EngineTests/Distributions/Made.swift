import Engine

extension Distribution {
    /// A distribution by family word and natural parameters in the order of the constructors.
    static func made(_ family: String, _ a: [Double]) throws -> Distribution {
        switch family {
        case "normal": try .normal(mean: a[0], sd: a[1])
        case "lognormal": try .lognormal(median: a[0], sdLog: a[1])
        case "uniform": try .uniform(min: a[0], max: a[1])
        case "triangular": try .triangular(min: a[0], mode: a[1], max: a[2])
        case "pert": try .pert(min: a[0], mode: a[1], max: a[2])
        case "beta": try .beta(alpha: a[0], beta: a[1], min: a[2], max: a[3])
        case "gamma": try .gamma(shape: a[0], scale: a[1])
        case "exponential": try .exponential(rate: a[0])
        case "weibull": try .weibull(shape: a[0], scale: a[1])
        case "student_t": try .studentT(df: a[0], location: a[1], scale: a[2])
        case "pareto": try .pareto(shape: a[0], scale: a[1])
        case "cauchy": try .cauchy(location: a[0], scale: a[1])
        case "logistic": try .logistic(location: a[0], scale: a[1])
        case "bernoulli": try .bernoulli(p: a[0])
        case "binomial": try .binomial(n: a[0], p: a[1])
        case "poisson": try .poisson(mean: a[0])
        default: preconditionFailure("no family \(family)")
        }
    }
}

/// |got − expected| relative to the expected size; absolute where that is 0.
func relativeError(_ got: Double, _ expected: Double) -> Double {
    if got == expected { return 0 }
    return (got - expected).magnitude / (expected == 0 ? 1 : expected.magnitude)
}
