/// Mean and standard deviation as integrals of the quantile function over (0, 1), for families without closed forms.
struct QuantileMoments {
    let mean: Moment
    let standardDeviation: Moment

    /// - Parameter quantile: The quantile function; its integrals must exist.
    init(_ quantile: (TailProbability) -> Double) {
        // Centred at the median, so that a spread far smaller than the mean keeps its digits.
        let median = quantile(TailProbability(lower: 0.5))
        let shift = DoubleExponential.integral(tolerance: 1e-12) { quantile($0) - median }
        let square = DoubleExponential.integral(tolerance: 1e-12) { p in
            let distance = quantile(p) - median
            return distance * distance
        }
        let variance = square.value - shift.value * shift.value
        guard variance.isFinite, variance >= 0, square.change <= 1e-9 * square.value else {
            mean = .noClosedForm
            standardDeviation = .noClosedForm
            return
        }
        mean = .value(median + shift.value)
        standardDeviation = .value(variance.squareRoot())
    }
}
