extension Unit {
    /// A unit for a product of magnitudes, and what remains to be done to that product.
    public struct Folded: Hashable, Sendable {
        /// ``Unit/one`` where the dimensions cancel.
        public let unit: Unit
        /// Applied to the product of the magnitudes. Nearly always the identity; MW/kW multiplies by 1000.
        public let conversion: Conversion
    }

    /// The unit of a product of quantities.
    ///
    /// Where the dimensions cancel the result is a plain number and the conversion carries the ratio. A scale that has
    /// grown extreme, which only a loop does, is folded into the magnitude too.
    ///
    /// - Throws: `temperaturePoint` if either is one; `exponent` beyond ``Dimension/largestExponent``.
    public func product(with other: Unit) throws(QuantityError) -> Folded {
        try multiplied(by: other).folded()
    }

    /// The unit of a quotient of quantities; see ``product(with:)``.
    public func quotient(by other: Unit) throws(QuantityError) -> Folded {
        try divided(by: other).folded()
    }

    /// The unit of a power of a quantity; see ``product(with:)``. Power 0 gives a plain number.
    public func power(_ exponent: Rational) throws(QuantityError) -> Folded {
        try raised(to: exponent).folded()
    }

    /// The exact product. Its dimension may be none while its scale isn't 1 (MW/kW); arithmetic uses
    /// ``product(with:)``.
    public func multiplied(by other: Unit) throws(QuantityError) -> Unit {
        if isTemperaturePoint || other.isTemperaturePoint {
            throw .temperaturePoint(.multiply, left: QuantityOperand(self), right: QuantityOperand(other))
        }
        return try combined(with: other)
    }

    /// The exact quotient; see ``multiplied(by:)``.
    public func divided(by other: Unit) throws(QuantityError) -> Unit {
        if isTemperaturePoint || other.isTemperaturePoint {
            throw .temperaturePoint(.divide, left: QuantityOperand(self), right: QuantityOperand(other))
        }
        return try combined(
            with: Unit(dimension: other.dimension.inverse, scale: other.scale.inverse, spelling: other.spelling.inverse)
        )
    }

    /// The exact power.
    public func raised(to exponent: Rational) throws(QuantityError) -> Unit {
        if isTemperaturePoint { throw .temperaturePoint(.power, left: QuantityOperand(self), right: nil) }
        guard let dimension = dimension.raised(to: exponent), let scale = scale.raised(to: exponent),
            let spelling = spelling.raised(to: exponent)
        else { throw .exponent(base: QuantityOperand(self), exponent.value) }
        return Unit(dimension: dimension, scale: scale, spelling: spelling)
    }

    private func combined(with other: Unit) throws(QuantityError) -> Unit {
        guard let dimension = dimension.multiplied(by: other.dimension), let scale = scale.multiplied(by: other.scale),
            let spelling = spelling.multiplied(by: other.spelling, giving: dimension)
        else { throw .exponent(base: QuantityOperand(self), nil) }
        return Unit(dimension: dimension, scale: scale, spelling: spelling)
    }

    private func folded() throws(QuantityError) -> Folded {
        if dimension.isNone {
            return Folded(unit: .one, conversion: Conversion(ratio: scale))
        }
        guard let written = spelling.scale, let ratio = scale.multiplied(by: written.inverse) else {
            throw .exponent(base: QuantityOperand(self), nil)
        }
        if ratio.isExtreme {
            return Folded(
                unit: Unit(dimension: dimension, scale: written, spelling: spelling),
                conversion: Conversion(ratio: ratio))
        }
        return Folded(unit: self, conversion: .identity)
    }
}
