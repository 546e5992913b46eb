/// Tests of residuals that should be independent standard normal draws.
enum GoodnessTests {
    /// Ljung and Box's Q on the first `lags` autocorrelations: n(n+2) Σ ρ²ₖ/(n-k) (Biometrika 65, 1978), and its p-value
    /// with as many degrees of freedom as lags less the fitted parameters.
    static func ljungBox(_ values: [Double], lags: Int, fitted: Int = 0) -> (statistic: Double, p: Double) {
        let n = values.count
        let mean = values.reduce(0, +) / Double(n)
        var square = 0.0
        for value in values { square += (value - mean) * (value - mean) }
        guard square > 0, n > lags + 1 else { return (0, 1) }
        var q = 0.0
        for lag in 1...lags {
            var product = 0.0
            for i in lag..<n { product += (values[i] - mean) * (values[i - lag] - mean) }
            q += product / square * (product / square) / Double(n - lag)
        }
        q *= Double(n) * Double(n + 2)
        return (q, chiSquareTail(q, Double(max(1, lags - fitted))))
    }

    /// Jarque and Bera's n/6·(S² + (K-3)²/4), asymptotically chi-squared with 2 degrees of freedom.
    static func jarqueBera(_ moments: SampleMoments) -> (statistic: Double, p: Double) {
        let excess = moments.kurtosis - 3
        let statistic = Double(moments.count) / 6 * (moments.skewness * moments.skewness + excess * excess / 4)
        return (statistic, ScalarMath.exp(-statistic / 2))
    }

    /// Kolmogorov's distance from the standard normal distribution, and its asymptotic p-value with Stephens' correction
    /// (√n + 0.12 + 0.11/√n)·D.
    static func kolmogorov(_ values: [Double]) -> (statistic: Double, p: Double) {
        let sorted = values.sorted()
        let n = Double(sorted.count)
        var distance = 0.0
        for (index, value) in sorted.enumerated() {
            let p = ScalarMath.normalCDF(value)
            distance = max(distance, p - Double(index) / n, Double(index + 1) / n - p)
        }
        let scaled = (n.squareRoot() + 0.12 + 0.11 / n.squareRoot()) * distance
        var p = 0.0
        for k in 1...100 {
            let term = 2 * ScalarMath.exp(-2 * Double(k * k) * scaled * scaled)
            p += k % 2 == 1 ? term : -term
            if term < 1e-12 { break }
        }
        return (distance, scaled < 0.2 ? 1 : min(1, max(0, p)))
    }

    static func chiSquareTail(_ x: Double, _ freedom: Double) -> Double {
        x <= 0 ? 1 : IncompleteGamma.tails(freedom / 2, x / 2).upper
    }
}
