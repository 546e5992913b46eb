extension Amount {
    /// Whether this is less than `other`; false if either is NaN.
    ///
    /// - Throws: `mismatch`, `numberNeedsUnit` or `temperaturePoint`, with both operands.
    public func isLess(than other: Amount) throws(QuantityError) -> Bool {
        try compared(with: other) { $0 < $1 }
    }

    /// Whether this is at most `other`; false if either is NaN.
    ///
    /// - Throws: As ``isLess(than:)``.
    public func isAtMost(_ other: Amount) throws(QuantityError) -> Bool {
        try compared(with: other) { $0 <= $1 }
    }

    /// Whether both are the same amount, whatever the units: 1000 kW is 1 MW.
    ///
    /// - Throws: As ``isLess(than:)``.
    public func isEqual(to other: Amount) throws(QuantityError) -> Bool {
        try compared(with: other) { $0 == $1 }
    }

    /// The smaller, in the left operand's unit: Lua's `b < a and b or a`, which decides about ties and NaN.
    ///
    /// - Throws: As ``isLess(than:)``.
    public func minimum(_ other: Amount) throws(QuantityError) -> Amount {
        let alignment = try Alignment(.minimum, operand, other.operand)
        let (a, b) = (alignment.left(magnitude), alignment.right(other.magnitude))
        return Amount(b < a ? b : a, alignment.unit)
    }

    /// The larger, in the left operand's unit: Lua's `a < b and b or a`, which decides about ties and NaN.
    ///
    /// - Throws: As ``isLess(than:)``.
    public func maximum(_ other: Amount) throws(QuantityError) -> Amount {
        let alignment = try Alignment(.maximum, operand, other.operand)
        let (a, b) = (alignment.left(magnitude), alignment.right(other.magnitude))
        return Amount(a < b ? b : a, alignment.unit)
    }

    private func compared(
        with other: Amount, _ isTrue: (Double, Double) -> Bool
    ) throws(QuantityError) -> Bool {
        let alignment = try Alignment(.compare, operand, other.operand)
        return isTrue(alignment.left(magnitude), alignment.right(other.magnitude))
    }
}
