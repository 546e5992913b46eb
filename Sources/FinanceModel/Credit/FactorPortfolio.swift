internal import Engine

/// The number of defaults among names that share one factor, exactly.
///
/// Given the factor the names are independent; the distribution of their count comes from the recursion of Andersen,
/// Sidenius and Basu (2003), or is binomial for equal names, and is averaged over the factor by the trapezoidal rule,
/// whose error falls exponentially with the step for such integrands. A t copula averages over the common χ² as well.
public struct FactorPortfolio: Hashable, Sendable {
    /// P(k defaults), k = 0 … n.
    public let probabilities: [Double]

    /// Equal names.
    ///
    /// - Parameters:
    ///   - count: 1 to 100,000.
    ///   - probability: in [0, 1].
    ///   - correlation: of two latent variables, in [0, 1].
    ///   - degrees: of a t copula; nil: the Gaussian one.
    /// - Throws: `FinanceError` for values out of these ranges.
    public init(
        count: Int, probability: Double, correlation: Double, degrees: Double? = nil
    ) throws(FinanceError) {
        let check = InputCheck("credit portfolio")
        try check.within("names", Double(count), 1...100_000)
        try check.within("default probability", probability, 0...1)
        try check.within("correlation", correlation, 0...1)
        if let degrees { try check.positive("degrees of freedom", degrees) }
        let choices = (0...count).map {
            LogGamma.value(Double(count) + 1) - LogGamma.value(Double($0) + 1) - LogGamma.value(Double(count - $0) + 1)
        }
        var sums = [Double](repeating: 0, count: count + 1)
        FactorMixture(correlation: correlation, degrees: degrees).average([probability]) { conditional, weight in
            let p = conditional[0]
            if p.lower <= 0 { return sums[0] += weight }
            if p.upper <= 0 { return sums[count] += weight }
            let (hit, miss) = (ScalarMath.log(p.lower), ScalarMath.log(p.upper))
            for k in 0...count {
                sums[k] += weight * ScalarMath.exp(choices[k] + Double(k) * hit + Double(count - k) * miss)
            }
        }
        probabilities = sums
    }

    /// Names of different probabilities, equally correlated.
    public init(
        probabilities: [Double], correlation: Double, degrees: Double? = nil
    ) throws(FinanceError) {
        let check = InputCheck("credit portfolio")
        try check.within("names", Double(probabilities.count), 1...2000)
        for (i, p) in probabilities.enumerated() { try check.within("default probabilities[\(i + 1)]", p, 0...1) }
        try check.within("correlation", correlation, 0...1)
        if let degrees { try check.positive("degrees of freedom", degrees) }
        let n = probabilities.count
        var sums = [Double](repeating: 0, count: n + 1)
        FactorMixture(correlation: correlation, degrees: degrees).average(probabilities) { conditional, weight in
            var law = [Double](repeating: 0, count: n + 1)
            law[0] = 1
            for (known, p) in conditional.enumerated() {
                for k in stride(from: known + 1, to: 0, by: -1) { law[k] = law[k] * p.upper + law[k - 1] * p.lower }
                law[0] *= p.upper
            }
            for k in 0...n { sums[k] += weight * law[k] }
        }
        self.probabilities = sums
    }

    /// The mean number of defaults.
    public var mean: Double { probabilities.indices.reduce(0) { $0 + Double($1) * probabilities[$1] } }

    /// The standard deviation of the number of defaults.
    public var standardDeviation: Double {
        let center = mean
        return probabilities.indices.reduce(0) {
            $0 + (Double($1) - center) * (Double($1) - center) * probabilities[$1]
        }.squareRoot()
    }

    /// P(at most k defaults).
    public func cumulative(_ k: Int) -> Double { min(probabilities.prefix(max(k + 1, 0)).reduce(0, +), 1) }

    /// The least number of defaults whose cumulative probability reaches `level`; all names for a level of 1.
    public func quantile(_ level: Double) -> Int {
        var sum = 0.0
        for (k, p) in probabilities.enumerated() {
            sum += p
            if sum >= level { return k }
        }
        return probabilities.count - 1
    }
}

/// Averages over the common factors of a one-factor copula.
private struct FactorMixture {
    let correlation: Double
    let degrees: Double?

    /// Calls `body` with every name's default probability given the factors, and the weight of that place; weights add
    /// up to 1.
    func average(_ probabilities: [Double], _ body: ([Tails], Double) -> Void) {
        guard let degrees else {
            let thresholds = probabilities.map { ScalarMath.inverseNormal($0) }
            return overFactor(thresholds, 1, body)
        }
        let thresholds = probabilities.map { StudentT.quantile(degrees, TailProbability(lower: $0)) }
        // χ²/2 is a gamma variable of shape ν/2; over its logarithm y its density ∝ e^(a·y - e^y) has a peak at ln a and
        // falls off both ways, so that equal steps in y integrate it.
        let a = 0.5 * degrees
        let step = min(0.1, 0.25 / a.squareRoot())
        var places: [(scale: Double, weight: Double)] = []
        for direction in [-1.0, 1] {
            for k in (direction < 0 ? 1 : 0)... {
                let offset = direction * step * Double(k)
                let height = a * (offset - ScalarMath.expm1(offset))
                if height < -42 { break }
                places.append((ScalarMath.exp(0.5 * offset), ScalarMath.exp(height)))
            }
        }
        let total = places.reduce(0) { $0 + $1.weight }
        for place in places { overFactor(thresholds.map { $0 * place.scale }, place.weight / total, body) }
    }

    private func overFactor(_ thresholds: [Double], _ weight: Double, _ body: ([Tails], Double) -> Void) {
        if correlation == 0 { return body(thresholds.map { StandardNormal.tails($0) }, weight) }
        let rest = (1 - correlation).squareRoot()
        let loading = correlation.squareRoot()
        // The conditional probability turns within rest/loading of a place; the step resolves it.
        let step = min(0.05, 0.25 * max(rest / loading, 1e-3))
        let count = Int((9.5 / step).rounded(.up))
        let total = (-count...count).reduce(0) { $0 + StandardNormal.density(Double($1) * step) }
        for k in -count...count {
            let z = Double(k) * step
            let share = StandardNormal.density(z) / total
            let conditional = thresholds.map { threshold in
                rest == 0
                    ? StandardNormal.tails(loading * z < threshold ? .infinity : -.infinity)
                    : StandardNormal.tails((threshold - loading * z) / rest)
            }
            body(conditional, weight * share)
        }
    }
}
