/// One fitted number with what the data say about its accuracy.
package struct ParameterEstimate: Hashable, Sendable {
    /// `volatility`, or `calm.volatility` for one of several regimes.
    package let name: String
    package let value: Double
    package let standardError: Double
    /// Where the true value lies in 95 of 100 fits to data of the model.
    package let low: Double
    package let high: Double

    init(_ name: String, _ value: Double, error: Double, low: Double, high: Double) {
        self.name = name
        self.value = value
        standardError = error
        self.low = low
        self.high = high
    }

    /// value ± 1.96 standard errors.
    static func symmetric(_ name: String, _ value: Double, error: Double) -> ParameterEstimate {
        ParameterEstimate(
            name, value, error: error, low: value - normalQuantile * error, high: value + normalQuantile * error)
    }

    /// The interval of a positive parameter whose logarithm is nearly normal: value · e^(±1.96 error/value).
    static func positive(_ name: String, _ value: Double, error: Double) -> ParameterEstimate {
        let ratio = ScalarMath.exp(normalQuantile * error / value)
        return ParameterEstimate(name, value, error: error, low: value / ratio, high: value * ratio)
    }

    /// The same estimate under another scale: every figure times a positive factor.
    func scaled(by factor: Double) -> ParameterEstimate {
        ParameterEstimate(name, value * factor, error: standardError * factor, low: low * factor, high: high * factor)
    }

    /// Φ⁻¹(0.975).
    static let normalQuantile = 1.959963984540054
}
