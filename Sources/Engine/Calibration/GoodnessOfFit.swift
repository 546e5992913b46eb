/// How well a fitted process describes its data, by the residuals that it leaves.
package struct GoodnessOfFit: Sendable {
    /// p-values; small ones speak against the process.
    package let normality: Double
    package let independence: Double
    /// Of the squares: whether volatility clusters more than the process says.
    package let clustering: Double
    package let skewness: Double
    /// 0 for normal residuals.
    package let excessKurtosis: Double
    /// One line in words.
    package let text: String

    /// - Parameters:
    ///   - residuals: What should be independent standard normal draws.
    ///   - noun: What they are called: "returns", "changes".
    ///   - fitted: Parameters of the variance, which cost the test of the squares degrees of freedom.
    init(residuals: [Double], noun: String, fitted: Int = 0) {
        let moments = SampleMoments(residuals)
        let lags = min(10, residuals.count / 5)
        let tails = GoodnessTests.jarqueBera(moments)
        let order = GoodnessTests.ljungBox(residuals, lags: lags)
        let squares = residuals.map { ($0 - moments.mean) * ($0 - moments.mean) }
        let clusters = GoodnessTests.ljungBox(squares, lags: lags, fitted: fitted)
        normality = tails.p
        independence = order.p
        clustering = clusters.p
        skewness = moments.skewness
        excessKurtosis = moments.kurtosis - 3
        var parts: [String] = []
        if tails.p < 0.01 {
            let skewed = moments.skewness * moments.skewness > (moments.kurtosis - 3) * (moments.kurtosis - 3) / 4
            let shape =
                skewed ? "lean to one side more than" : moments.kurtosis > 3 ? "have fatter tails than" : "have thinner tails than"
            parts.append("\(noun) \(shape) the model: Jarque-Bera \(Self.pValue(tails.p))")
        }
        if clusters.p < 0.01 {
            parts.append("their size clusters more than the model says: Ljung-Box of squares \(Self.pValue(clusters.p))")
        }
        if order.p < 0.01 {
            parts.append("they depend on those before: Ljung-Box \(Self.pValue(order.p))")
        }
        text =
            parts.isEmpty
            ? "no misfit found: Jarque-Bera \(Self.pValue(tails.p)), Ljung-Box \(Self.pValue(order.p)), of squares "
                + Self.pValue(clusters.p)
            : parts.joined(separator: "; ")
    }

    private static func pValue(_ p: Double) -> String {
        if p < 0.001 { return "p < 0.001" }
        let thousandths = Int((p * 1000).rounded())
        let digits = String(thousandths % 1000)
        if thousandths >= 1000 { return "p = 1" }
        return "p = 0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
