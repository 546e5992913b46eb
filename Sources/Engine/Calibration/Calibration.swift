/// A process fitted to a series: its parameters, how sure they are, and how well the process describes the data.
///
/// Rates, drifts and volatilities are annual. Fit one with ``gbm(_:)``, ``ou(_:additive:)``, ``garch(_:innovations:)`` or
/// ``regimes(_:states:)``.
package struct Calibration: Sendable {
    /// `gbm`, `ou`, `garch` or `regimes`.
    package let process: String
    package let parameters: [ParameterEstimate]
    /// How many observations the likelihood is made of: returns, or values for `ou`.
    package let count: Int
    /// From the first observation to the last, in years.
    package let span: Double
    package let logLikelihood: Double
    package let goodness: GoodnessOfFit
    /// What else should be known, a sentence each.
    package var notes: [String] = []

    /// The estimate of this name; nil where the process has none.
    package subscript(name: String) -> ParameterEstimate? {
        parameters.first { $0.name == name }
    }
}
