extension Distribution {
    /// The member of a family with this mean and standard deviation.
    ///
    /// `exponential` and `poisson` have one parameter: they refuse an `sd` that does not follow from the mean
    /// (to 1e-9). `triangular`, `pert` and `cauchy` are refused: two moments do not determine them.
    public static func fitted(
        _ family: FittedFamily, mean: Double, sd: Double
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(family.name)
        try check.finite("mean", mean)
        try check.positive("sd", sd, remedy: "for a certain value write the number itself")
        switch family {
        case .normal: return try .normal(mean: mean, sd: sd)
        case .lognormal: return try .lognormal(mean: mean, sd: sd)
        case .uniform:
            let half = sd * 3.0.squareRoot()
            return try .uniform(min: mean - half, max: mean + half)
        case .logistic: return try .logistic(location: mean, scale: sd * (3.0.squareRoot() / Double.pi))
        case .studentT(let df):
            try check.shape("df", df)
            guard df > 2 else {
                throw DistributionError(family.name, "df", df, mustBe: "greater than 2, or there is no `sd`")
            }
            return try .studentT(df: df, location: mean, scale: sd * ((df - 2) / df).squareRoot())
        case .gamma:
            try check.positive("mean", mean)
            return try .gamma(shape: mean / sd * (mean / sd), scale: sd / mean * sd)
        case .weibull:
            try check.positive("mean", mean)
            return try weibull(mean: mean, ratio: sd / mean)
        case .pareto:
            try check.positive("mean", mean)
            let ratio = mean / sd
            let root = (1 + ratio * ratio).squareRoot()
            // shape = 1 + √(1 + (mean/sd)²); scale = mean·(shape − 1)/shape.
            return try .pareto(shape: 1 + root, scale: mean * root / (1 + root))
        case .beta(let min, let max): return try beta(mean: mean, sd: sd, min: min, max: max)
        case .exponential:
            try check.positive("mean", mean)
            guard (sd / mean - 1).magnitude < 1e-9 else {
                throw DistributionError(
                    family.name, "sd", sd, mustBe: "equal to `mean`", operands: [.init("mean", mean)],
                    remedy: "leave out `sd`, or take a `gamma` distribution", kind: .noFit)
            }
            return try .exponential(mean: mean)
        case .poisson:
            try check.positive("mean", mean)
            guard (sd * sd / mean - 1).magnitude < 1e-9 else {
                throw DistributionError(
                    family.name, "sd", sd, mustBe: "the square root of `mean`", operands: [.init("mean", mean)],
                    remedy: "leave out `sd`", kind: .noFit)
            }
            return try .poisson(mean: mean)
        case .triangular, .pert:
            throw DistributionError(
                family.name, "sd", sd, mustBe: "left out: mean and sd do not determine this family",
                remedy: "give `min`, `mode` and `max`")
        case .cauchy:
            throw DistributionError(
                family.name, "mean", mean, mustBe: "left out: this family has no mean",
                remedy: "give `location` and `scale`, or two quantiles")
        }
    }

    private static func beta(
        mean: Double, sd: Double, min: Double, max: Double
    ) throws(DistributionError) -> Distribution {
        let name = BetaFamily.name
        try ParameterCheck(name).interval(min, max)
        guard mean > min, mean < max else {
            throw DistributionError(
                name, "mean", mean, mustBe: "between `min` and `max`", operands: [.init("min", min), .init("max", max)])
        }
        let m = (mean - min) / (max - min)
        let s = sd / (max - min)
        let total = m * (1 - m) / (s * s) - 1
        guard total > 0 else {
            throw DistributionError(
                name, "sd", sd, mustBe: "less than √((mean − min)·(max − mean))",
                operands: [.init("mean", mean), .init("min", min), .init("max", max)], kind: .noFit)
        }
        return try .beta(alpha: m * total, beta: (1 - m) * total, min: min, max: max)
    }

    /// Weibull by its mean and coefficient of variation, which falls as the shape rises.
    private static func weibull(mean: Double, ratio: Double) throws(DistributionError) -> Distribution {
        // ln(1 + cv²) = ln Γ(1+2/k) − 2 ln Γ(1+1/k).
        let goal = ScalarMath.log1p(ratio * ratio)
        let logShape = Bisection.root(from: ScalarMath.log(0.02), to: ScalarMath.log(1e7)) { t in
            let k = ScalarMath.exp(t)
            return goal - (LogGamma.onePlus(2 / k) - 2 * LogGamma.onePlus(1 / k))
        }
        guard let logShape else {
            throw DistributionError(
                WeibullFamily.name, "sd", ratio * mean, mustBe: "neither far above nor far below `mean`",
                operands: [.init("mean", mean)], kind: .noFit)
        }
        let shape = ScalarMath.exp(logShape)
        return try .weibull(shape: shape, scale: mean / ScalarMath.exp(LogGamma.onePlus(1 / shape)))
    }
}
