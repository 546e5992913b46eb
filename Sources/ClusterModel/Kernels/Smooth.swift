import Engine

/// Smooth forms of the maximum.
enum Smooth {
    /// base^exponent with the engine's bits.
    static func power(_ base: Double, _ exponent: Double) -> Double { ScalarMath.pow(base, exponent) }

    /// (aᵠ + bᵠ)^(1/q) of non-negative numbers, without overflow; `a + b` at sharpness 1.
    static func larger(_ a: Double, _ b: Double, sharpness: Double) -> Double {
        let high = max(a, b)
        guard high > 0 else { return 0 }
        let ratio = min(a, b) / high
        return high * ScalarMath.pow(1 + ScalarMath.pow(ratio, sharpness), 1 / sharpness)
    }
}

/// Whole-number arithmetic of strategies.
package enum Divisors {
    /// All divisors, ascending; empty below 1.
    package static func of(_ n: Int) -> [Int] {
        guard n > 0 else { return [] }
        var low: [Int] = []
        var high: [Int] = []
        var d = 1
        while d * d <= n {
            if n % d == 0 {
                low.append(d)
                if d != n / d { high.append(n / d) }
            }
            d += 1
        }
        return low + high.reversed()
    }

    /// The divisors next below and next above a number.
    package static func near(_ parts: Int, of n: Int) -> [Int] {
        let all = of(n)
        return [all.last { $0 < parts }, all.first { $0 > parts }].compactMap { $0 }
    }
}
