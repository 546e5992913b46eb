/// Integrates over (0, 1) by the tanh-sinh rule of Takahasi and Mori (1974): exact to rounding for functions that are
/// analytic inside, whatever their singularities at the two ends.
package enum DoubleExponential {
    /// ∫₀¹ f.
    ///
    /// - Parameters:
    ///   - f: Called with the point from its near end, so that points close to 1 keep their distance to it.
    ///   - tolerance: The relative change between refinements at which to stop.
    /// - Returns: The integral and the last change, an estimate of its error; NaN if f is not finite somewhere.
    @inline(__always)
    package static func integral(
        tolerance: Double = 1e-14, _ f: (TailProbability) -> Double
    ) -> (value: Double, change: Double) {
        var step = 1.0
        var sum = 0.25 * Double.pi * f(TailProbability(lower: 0.5))
        sum += ring(from: 1, by: 1, f)
        var change = Double.infinity
        // Twelve halvings are about 25,000 points.
        for _ in 0..<12 {
            let previous = sum * step
            step /= 2
            sum += ring(from: step, by: 2 * step, f)
            change = (sum * step - previous).magnitude
            if change <= tolerance * (sum * step).magnitude && step < 0.2 { break }
        }
        return (sum * step, change)
    }

    /// Both points at ±t for t = first, first + stride, … while they are distinguishable from the ends.
    @inline(__always)
    private static func ring(from first: Double, by stride: Double, _ f: (TailProbability) -> Double) -> Double {
        var sum = 0.0
        var t = first
        while t < 6.1 {
            // x = 1/(1 + e^(π·sinh t)) from either end; dx/dt = π·cosh t·x·(1 − x).
            let exponent = Double.pi * ScalarMath.sinh(t)
            if exponent > 690 { break }
            let far = ScalarMath.exp(-exponent)
            let x = far / (1 + far)
            let weight = Double.pi * ScalarMath.cosh(t) * x / (1 + far)
            sum += weight * (f(TailProbability(lower: x)) + f(TailProbability(upper: x)))
            t += stride
        }
        return sum
    }
}
