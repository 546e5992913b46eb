extension Distribution {
    /// The member of a family with these quantiles.
    ///
    /// A family with as many free parameters as quantiles meets them exactly. With more quantiles, the parameters come
    /// from least squares (location-scale families, on the line or on its logarithm) or from the outermost two, and the
    /// rest must be met within 2 % of the distance between the outermost; otherwise the fit is refused with the values
    /// it would give, and `metalog` goes through all of them.
    public static func fitted(
        _ family: FittedFamily, quantiles: [QuantilePoint]
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(family.name)
        if case .poisson = family {
            throw DistributionError(
                family.name, "quantiles", nil, mustBe: "left out: counts have no smooth quantiles",
                remedy: "give `mean`")
        }
        let isExponential = family == .exponential
        let points = try check.quantiles(quantiles, atLeast: isExponential ? 1 : 2)
        let result: Distribution
        switch family {
        case .normal, .uniform, .logistic, .cauchy, .studentT: result = try onLine(family, points)
        case .lognormal, .weibull, .pareto: result = try onLogarithms(family, points)
        case .exponential:
            try positive(family, points)
            // Least squares through 0 of x against −ln(1 − p).
            var above = 0.0
            var below = 0.0
            for point in points {
                let h = -ScalarMath.log1p(-point.probability)
                above += h * point.value
                below += h * h
            }
            result = try .exponential(mean: above / below)
        case .gamma:
            try positive(family, points)
            result = try gamma(points[0], points[points.count - 1])
        case .beta(let min, let max): result = try beta(points[0], points[points.count - 1], min: min, max: max)
        case .triangular(let mode):
            result = try peaked(family, points, mode: mode) { low, high in
                Distribution(.triangular(TriangularFamily(min: low, mode: mode, max: high)))
            }
        case .pert(let mode):
            result = try peaked(family, points, mode: mode) { low, high in
                Distribution(.pert(PertFamily(min: low, mode: mode, max: high)))
            }
        case .poisson: preconditionFailure("refused above")
        }
        try result.verify(family, points)
        return result
    }

    /// Checks what the parameters were not made from.
    private func verify(_ family: FittedFamily, _ points: [QuantilePoint]) throws(DistributionError) {
        let spread =
            points.count > 1 ? points[points.count - 1].value - points[0].value : points[0].value.magnitude
        for point in points {
            let got = quantile(point.probability)
            guard (got - point.value).magnitude <= Self.fitTolerance * spread else {
                throw DistributionError(
                    family.name, point.name, point.value,
                    mustBe: "near what the other quantiles imply for this family",
                    operands: [.init("the closest \(family.name)'s \(point.name)", got)],
                    remedy: "give two quantiles, or take `metalog`, which goes through all of them", kind: .noFit)
            }
        }
    }

    private static func positive(_ family: FittedFamily, _ points: [QuantilePoint]) throws(DistributionError) {
        guard points[0].value > 0 else {
            throw DistributionError(
                family.name, points[0].name, points[0].value, mustBe: "greater than 0: this family has no values below",
                remedy: family == .lognormal ? "take `normal`, or `metalog` with bounds" : nil)
        }
    }

    /// Intercept and slope of the least-squares line y = a + b·x; through both points if there are two.
    private static func line(_ x: [Double], _ y: [Double]) -> (intercept: Double, slope: Double) {
        let n = Double(x.count)
        let cx = x.reduce(0, +) / n
        let cy = y.reduce(0, +) / n
        var xy = 0.0
        var xx = 0.0
        for (a, b) in zip(x, y) {
            xy += (a - cx) * (b - cy)
            xx += (a - cx) * (a - cx)
        }
        let slope = xy / xx
        return (cy - slope * cx, slope)
    }

    /// Families with quantile = location + scale·standard quantile.
    private static func onLine(_ family: FittedFamily, _ points: [QuantilePoint]) throws(DistributionError)
        -> Distribution
    {
        if case .studentT(let df) = family { try ParameterCheck(family.name).shape("df", df) }
        let standard = points.map { point -> Double in
            let p = TailProbability(lower: point.probability)
            switch family {
            case .normal: return StandardNormal.quantile(p)
            case .logistic: return LogisticFamily(location: 0, scale: 1).quantile(p)
            case .cauchy: return CauchyFamily(location: 0, scale: 1).quantile(p)
            case .studentT(let df): return StudentT.quantile(df, p)
            default: return point.probability
            }
        }
        let (location, scale) = line(standard, points.map(\.value))
        switch family {
        case .normal: return try .normal(mean: location, sd: scale)
        case .logistic: return try .logistic(location: location, scale: scale)
        case .cauchy: return try .cauchy(location: location, scale: scale)
        case .studentT(let df): return try .studentT(df: df, location: location, scale: scale)
        default: return try .uniform(min: location, max: location + scale)
        }
    }

    /// Families with ln(quantile) = location + scale·standard quantile.
    private static func onLogarithms(
        _ family: FittedFamily, _ points: [QuantilePoint]
    ) throws(DistributionError) -> Distribution {
        try positive(family, points)
        let standard = points.map { point -> Double in
            let hazard = -ScalarMath.log1p(-point.probability)
            switch family {
            case .lognormal: return StandardNormal.quantile(TailProbability(lower: point.probability))
            case .weibull: return ScalarMath.log(hazard)
            default: return hazard
            }
        }
        let (location, scale) = line(standard, points.map { ScalarMath.log($0.value) })
        switch family {
        case .lognormal: return Distribution(.lognormal(LognormalFamily(logMedian: location, sdLog: scale)))
        case .weibull: return try .weibull(shape: 1 / scale, scale: ScalarMath.exp(location))
        default: return try .pareto(shape: 1 / scale, scale: ScalarMath.exp(location))
        }
    }

    /// The ratio of two quantiles falls as the shape rises.
    private static func gamma(_ a: QuantilePoint, _ b: QuantilePoint) throws(DistributionError) -> Distribution {
        let goal = ScalarMath.log(b.value / a.value)
        let quantile = { (shape: Double, point: QuantilePoint) in
            GammaFamily.standardQuantile(shape, TailProbability(lower: point.probability))
        }
        let logShape = Bisection.root(from: ScalarMath.log(0.01), to: ScalarMath.log(1e7)) { t in
            let shape = ScalarMath.exp(t)
            // A quantile of 1e-300 and below counts as that, so that the ratio stays finite.
            let low = Swift.max(quantile(shape, a), 1e-300)
            return goal - ScalarMath.log(Swift.max(quantile(shape, b), low) / low)
        }
        guard let logShape else { throw noFit(GammaFamily.name, a, b) }
        let shape = ScalarMath.exp(logShape)
        return try .gamma(shape: shape, scale: b.value / quantile(shape, b))
    }

    private static func noFit(_ family: String, _ a: QuantilePoint, _ b: QuantilePoint) -> DistributionError {
        DistributionError(
            family, b.name, b.value, mustBe: "such that some \(family) distribution has both quantiles",
            operands: [.init(a.name, a.value)], remedy: "take `metalog`, which goes through any two quantiles",
            kind: .noFit)
    }

    /// Beta through two quantiles: for each total alpha + beta the mean is found from the first quantile, the total then
    /// from the second, which nears the first as the total grows.
    private static func beta(
        _ a: QuantilePoint, _ b: QuantilePoint, min: Double, max: Double
    ) throws(DistributionError) -> Distribution {
        let name = BetaFamily.name
        try ParameterCheck(name).interval(min, max)
        for point in [a, b] where !(point.value > min && point.value < max) {
            throw DistributionError(
                name, point.name, point.value, mustBe: "between `min` and `max`",
                operands: [.init("min", min), .init("max", max)])
        }
        let width = max - min
        let place = { (point: QuantilePoint) in ((point.value - min) / width, (max - point.value) / width) }
        let (xa, ya) = place(a)
        let (xb, yb) = place(b)
        // P(X <= xa) falls as the mean rises.
        let shapes = { (total: Double) -> (Double, Double)? in
            let logit = Bisection.root(from: -14, to: 14) { t in
                let m = 1 / (1 + ScalarMath.exp(-t))
                return IncompleteBeta.tails(m * total, total / (1 + ScalarMath.exp(t)), xa, ya).lower - a.probability
            }
            return logit.map { (total / (1 + ScalarMath.exp(-$0)), total / (1 + ScalarMath.exp($0))) }
        }
        let logTotal = Bisection.root(from: ScalarMath.log(0.02), to: ScalarMath.log(1e6)) { t in
            guard let (alpha, beta) = shapes(ScalarMath.exp(t)) else { return t < 0 ? -1 : 1 }
            return IncompleteBeta.tails(alpha, beta, xb, yb).lower - b.probability
        }
        guard let logTotal, let (alpha, beta) = shapes(ScalarMath.exp(logTotal)) else { throw noFit(name, a, b) }
        return try .beta(alpha: alpha, beta: beta, min: min, max: max)
    }

    /// Triangular and PERT with a known mode through two quantiles on either side of it: the lower quantile fixes the
    /// lower end for each upper end, the upper quantile then the upper end.
    private static func peaked(
        _ family: FittedFamily, _ points: [QuantilePoint], mode: Double, _ make: (Double, Double) -> Distribution
    ) throws(DistributionError) -> Distribution {
        let name = family.name
        try ParameterCheck(name).finite("mode", mode)
        let a = points[0]
        let b = points[points.count - 1]
        guard a.value < mode, mode < b.value else {
            throw DistributionError(
                name, "mode", mode, mustBe: "between `\(a.name)` and `\(b.name)`",
                operands: [.init(a.name, a.value), .init(b.name, b.value)], remedy: "give `min`, `mode` and `max`")
        }
        let spread = b.value - a.value
        // Ends lie beyond the quantiles by spread·e^t.
        func lowest(_ high: Double) -> Double? {
            Bisection.root(from: -40, to: 7) { t in
                make(a.value - spread * ScalarMath.exp(t), high).cdf(a.value) - a.probability
            }.map { a.value - spread * ScalarMath.exp($0) }
        }
        let found = Bisection.root(from: -40, to: 7) { t in
            let high = b.value + spread * ScalarMath.exp(t)
            guard let low = lowest(high) else { return 1 }
            return b.probability - make(low, high).cdf(b.value)
        }
        guard let found, let low = lowest(b.value + spread * ScalarMath.exp(found)) else { throw noFit(name, a, b) }
        return make(low, b.value + spread * ScalarMath.exp(found))
    }
}
