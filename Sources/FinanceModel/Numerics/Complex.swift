internal import Engine

/// A complex number: just enough for characteristic functions.
struct Complex: Hashable, Sendable {
    var re: Double
    var im: Double

    init(_ re: Double, _ im: Double = 0) {
        self.re = re
        self.im = im
    }

    /// |z|, without overflow on the way.
    var magnitude: Double {
        let (a, b) = (re.magnitude, im.magnitude)
        let (large, small) = a > b ? (a, b) : (b, a)
        if large == 0 || !large.isFinite { return large }
        let ratio = small / large
        return large * (1 + ratio * ratio).squareRoot()
    }

    /// The root with a real part of at least 0.
    var squareRoot: Complex {
        let m = magnitude
        if m == 0 { return Complex(0, 0) }
        let half = ((m + re.magnitude) / 2).squareRoot()
        let other = im.magnitude / (2 * half)
        return re >= 0
            ? Complex(half, im < 0 ? -other : other) : Complex(other, im < 0 ? -half : half)
    }

    static func exp(_ z: Complex) -> Complex {
        let size = ScalarMath.exp(z.re)
        return size == 0 ? Complex(0, 0) : Complex(size * ScalarMath.cos(z.im), size * ScalarMath.sin(z.im))
    }

    /// ln(1 + z), accurate for small z; the principal branch.
    static func log1p(_ z: Complex) -> Complex {
        let excess = 2 * z.re + z.re * z.re + z.im * z.im
        return Complex(0.5 * ScalarMath.log1p(excess), ScalarMath.atan2(z.im, 1 + z.re))
    }

    static prefix func - (z: Complex) -> Complex { Complex(-z.re, -z.im) }
    static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }
    static func - (a: Complex, b: Complex) -> Complex { Complex(a.re - b.re, a.im - b.im) }
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
    }
    static func * (a: Double, b: Complex) -> Complex { Complex(a * b.re, a * b.im) }

    /// Smith's division (1962), which does not overflow where the quotient does not.
    static func / (a: Complex, b: Complex) -> Complex {
        if b.re.magnitude >= b.im.magnitude {
            let ratio = b.im / b.re
            let divisor = b.re + b.im * ratio
            return Complex((a.re + a.im * ratio) / divisor, (a.im - a.re * ratio) / divisor)
        }
        let ratio = b.re / b.im
        let divisor = b.re * ratio + b.im
        return Complex((a.re * ratio + a.im) / divisor, (a.im * ratio - a.re) / divisor)
    }
}
