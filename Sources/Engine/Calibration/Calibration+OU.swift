extension Calibration {
    /// An Ornstein–Uhlenbeck process: dx = reversion·(θ - x) dt + volatility dW, with x = ln X and level = e^θ, or x = X and
    /// level = θ where `additive`.
    ///
    /// Sampled at steps d it is an autoregression exactly: φ = e^(-reversion·d), and innovations of variance
    /// volatility²·(1-φ²)/(2·reversion). The reversion maximises the restricted likelihood; what bias remains,
    /// (3 + e^(2·reversion·d))/(2·span), is subtracted (half the bias 4/span of least squares: Tang and Chen, Journal of
    /// Econometrics 149, 2009, section 3). Its interval inverts the restricted likelihood ratio. `Docs/Calibration.md` gives
    /// the measured coverage.
    ///
    /// - Throws: `reversionUnclear` where a series that never returns is not refuted at 5 %; `reversionTooFast` where the
    ///   interval reaches infinity.
    package static func ou(_ data: Observations, additive: Bool = false) throws(CalibrationError) -> Calibration {
        let x = additive ? data.values : try data.logarithms()
        let likelihood = RestrictedLikelihood(x)
        let (d, span) = (data.step, data.span)
        func reversion(_ a: Double) -> Double { -ScalarMath.log1p(-a) / d }
        guard let best = likelihood.maximum() else {
            if likelihood(0.5) > likelihood(0) { throw .reversionTooFast(correlation: 0) }
            throw .reversionUnclear(reversionTimesSpan: 0)
        }
        let raw = reversion(best)
        let ends = likelihood.interval(around: best)
        // A one-sided test at 5 %; the two-sided interval of what passes may still begin at 0.
        guard likelihood(best) - likelihood(0) > 0.5 * 2.705543454095404 else {
            throw .reversionUnclear(reversionTimesSpan: raw * span)
        }
        guard let highEnd = ends.high, best < 0.98 else { throw .reversionTooFast(correlation: 1 - best) }
        let (low, high) = (ends.low.map(reversion) ?? 0, reversion(highEnd))
        let bias = (3 + ScalarMath.exp(2 * raw * d)) / (2 * span)
        let kappa = max(raw - bias, low, 0.5 * raw)
        let growth = ScalarMath.expm1(2 * kappa * d)
        let kappaError = (growth / (span * d)).squareRoot()
        let a = -ScalarMath.expm1(-kappa * d)
        let theta = likelihood.origin + likelihood.mean(a)
        // The error of the level depends on the reversion, which is itself uncertain: Student's t with so many degrees of
        // freedom has the spread of that mixture.
        let thetaError = likelihood.meanVariance(a).squareRoot()
        let freedom = max(3, kappa * span / 4)
        let reach = StudentT.quantile(freedom, TailProbability(upper: 0.025)) * thetaError
        let innovation = likelihood.innovationVariance(a).squareRoot()
        let factor = 2 * kappa / (a * (2 - a))
        let volatility = innovation * factor.squareRoot()
        // d ln(factor)/d reversion = 1/reversion - 2d/(e^(2·reversion·d) - 1)
        let slope = 0.5 * (1 / kappa - 2 * d / growth)
        let n = Double(x.count - 1)
        let volatilityError = volatility * (0.5 / n + slope * slope * kappaError * kappaError).squareRoot()
        let level: ParameterEstimate
        if additive {
            level = ParameterEstimate("level", theta, error: thetaError, low: theta - reach, high: theta + reach)
        } else {
            let middle = ScalarMath.exp(theta)
            level = ParameterEstimate(
                "level", middle, error: middle * thetaError, low: ScalarMath.exp(theta - reach),
                high: ScalarMath.exp(theta + reach))
        }
        let residuals = (1..<x.count).map { (x[$0] - x[$0 - 1] + a * (x[$0 - 1] - theta)) / innovation }
        var result = Calibration(
            process: "ou",
            parameters: [
                ParameterEstimate("reversion", kappa, error: kappaError, low: low, high: high), level,
                .positive("volatility", volatility, error: volatilityError),
            ],
            count: x.count, span: span,
            logLikelihood: gaussianLikelihood(x, theta: theta, a: a, innovation: innovation),
            goodness: GoodnessOfFit(residuals: residuals, noun: "changes"))
        if kappa * span < 20 {
            result.notes.append(
                "reversion × span is below 20: the interval of the reversion holds, its standard error is rough")
        }
        return result
    }

    /// The exact log-likelihood of a stationary Gaussian autoregression.
    private static func gaussianLikelihood(_ x: [Double], theta: Double, a: Double, innovation: Double) -> Double {
        let variance = innovation * innovation
        let shrink = a * (2 - a)
        var sum = shrink * (x[0] - theta) * (x[0] - theta)
        for t in 1..<x.count {
            let e = x[t] - x[t - 1] + a * (x[t - 1] - theta)
            sum += e * e
        }
        let n = Double(x.count)
        return -0.5 * (n * (1.8378770664093453 + ScalarMath.log(variance)) - ScalarMath.log(shrink) + sum / variance)
    }
}
