internal import Engine

/// When a Brownian motion with drift first reaches a level: x(t) = ν·t + σ·W(t), from 0 to `distance`.
///
/// Applied to ln(S/S₀), where ν = drift of the asset - σ²/2. The time of first passage is inverse Gaussian
/// (Karatzas and Shreve, "Brownian Motion and Stochastic Calculus", 3.5.C):
///
///     P(τ <= T) = Φ((νT·s - |b|)/(σ√T)) + e^(2νb/σ²)·Φ((-νT·s - |b|)/(σ√T)),   s = sign of b
package struct FirstPassage: Hashable, Sendable {
    /// b: where to, from 0; either sign. 0 is reached at once.
    package let distance: Double
    /// ν, per year.
    package let drift: Double
    /// σ, per √year, at least 0.
    package let volatility: Double

    package init(distance: Double, drift: Double, volatility: Double) {
        self.distance = distance
        self.drift = drift
        self.volatility = volatility
    }

    /// P(τ <= T), in [0, 1].
    package func probability(by time: Double) -> Double {
        if distance == 0 { return 1 }
        if time <= 0 || !distance.isFinite { return 0 }
        let toward = distance > 0 ? drift : -drift
        let size = distance.magnitude
        let deviation = volatility * time.squareRoot()
        guard deviation > 0 else { return toward * time >= size ? 1 : 0 }
        let direct = StandardNormal.tails((toward * time - size) / deviation).lower
        let exponent = 2 * toward * size / (volatility * volatility)
        let reflected = ScaledNormal.product(exponent, -(toward * time + size) / deviation)
        return min(max(direct + reflected, 0), 1)
    }

    /// E[e^(-rτ); τ <= T]: what 1 paid at the passage is worth.
    ///
    /// With ψ = √(ν² + 2rσ²) it is the passage probability of the motion with drift ψ times e^((νb - ψ|b|)/σ²). For a
    /// negative rate below -ν²/(2σ²), where ψ is imaginary, the density is integrated instead.
    package func discounted(rate: Double, by time: Double) -> Double {
        if distance == 0 { return 1 }
        if time <= 0 || !distance.isFinite { return 0 }
        let size = distance.magnitude
        let toward = distance > 0 ? drift : -drift
        guard volatility * time.squareRoot() > 0 else {
            return toward * time >= size ? ScalarMath.exp(-rate * size / toward) : 0
        }
        let variance = volatility * volatility
        let square = drift * drift + 2 * rate * variance
        guard square >= 0 else {
            return time
                * DoubleExponential.integral(tolerance: 1e-13) { point in
                    let t = time * point.lower
                    return ScalarMath.exp(-rate * t) * density(at: t)
                }.value
        }
        let psi = square.squareRoot()
        let deviation = volatility * time.squareRoot()
        // Φ of the tilted motion with the factor drawn into both terms, so that neither overflows.
        let near = ScaledNormal.product((toward - psi) * size / variance, (psi * time - size) / deviation)
        let far = ScaledNormal.product((toward + psi) * size / variance, -(psi * time + size) / deviation)
        return near + far
    }

    /// The density of τ at t > 0.
    package func density(at t: Double) -> Double {
        guard t > 0, volatility > 0 else { return 0 }
        let deviation = volatility * t.squareRoot()
        let z = (distance - drift * t) / deviation
        let height = StandardNormal.density(z)
        return height == 0 ? 0 : distance.magnitude / (deviation * t) * height
    }
}
