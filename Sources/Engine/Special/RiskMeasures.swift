/// Value at risk and expected shortfall of losses. `alpha` is the confidence level: 0.99 looks at the worst 1 %.
public enum RiskMeasures {
    /// The standard normal: Φ⁻¹(α) and φ(Φ⁻¹(α))/(1 − α).
    public static func normal(alpha: Double, mean: Double = 0, sd: Double = 1) -> (
        valueAtRisk: Double, shortfall: Double
    ) {
        let z = ScalarMath.inverseNormal(alpha)
        return (mean + sd * z, mean + sd * (StandardNormal.density(z) / (1 - alpha)))
    }

    /// Student's t: t_ν⁻¹(α) and f(q)/(1 − α)·(ν + q²)/(ν − 1); the shortfall is infinite for ν <= 1.
    ///
    /// McNeil, Frey and Embrechts (2015), example 2.15.
    public static func studentT(
        alpha: Double, nu: Double, location: Double = 0, scale: Double = 1
    ) -> (valueAtRisk: Double, shortfall: Double) {
        let q = StudentT.quantile(nu, TailProbability(lower: alpha))
        let shortfall =
            nu > 1 ? StudentT.density(nu, q) / (1 - alpha) * ((nu + q * q) / (nu - 1)) : Double.infinity
        return (location + scale * q, location + scale * shortfall)
    }

    /// The scale that gives a t variable the variance 1: √((ν − 2)/ν); NaN for ν <= 2.
    public static func unitVarianceScale(nu: Double) -> Double { nu > 2 ? ((nu - 2) / nu).squareRoot() : .nan }

    /// Empirical shortfalls of a sample of losses.
    public struct Empirical: Hashable, Sendable {
        /// The mean of the worst n(1 − α) losses, the boundary one weighted by its fraction (Acerbi and Tasche 2002).
        public var weighted: Double
        /// The mean of the worst ⌈n(1 − α)⌉ losses, unweighted.
        public var beyond: Double
        /// The least of those: the empirical value at risk.
        public var valueAtRisk: Double
    }

    /// - Precondition: at least one loss, 0 <= alpha < 1.
    public static func empirical(losses: [Double], alpha: Double) -> Empirical {
        precondition(!losses.isEmpty && alpha >= 0 && alpha < 1, "a sample and a level in [0, 1)")
        let worst = losses.sorted(by: >)
        // 10·(1 − 0.8) is 2, not 1.9999999999999996.
        let exact = Double(losses.count) * (1 - alpha)
        let size = (exact - exact.rounded()).magnitude < 1e-9 * Double(losses.count) ? exact.rounded() : exact
        let whole = Int(size.rounded(.down))
        let count = Swift.max(Int(size.rounded(.up)), 1)
        var sum = CompensatedSum()
        for loss in worst.prefix(whole) { sum.add(loss) }
        if whole < worst.count && size > Double(whole) { sum.add((size - Double(whole)) * worst[whole]) }
        var all = CompensatedSum()
        for loss in worst.prefix(count) { all.add(loss) }
        return Empirical(
            weighted: size > 0 ? sum.value / size : worst[0], beyond: all.value / Double(count),
            valueAtRisk: worst[count - 1])
    }
}
