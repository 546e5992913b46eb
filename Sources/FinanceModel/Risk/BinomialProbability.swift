internal import Engine

/// Probabilities of a binomial count.
enum BinomialProbability {
    /// ln P(X = x), n trials of probability p in [0, 1]; -∞ where impossible.
    static func logMass(_ x: Int, of n: Int, _ p: Double) -> Double {
        guard x >= 0, x <= n else { return -.infinity }
        let choose =
            LogGamma.value(Double(n) + 1) - LogGamma.value(Double(x) + 1) - LogGamma.value(Double(n - x) + 1)
        return choose + logLikelihood(x, of: n, p)
    }

    /// x·ln p + (n - x)·ln(1 - p) with 0·ln 0 = 0.
    static func logLikelihood(_ x: Int, of n: Int, _ p: Double) -> Double {
        (x == 0 ? 0 : Double(x) * ScalarMath.log(p)) + (x == n ? 0 : Double(n - x) * ScalarMath.log1p(-p))
    }

    /// P(X <= x), by the incomplete beta function.
    static func tails(_ x: Int, of n: Int, _ p: Double) -> Tails {
        if x < 0 { return Tails(lower: 0, upper: 1) }
        if x >= n { return Tails(lower: 1, upper: 0) }
        if p <= 0 { return Tails(lower: 1, upper: 0) }
        if p >= 1 { return Tails(lower: 0, upper: 1) }
        return IncompleteBeta.tails(Double(n - x), Double(x + 1), 1 - p, p)
    }

    /// The probability of a count no more likely than x: the exact two-sided test. Counts within 1e-7 of as likely
    /// count as equally likely.
    static func twoSided(_ x: Int, of n: Int, _ p: Double) -> Double {
        let limit = logMass(x, of: n, p) + 1e-7
        var below = -1
        var above = n + 1
        // The mass rises to the mode and falls after it: the unlikely counts are two tails.
        var low = 0
        while low <= n && logMass(low, of: n, p) <= limit {
            below = low
            low += 1
            if low > x && Double(low) > Double(n) * p { break }
        }
        var high = n
        while high > below && logMass(high, of: n, p) <= limit {
            above = high
            high -= 1
        }
        return min(tails(below, of: n, p).lower + tails(above - 1, of: n, p).upper, 1)
    }
}
