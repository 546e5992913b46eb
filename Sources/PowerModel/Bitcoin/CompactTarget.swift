/// A block's target as headers carry it: a mantissa of 23 bits and a power of 256.
///
/// Target = mantissa · 256^(exponent − 3); difficulty = 0xffff · 2^208 / target.
package struct CompactTarget: Hashable, Sendable {
    package let bits: UInt32

    /// The easiest target allowed: difficulty 1.
    package static let easiest = CompactTarget(unchecked: 0x1d00_ffff)

    private init(unchecked bits: UInt32) { self.bits = bits }

    /// - Throws: `PowerError` where the mantissa is 0 or negative, or the target above the easiest.
    package init(bits: UInt32) throws(PowerError) {
        self.bits = bits
        if mantissa == 0 || bits & 0x80_0000 != 0 {
            throw PowerError(
                .invalid, "0x\(String(bits, radix: 16)) is no target: its mantissa must be above 0",
                remedy: "give the four bytes of a block header, such as 0x17034219")
        }
        if difficulty < 1 {
            throw PowerError(
                .invalid, "0x\(String(bits, radix: 16)) is easier than difficulty 1",
                [("difficulty", "\(difficulty)")], remedy: "no block of the main network has such a target")
        }
    }

    package var mantissa: UInt32 { bits & 0x7f_ffff }
    package var exponent: Int { Int(bits >> 24) }

    /// Correctly rounded: one division, and a power of two that is exact.
    package var difficulty: Double {
        65535 / Double(mantissa) * Double(sign: .plus, exponent: 208 - 8 * (exponent - 3), significand: 1)
    }

    /// The target after 2,016 blocks.
    ///
    /// - Parameter seconds: the last block's time minus the first's of the same 2,016: 2,015 intervals, although 2,016
    ///   are aimed at (the known off-by-one). Held between a quarter and four times two weeks.
    package func retargeted(after seconds: Int) -> CompactTarget {
        let aim = Difficulty.aimSeconds
        let span = UInt64(min(max(seconds, aim / 4), 4 * aim))
        // Target · span / aim to 16 bits below the mantissa's place; what is cut off can't reach the three bytes kept.
        let quotient = UInt64(mantissa) * span << 16 / UInt64(aim)
        let place = 8 * (exponent - 3) - 16
        let bitCount = 64 - quotient.leadingZeroBitCount + place
        var size = (bitCount + 7) / 8
        let shift = 8 * (size - 3) - place
        var mantissa = UInt32(truncatingIfNeeded: shift >= 0 ? quotient >> UInt64(shift) : quotient << UInt64(-shift))
        if mantissa & 0x80_0000 != 0 {
            mantissa >>= 8
            size += 1
        }
        let next = CompactTarget(unchecked: UInt32(size) << 24 | mantissa)
        return next.difficulty < 1 ? .easiest : next
    }
}
