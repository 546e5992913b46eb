extension Amount {
    /// The sum, in the left operand's unit. 0 and ±infinity may stand for any dimension.
    ///
    /// - Throws: `mismatch`, `numberNeedsUnit` or `temperaturePoint`, with both operands.
    public func adding(_ other: Amount) throws(QuantityError) -> Amount {
        try aligned(.add, other) { $0 + $1 }
    }

    /// The difference, in the left operand's unit; that of two temperatures is in K.
    ///
    /// - Throws: As ``adding(_:)``.
    public func subtracting(_ other: Amount) throws(QuantityError) -> Amount {
        try aligned(.subtract, other) { $0 - $1 }
    }

    /// The product: the magnitudes' product, rounded once, in the exact product of the units.
    ///
    /// - Throws: `temperaturePoint`, or `exponent` where the unit's exponents grow beyond all reason.
    public func multiplied(by other: Amount) throws(QuantityError) -> Amount {
        let folded = try unit.product(with: other.unit)
        return Amount(folded.conversion(magnitude * other.magnitude), folded.unit)
    }

    /// The quotient; see ``multiplied(by:)``. Division by zero gives what IEEE 754 says.
    public func divided(by other: Amount) throws(QuantityError) -> Amount {
        let folded = try unit.quotient(by: other.unit)
        return Amount(folded.conversion(magnitude / other.magnitude), folded.unit)
    }

    /// The remainder with the divisor's sign, as Lua's `%`, in the left operand's unit.
    ///
    /// - Throws: As ``adding(_:)``.
    public func modulo(_ other: Amount) throws(QuantityError) -> Amount {
        try aligned(.modulo, other) { a, b in
            let remainder = a.truncatingRemainder(dividingBy: b)
            return remainder * b < 0 ? remainder + b : remainder
        }
    }

    /// How many whole times `other` goes into this, as Lua's `//`: a plain number. Both must be of one kind, since the
    /// whole part of 7.5 MW isn't that of 7500 kW.
    ///
    /// - Throws: As ``adding(_:)``.
    public func floorDivided(by other: Amount) throws(QuantityError) -> Amount {
        let alignment = try Alignment(.floorDivide, operand, other.operand)
        return .number((alignment.left(magnitude) / alignment.right(other.magnitude)).rounded(.down))
    }

    /// The power. A quantity's exponent must be a fraction with a small denominator.
    ///
    /// - Parameter power: Raises magnitudes: the caller's own `pow`, since the C library's differs between machines.
    /// - Throws: `exponent` or `temperaturePoint`; `numberNeedsUnit` if the exponent is a quantity.
    public func raised(
        to exponent: Amount, using power: (Double, Double) -> Double
    ) throws(QuantityError) -> Amount {
        guard case .number(let exponent) = exponent else {
            throw .exponent(base: operand, nil)
        }
        if unit.isDimensionless { return .number(power(magnitude, exponent)) }
        guard let fraction = Rational(nearest: exponent) else {
            throw .exponent(base: operand, exponent)
        }
        let folded = try unit.power(fraction)
        return Amount(folded.conversion(power(magnitude, exponent)), folded.unit)
    }

    /// The square root, correctly rounded.
    ///
    /// - Throws: `exponent` or `temperaturePoint`.
    public func squareRoot() throws(QuantityError) -> Amount {
        guard let half = Rational(1, 2) else { preconditionFailure("1/2 is a fraction") }
        let folded = try unit.power(half)
        return Amount(folded.conversion(magnitude.squareRoot()), folded.unit)
    }

    /// The amount with the other sign.
    ///
    /// - Throws: `temperaturePoint`.
    public func negated() throws(QuantityError) -> Amount {
        if unit.isTemperaturePoint { throw .temperaturePoint(.negate, left: operand, right: nil) }
        return Amount(-magnitude, unit)
    }

    /// The amount without its sign.
    ///
    /// - Throws: `temperaturePoint`.
    public func absolute() throws(QuantityError) -> Amount {
        if unit.isTemperaturePoint { throw .temperaturePoint(.negate, left: operand, right: nil) }
        return Amount(abs(magnitude), unit)
    }

    private func aligned(
        _ operation: QuantityOperation, _ other: Amount, _ combine: (Double, Double) -> Double
    ) throws(QuantityError) -> Amount {
        let alignment = try Alignment(operation, operand, other.operand)
        return Amount(combine(alignment.left(magnitude), alignment.right(other.magnitude)), alignment.unit)
    }
}
