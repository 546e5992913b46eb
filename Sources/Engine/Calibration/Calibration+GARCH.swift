extension Calibration {
    /// How the innovations of a GARCH process are distributed.
    package enum Innovations: Sendable {
        case normal
        /// Student's t, scaled to variance 1; its degrees of freedom are fitted.
        case studentT
    }

    /// GARCH(1,1) on log returns, by maximum likelihood.
    ///
    /// `omega` is a variance per step, and `alpha` and `beta` hold for the data's step only. `volatility` is the annual
    /// long-run one, √(omega/(1 - alpha - beta)/step), left out where alpha + beta is so near 1 that there is none;
    /// `drift` is mean/step plus half the sample's variance per year, as for ``gbm(_:)``. Standard errors are the larger of the Hessian's and the sandwich's (White, Econometrica 50, 1982), for each parameter.
    ///
    /// - Throws: `noClustering`, `normalTails`, `noMaximum`; `tooFew` below 250 returns.
    package static func garch(_ data: Observations, innovations: Innovations = .normal) throws(CalibrationError) -> Calibration {
        guard data.values.count > 250 else { throw .tooFew(found: data.values.count - 1, needed: 250) }
        let returns = try data.logReturns()
        let moments = SampleMoments(returns)
        let sd = moments.variance.squareRoot()
        let likelihood = GARCHLikelihood(
            values: returns.map { ($0 - moments.mean) / sd }, hasStudentT: innovations == .studentT)
        let chart = GARCHChart(hasStudentT: likelihood.hasStudentT)
        let start = GARCHStart.best(likelihood)
        guard let top = Maximiser.climb(from: chart.coordinates(start), { chart.pulled(back: likelihood, $0) }) else {
            // Without clustering, beta is undetermined and the climb may end nowhere.
            let gain = (likelihood(start)?.value ?? -.infinity) - GARCHStart.constantVolatility(likelihood, nu: start.count > 4 ? start[4] : nil)
            throw gain < 4 ? .noClustering(gain: max(0, gain)) : .noMaximum(process: "garch")
        }
        let p = chart.parameters(top.point)
        if likelihood.hasStudentT, p[4] > 60 { throw .normalTails(degreesOfFreedom: 60) }
        let flat = GARCHStart.constantVolatility(likelihood, nu: likelihood.hasStudentT ? p[4] : nil)
        guard top.value - flat > 4, p[2] > 1e-4 else { throw .noClustering(gain: max(0, top.value - flat)) }
        let steps = [1e-4, 1e-3 * p[1], 1e-3 * min(p[2], 0.1), 1e-3 * min(p[3], 1 - p[3]), 1e-3 * (p.last ?? 0)]
        guard
            let information = Information.observed(
                at: p, steps: Array(steps.prefix(p.count)), score: { likelihood($0)?.gradient }),
            let hessian = Information.covariance(information), let outer = likelihood.outerProduct(p)
        else { throw .noMaximum(process: "garch") }
        let covariance = Information.larger(hessian, Information.sandwich(hessian, outer))
        return result(
            data: data, moments: moments, p: p, covariance: covariance,
            logLikelihood: top.value - Double(returns.count) * ScalarMath.log(sd),
            scores: likelihood.normalScores(p))
    }

    /// The error of ω/(1-α-β): how far it moves, on the side where it moves further, when the parameters go one standard
    /// deviation along the direction that changes it most. Its slope alone is too sure where α+β is close to 1.
    private static func longRunError(_ p: [Double], _ covariance: [[Double]]) -> Double {
        let gap = 1 - p[2] - p[3]
        let value = p[1] / gap
        let slope = [0, 1 / gap, value / gap, value / gap]
        let length = Information.error(covariance, slope + [Double](repeating: 0, count: p.count - 4))
        let direction = (0..<4).map { i in (0..<4).reduce(0) { $0 + covariance[i][$1] * slope[$1] } / length }
        func moved(_ sign: Double) -> Double {
            let far = 1 - p[2] - p[3] - sign * (direction[2] + direction[3])
            return far > 0.1 * gap ? ((p[1] + sign * direction[1]) / far - value).magnitude : 5 * length
        }
        return max(length, moved(1), moved(-1))
    }

    private static func result(
        data: Observations, moments: SampleMoments, p: [Double], covariance: [[Double]], logLikelihood: Double,
        scores: [Double]
    ) -> Calibration {
        let (d, variance) = (data.step, moments.variance)
        let sd = variance.squareRoot()
        func error(_ index: Int) -> Double { covariance[index][index].squareRoot() }
        let gap = 1 - p[2] - p[3]
        let mean = moments.mean + sd * p[0]
        let drift = mean / d + 0.5 * variance / d
        let spread = 0.5 * variance / d * (max(0.01, moments.kurtosis - 1) / Double(moments.count)).squareRoot()
        let driftError = (variance / (d * d) * covariance[0][0] + spread * spread).squareRoot()
        var parameters: [ParameterEstimate] = [
            .symmetric("drift", drift, error: driftError),
            .positive("omega", p[1] * variance, error: error(1) * variance),
            .positive("alpha", p[2], error: error(2)),
            .symmetric("beta", p[3], error: error(3)),
        ]
        if p.count > 4 {
            let excess = ParameterEstimate.positive("df", p[4] - 2, error: error(4))
            parameters.append(
                ParameterEstimate("df", p[4], error: error(4), low: 2 + excess.low, high: 2 + excess.high))
        }
        let hasLongRun = gap > 0.004
        if hasLongRun {
            // In units of the sample's variance.
            let longRun = p[1] / gap
            let volatility = (longRun * variance / d).squareRoot()
            let relative = longRunError(p, covariance) / longRun
            parameters.append(.positive("volatility", volatility, error: 0.5 * volatility * relative))
        }
        parameters.append(.symmetric("mean", mean, error: sd * error(0)))
        var fit = Calibration(
            process: "garch", parameters: parameters, count: moments.count, span: data.span, logLikelihood: logLikelihood,
            goodness: GoodnessOfFit(residuals: scores, noun: "returns", fitted: 2))
        if !hasLongRun {
            fit.notes.append("alpha + beta is nearly 1: there is no long-run volatility to speak of")
        }
        return fit
    }
}

/// The unconstrained coordinates in which a GARCH likelihood is climbed: μ, ln ω, the logits of the persistence α+β and of
/// the share α/(α+β), and ln(ν-2).
struct GARCHChart {
    let hasStudentT: Bool
    /// The largest persistence: a half-life of shocks of 1,400 steps.
    static let largestPersistence = 0.9995

    func parameters(_ c: [Double]) -> [Double] {
        let persistence = Self.largestPersistence * logistic(c[2])
        let share = logistic(c[3])
        let p = [c[0], ScalarMath.exp(c[1]), persistence * share, persistence * (1 - share)]
        return hasStudentT ? p + [2.01 + ScalarMath.exp(c[4])] : p
    }

    func coordinates(_ p: [Double]) -> [Double] {
        let persistence = p[2] + p[3]
        let c = [p[0], ScalarMath.log(p[1]), logit(persistence / Self.largestPersistence), logit(p[2] / persistence)]
        return hasStudentT ? c + [ScalarMath.log(p[4] - 2.01)] : c
    }

    func pulled(back likelihood: GARCHLikelihood, _ c: [Double]) -> (value: Double, gradient: [Double])? {
        guard c.allSatisfy({ $0.magnitude < 30 }) else { return nil }
        let p = parameters(c)
        guard let (value, g) = likelihood(p) else { return nil }
        let persistence = p[2] + p[3]
        let share = p[2] / persistence
        let dPersistence = persistence * (1 - persistence / Self.largestPersistence)
        let dShare = persistence * share * (1 - share)
        let gradient = [
            g[0], g[1] * p[1], dPersistence * (share * g[2] + (1 - share) * g[3]), dShare * (g[2] - g[3]),
        ]
        return (value, hasStudentT ? gradient + [g[4] * (p[4] - 2.01)] : gradient)
    }

    private func logistic(_ x: Double) -> Double { 1 / (1 + ScalarMath.exp(-x)) }
    private func logit(_ p: Double) -> Double { ScalarMath.log(p / (1 - p)) }
}

/// Where the climb begins.
enum GARCHStart {
    /// The best of a grid on which ω makes the long-run variance that of the sample.
    static func best(_ likelihood: GARCHLikelihood) -> [Double] {
        var best: (value: Double, point: [Double])?
        for persistence in [0.7, 0.9, 0.95, 0.98, 0.995] {
            for alpha in [0.03, 0.06, 0.12, 0.25] {
                for nu in likelihood.hasStudentT ? [4.0, 10] : [0] {
                    let point = [0, 1 - persistence, alpha, persistence - alpha] + (likelihood.hasStudentT ? [nu] : [])
                    if let value = likelihood(point)?.value, value > best?.value ?? -.infinity { best = (value, point) }
                }
            }
        }
        return best?.point ?? [0, 0.05, 0.05, 0.9] + (likelihood.hasStudentT ? [8] : [])
    }

    /// The log-likelihood of constant volatility; with Student's t for the best of a few degrees of freedom.
    static func constantVolatility(_ likelihood: GARCHLikelihood, nu: Double?) -> Double {
        guard let nu else { return likelihood([0, 1, 0, 0])?.value ?? -.infinity }
        return [2.5, 3, 4, 5, 7, 10, nu].reduce(-.infinity) { max($0, likelihood([0, 1, 0, 0, $1])?.value ?? -.infinity) }
    }
}
