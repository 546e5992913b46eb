/// The logarithm of the gamma function and the pieces of it that other formulas need without cancellation.
package enum LogGamma {
    /// ½·ln(2π).
    @usableFromInline static let halfLogTwoPi = 0.918938533204672741780329736406

    /// ln Γ(x) for x > 0, to about 2 ulp (also near its zeros at 1 and 2); +∞ at 0 and +∞, NaN below 0.
    package static func value(_ x: Double) -> Double {
        if x.isNaN || x < 0 { return .nan }
        if x == 0 || x == .infinity { return .infinity }
        if x >= 12 { return (x - 0.5) * ScalarMath.log(x) - x + halfLogTwoPi + stirlingSeries(x) }
        if x < 0.5 { return nearTwo(x) - ScalarMath.log(x) - ScalarMath.log1p(x) }
        if x < 1.5 { return nearTwo(x - 1) - ScalarMath.log1p(x - 1) }
        if x <= 2.5 { return nearTwo(x - 2) }
        var product = 1.0
        var y = x
        while y > 2.5 {
            y -= 1
            product *= y
        }
        return nearTwo(y - 2) + ScalarMath.log(product)
    }

    /// ln Γ(1 + x) for x > -1, without the rounding of 1 + x for small x.
    package static func onePlus(_ x: Double) -> Double {
        x.magnitude <= 0.5 ? nearTwo(x) - ScalarMath.log1p(x) : value(1 + x)
    }

    /// δ(x) = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π for x > 0: what Stirling's formula leaves out. Tends to 1/(12x).
    package static func stirlingError(_ x: Double) -> Double {
        if x >= 12 { return stirlingSeries(x) }
        return value(x) - (x - 0.5) * ScalarMath.log(x) + x - halfLogTwoPi
    }

    /// Stirling's series Σ B₂ₖ / (2k(2k−1)·x^(2k−1)), eight terms; below 1e-17 of δ(x) in error for x >= 12.
    private static func stirlingSeries(_ x: Double) -> Double {
        let r = 1 / x
        let r2 = r * r
        var sum = 0.0
        for c in stirlingCoefficients.reversed() { sum = sum * r2 + c }
        return sum * r
    }

    private static let stirlingCoefficients: [Double] = [
        0.083333333333333333333, -0.0027777777777777777778, 0.00079365079365079365079, -0.0005952380952380952381,
        0.00084175084175084175084, -0.0019175269175269175269, 0.0064102564102564102564, -0.02955065359477124183,
    ]

    /// ln Γ(2 + w) for |w| <= ½ from its Taylor series: w(1 − γ) + Σ (−1)^k (ζ(k) − 1) w^k / k.
    private static func nearTwo(_ w: Double) -> Double {
        var sum = 0.0
        for c in taylorCoefficients.reversed() { sum = sum * w + c }
        return sum * w
    }

    private static let taylorCoefficients: [Double] = [
        0.42278433509846713939, 0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879,
        -0.0073855510286739852663, 0.0028905103307415232858, -0.0011927539117032609771, 0.00050966952474304242234,
        -0.00022315475845357937976, 0.000099457512781808533715, -0.0000449262367381331417,
        0.000020507212775670691553, -9.439488275268395904e-6, 4.3748667899074878042e-6, -2.0392157538013662368e-6,
        9.5514121304074198329e-7, -4.4924691987645660433e-7, 2.1207184805554665869e-7, -1.0043224823968099609e-7,
        4.7698101693639805658e-8, -2.271109460894316491e-8, 1.0838659214896954091e-8, -5.1834750419700466551e-9,
        2.4836745438024783172e-9, -1.1921401405860912074e-9, 5.7313672416788620133e-10, -2.7595228851242331452e-10,
        1.3304764374244489481e-10,
    ]

    /// x·ln(x/m) + m − x for x >= 0, m > 0: the deviance of Loader (2000), "Fast and accurate computation of binomial
    /// probabilities", without the cancellation of its terms where x is near m.
    package static func deviance(_ x: Double, _ m: Double) -> Double {
        let difference = x - m
        if difference.magnitude < 0.1 * (x + m) {
            let v = difference / (x + m)
            var sum = difference * v
            var term = 2 * x * v
            let v2 = v * v
            var k = 3.0
            while true {
                term *= v2
                let next = sum + term / k
                if !(next != sum) { return next }
                sum = next
                k += 2
            }
        }
        if x == 0 { return m }
        return x * ScalarMath.log(x / m) + m - x
    }
}
