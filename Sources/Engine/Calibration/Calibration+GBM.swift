extension Calibration {
    /// Geometric Brownian motion: E S(t) = start·e^(drift·t), volatility per square root of a year.
    ///
    /// With mean m and variance s² of the log returns over a step d: volatility = s/√d, drift = m/d + volatility²/2. The
    /// standard error of the volatility takes the sample's kurtosis k into account, volatility·√((k-1)/4n), since normal
    /// theory (k = 3) would be far too sure about returns with fat tails.
    package static func gbm(_ data: Observations) throws(CalibrationError) -> Calibration {
        let returns = try data.logReturns()
        let moments = SampleMoments(returns)
        let n = Double(returns.count)
        let variance = moments.variance / data.step
        let volatility = variance.squareRoot()
        let relativeVariance = max(0.01, moments.kurtosis - 1) / n
        let volatilityError = volatility * (relativeVariance / 4).squareRoot()
        // Mean and variance of a symmetric sample are uncorrelated.
        let driftError = (variance / data.span + variance * variance * relativeVariance / 4).squareRoot()
        let sd = moments.variance.squareRoot()
        return Calibration(
            process: "gbm",
            parameters: [
                .symmetric("drift", moments.mean / data.step + variance / 2, error: driftError),
                .positive("volatility", volatility, error: volatilityError),
            ],
            count: returns.count, span: data.span,
            logLikelihood: -0.5 * n * (1.8378770664093453 + 2 * ScalarMath.log(sd)) - 0.5 * (n - 1),
            goodness: GoodnessOfFit(residuals: returns.map { ($0 - moments.mean) / sd }, noun: "returns"))
    }
}
