/// Integrates a decaying wave over (0, ∞) panel by panel, by the 16-point rule of Gauss and Legendre.
enum WavePanels {
    /// ∫₀^∞ f, with panels of at most one wave that widen with u.
    ///
    /// - Parameters:
    ///   - frequency: of the wave, radians per unit of u.
    ///   - tolerance: stops where `tail` is below it.
    ///   - tail: a bound of what is left from u > 0 on.
    /// - Returns: the integral and the tail left, above the tolerance if 200,000 panels did not reach the end.
    static func integral(
        frequency: Double, tolerance: Double, _ f: (Double) -> Double, tail: (Double) -> Double
    ) -> (value: Double, change: Double) {
        let wave = 2 * Double.pi / max(frequency, 1e-12)
        var u = 0.0
        var sum = 0.0
        for panel in 0..<200_000 {
            let width = min(0.25 + 0.5 * u, wave)
            let (center, half) = (u + 0.5 * width, 0.5 * width)
            for (x, weight) in nodes { sum += half * weight * (f(center - half * x) + f(center + half * x)) }
            u += width
            if panel % 8 == 7 {
                let left = tail(u)
                if left < tolerance { return (sum, left) }
            }
        }
        return (sum, tail(u))
    }

    /// Positive nodes on (-1, 1) and their weights (Abramowitz and Stegun, table 25.4).
    private static let nodes: [(Double, Double)] = [
        (0.0950125098376374402, 0.1894506104550684963), (0.2816035507792589132, 0.1826034150449235889),
        (0.4580167776572273863, 0.1691565193950025382), (0.6178762444026437484, 0.1495959888165767321),
        (0.7554044083550030339, 0.1246289712555338720), (0.8656312023878317439, 0.0951585116824927848),
        (0.9445750230732325761, 0.0622535239386478929), (0.9894009349916499326, 0.0271524594117540949),
    ]
}
