/// How large a unit is, exactly: a product of rational powers of 2, 3, 5, 7 and 487.
///
/// These primes suffice for every unit of the catalogue; 487 comes from the year of 365.25 days, 31,557,600 s = 2^5 ·
/// 3^4 · 5^2 · 487. Sizes are relative to the coherent units m, kg, s, K, bit, FLOP, H, token, BTC and each currency.
struct Scale: Hashable, Sendable {
    static let primes: [UInt64] = [2, 3, 5, 7, 487]

    // One exponent per prime, in the order of `primes`.
    private let exponents: [Rational]

    static let one = Scale(exponents: [.zero, .zero, .zero, .zero, .zero])

    private init(exponents: [Rational]) {
        self.exponents = exponents
    }

    /// The scale of a product of integer powers.
    init(two: Int = 0, three: Int = 0, five: Int = 0, seven: Int = 0, p487: Int = 0) {
        exponents = [two, three, five, seven, p487].map { Rational($0) }
    }

    /// 10^`power`.
    static func ten(_ power: Int) -> Scale {
        Scale(two: power, five: power)
    }

    /// The product, or nil where an exponent overflows.
    func multiplied(by other: Scale) -> Scale? {
        var result: [Rational] = []
        for (a, b) in zip(exponents, other.exponents) {
            guard let sum = a.adding(b) else { return nil }
            result.append(sum)
        }
        return Scale(exponents: result)
    }

    /// The power, or nil where an exponent overflows.
    func raised(to power: Rational) -> Scale? {
        var result: [Rational] = []
        for exponent in exponents {
            guard let product = exponent.multiplied(by: power) else { return nil }
            result.append(product)
        }
        return Scale(exponents: result)
    }

    /// The reciprocal.
    var inverse: Scale {
        Scale(exponents: exponents.map(\.negated))
    }

    /// Whether the exponents have grown so far (a loop that multiplies and divides by different units) that the scale
    /// is better folded into a magnitude: above 2^±256, or roots beyond the 64th.
    var isExtreme: Bool {
        abs(binaryLogarithm) > 256 || exponents.contains { $0.denominator > 64 || abs($0.value) > 256 }
    }

    /// About log2 of the scale, to a few parts in 10^15 of the largest term; for estimates only.
    var binaryLogarithm: Double {
        let logarithms = [
            1, 1.584_962_500_721_156, 2.321_928_094_887_362, 2.807_354_922_057_604, 8.927_777_962_082_342,
        ]
        return zip(exponents, logarithms).reduce(0) { $0 + $1.0.value * $1.1 }
    }

    /// The nearest double (ties to even), and whether it is exact.
    ///
    /// Infinity above the largest double, 0 below the smallest.
    var rounded: (value: Double, isExact: Bool) {
        let root = exponents.reduce(1) { Self.leastCommonMultiple($0, $1.denominator) }
        var top = BigNatural.one
        var bottom = BigNatural.one
        for (prime, exponent) in zip(Self.primes, exponents) where exponent.sign != 0 {
            let power = BigNatural(prime).raised(to: abs(exponent.numerator) * (root / exponent.denominator))
            if exponent.sign > 0 { top = top.multiplied(by: power) } else { bottom = bottom.multiplied(by: power) }
        }
        let exactLimit: UInt64 = 1 << 53
        if root == 1, let n = top.small, let d = bottom.small, n <= exactLimit, d <= exactLimit {
            // Both are exact doubles, so the division rounds once.
            let quotient = Double(n) / Double(d)
            return (quotient, d == 1 || d & (d - 1) == 0)
        }
        return RoundedRoot.of(top, over: bottom, root: root, nearExponent: Int(binaryLogarithm.rounded(.down)))
    }

    private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (a, b)
        while y != 0 { (x, y) = (y, x % y) }
        return a / x * b
    }
}

/// The double nearest to a root of an exact fraction.
private enum RoundedRoot {
    /// (`top`/`bottom`)^(1/`root`), whose binary exponent is `nearExponent` or a neighbour of it.
    static func of(_ top: BigNatural, over bottom: BigNatural, root: Int, nearExponent: Int) -> (Double, Bool) {
        var shift = 53 - nearExponent
        // Find the 54 leading bits m of the value: m ≤ value · 2^shift < m + 1.
        while true {
            let (m, isExact) = leading(top, bottom, root, shift)
            if m >= 1 << 54 {
                shift -= 1
            } else if m < 1 << 53 {
                shift += 1
            } else {
                return round(m, isExact: isExact, shift: shift)
            }
        }
    }

    private static func leading(_ top: BigNatural, _ bottom: BigNatural, _ root: Int, _ shift: Int) -> (UInt64, Bool) {
        let left = shift > 0 ? top.shifted(left: shift * root) : top
        let right = shift < 0 ? bottom.shifted(left: -shift * root) : bottom
        var m: UInt64 = 0
        for bit in (0..<56).reversed() {
            let candidate = m | 1 << UInt64(bit)
            if BigNatural(candidate).raised(to: root).multiplied(by: right) <= left { m = candidate }
        }
        return (m, BigNatural(m).raised(to: root).multiplied(by: right) == left)
    }

    private static func round(_ m: UInt64, isExact: Bool, shift: Int) -> (Double, Bool) {
        let half = m & 1 == 1
        var mantissa = m >> 1
        if half && (!isExact || mantissa & 1 == 1) { mantissa += 1 }
        let value = Double(sign: .plus, exponent: 1 - shift, significand: Double(mantissa))
        return (value, isExact && !half && value.isFinite)
    }
}
