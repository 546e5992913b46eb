/// The quantile function of a continuous distribution, tabulated for the block kernel.
///
/// Both ends have the same intervals: octaves [2^−54, 2^−53) … [¼, ½) of the distance m = min(u, 1 − u) to the end,
/// each cut into `2^subdivision` equal parts, so that the tails keep their relative accuracy. On each interval a cubic
/// in the fraction t of it, laid out and evaluated as `hr_table` of CKernels. Neighbouring cubics meet.
///
/// Two tables are equal when their keys are: the coefficients are a function of the key.
package struct QuantileTable: Hashable, Sendable {
    /// What is tabulated: a family word and its shape parameters, enough to build the same table again.
    package let key: String
    /// Binary logarithm of the number of intervals to an octave.
    package let subdivision: Int
    /// Four coefficients c0…c3 per interval: first all intervals of the lower end from m = 2^−54 up, one for m = ½,
    /// then the same for the upper end.
    package let coefficients: [Double]
    /// Whether the table holds the logarithm of the quantile.
    package let isLogarithm: Bool

    package static let octaves = 53

    /// Intervals per end, the point m = ½ included.
    package var intervals: Int { Self.octaves << subdivision + 1 }

    package static func == (a: QuantileTable, b: QuantileTable) -> Bool { a.key == b.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// The tabulated quantile as an expression of an operand (the uniform, by default).
    package func expression(of operand: VariateExpression = .uniform) -> VariateExpression {
        isLogarithm ? .exp(.table(self, operand)) : .table(self, operand)
    }

    package var expression: VariateExpression { expression() }

    /// The table's own value at `u`, before `exp` if it is of a logarithm.
    package func value(at u: Double) -> Double {
        let isUpper = u >= 0.5
        let m = Swift.max(isUpper ? 1 - u : u, 0x1p-54)
        let bits = m.bitPattern
        let shift = UInt64(52 - subdivision)
        let index = Int(bits >> shift) - (1023 - 54) << subdivision
        let fraction = (bits << UInt64(subdivision)) & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000
        let t = Double(bitPattern: fraction) - 1
        let base = 4 * (index + (isUpper ? intervals : 0))
        var sum = coefficients[base + 3]
        // Fused, as `hr_table_eval`.
        for k in [2, 1, 0] { sum = coefficients[base + k].addingProduct(sum, t) }
        return sum
    }
}
