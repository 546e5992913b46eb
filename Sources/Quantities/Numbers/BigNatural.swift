/// A natural number of any size, just large enough a tool to round a ratio of unit scales once.
struct BigNatural: Equatable {
    // Least significant limb first, no zero limb at the end; zero is empty.
    private var limbs: [UInt32]

    static let one = BigNatural(1)

    init(_ value: UInt64) {
        limbs = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
        trim()
    }

    /// The number times 2^`bits`, `bits` ≥ 0.
    func shifted(left bits: Int) -> BigNatural {
        precondition(bits >= 0, "a natural number is shifted to the left only")
        var result = self
        result.limbs.insert(contentsOf: repeatElement(0, count: bits / 32), at: 0)
        return result.multiplied(by: BigNatural(1 << UInt64(bits % 32)))
    }

    /// The product, by the schoolbook method.
    func multiplied(by other: BigNatural) -> BigNatural {
        var product = [UInt32](repeating: 0, count: limbs.count + other.limbs.count)
        for (i, a) in limbs.enumerated() {
            var carry: UInt64 = 0
            for (j, b) in other.limbs.enumerated() {
                let sum = UInt64(a) * UInt64(b) + UInt64(product[i + j]) + carry
                product[i + j] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            product[i + other.limbs.count] = UInt32(carry)
        }
        var result = self
        result.limbs = product
        result.trim()
        return result
    }

    /// The number to the power `exponent` ≥ 0.
    func raised(to exponent: Int) -> BigNatural {
        precondition(exponent >= 0, "a natural number is raised to natural powers only")
        var result = BigNatural.one
        var square = self
        var left = exponent
        while left > 0 {
            if left & 1 == 1 { result = result.multiplied(by: square) }
            left >>= 1
            if left > 0 { square = square.multiplied(by: square) }
        }
        return result
    }

    /// The number as a 64-bit integer, nil if it doesn't fit.
    var small: UInt64? {
        switch limbs.count {
        case 0: 0
        case 1: UInt64(limbs[0])
        case 2: UInt64(limbs[1]) << 32 | UInt64(limbs[0])
        default: nil
        }
    }

    private mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}

extension BigNatural: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
        for (a, b) in zip(left.limbs.reversed(), right.limbs.reversed()) where a != b { return a < b }
        return false
    }
}
