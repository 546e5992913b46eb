/// Inverts the tail functions of a positive variable by Newton's method on ln(tail) against ln(x), within brackets.
///
/// On these axes the tails of the usual families are nearly straight or concave, so that a few steps suffice even where
/// the probability is 1e-300.
package enum QuantileSolver {
    /// x > 0 with the given tail probability.
    ///
    /// - Parameters:
    ///   - target: The probability, strictly between 0 and 1, from its near end.
    ///   - start: A first guess > 0; any will do, a good one is faster.
    ///   - tails: Both tails at x.
    ///   - density: The density at x.
    /// - Returns: x to a few ulp of what the tails allow; 0 where it underflows.
    @inlinable
    package static func positive(
        _ target: TailProbability, start: Double, upperBound: Double = .infinity,
        tails: (Double) -> Tails, density: (Double) -> Double
    ) -> Double {
        var low = 0.0
        var high = upperBound
        var x = start > low && start < high ? start : (high < .infinity ? high / 2 : 1)
        if !(x > 0) { return 0 }
        let p = target.probability
        for _ in 0..<200 {
            let t = tails(x)
            let value = target.isUpper ? t.upper : t.lower
            if value == p { return x }
            // Which way the root lies, whatever the slope says.
            if (value > p) != target.isUpper { high = x } else { low = x }
            let slope = density(x) * x
            var next = Double.nan
            if value > 0 && slope > 0 && slope < .infinity {
                let ratio = (value - p) / p
                // ln(value/p)·value/slope; the plain Newton step where the two agree to the last digits.
                let step = ratio.magnitude < 1e-5 ? (value - p) / slope : ScalarMath.log(value / p) * value / slope
                let signed = target.isUpper ? step : -step
                if signed.magnitude < 1e-3 {
                    next = x + x * signed * (1 + 0.5 * signed)
                } else if signed.magnitude < 700 {
                    next = x * ScalarMath.exp(signed)
                }
                if (next - x).magnitude <= 2.3e-16 * x { return next }
            }
            if !(next > low && next < high) {
                if high == .infinity {
                    next = x * 4
                    if next == .infinity { return x }
                } else if low == 0 {
                    next = high < 1e-290 ? 0 : high * 0.0625
                    if next == 0 { return 0 }
                } else {
                    next = low * 4 < high ? (low.squareRoot() * high.squareRoot()) : low + (high - low) / 2
                }
                if next <= low || next >= high { return x }
            }
            x = next
        }
        return x
    }
}
