internal import Engine

/// Products of a power and a normal probability, as reflection formulas have them.
enum ScaledNormal {
    /// e^`logWeight`·Φ(z), also where the power overflows while the probability underflows.
    ///
    /// Below z = -30 Φ is its asymptotic series φ(z)/|z|·(1 - 1/z² + 3/z⁴ - 15/z⁶), 1e-10 of it in error
    /// (Abramowitz and Stegun 26.2.12).
    static func product(_ logWeight: Double, _ z: Double) -> Double {
        if z > -30 {
            let probability = StandardNormal.tails(z).lower
            return probability == 0 ? 0 : ScalarMath.exp(logWeight) * probability
        }
        if z == -.infinity { return 0 }
        let r = 1 / (z * z)
        let series = 1 - r * (1 - 3 * r * (1 - 5 * r))
        return ScalarMath.exp(logWeight - 0.5 * z * z) * (0.39894228040143267794 / -z) * series
    }
}
