extension Unit {
    /// How a magnitude in this unit becomes one in `other`, rounding once where that is possible.
    ///
    /// Both must have the same dimension; points and differences of temperature have the same step, and converting
    /// between them is the caller's mistake.
    public func conversion(to other: Unit) -> Conversion {
        precondition(dimension == other.dimension, "only units of one dimension convert")
        if scale == other.scale { return .identity }
        return Conversion(ratio: ratio(to: other))
    }

    /// The factor from this unit to `other` of the same dimension, correctly rounded: 1000 from MW to kW.
    public func factor(to other: Unit) -> Double {
        precondition(dimension == other.dimension, "only units of one dimension convert")
        return ratio(to: other).rounded.value
    }

    private func ratio(to other: Unit) -> Scale {
        guard let ratio = scale.multiplied(by: other.scale.inverse) else {
            preconditionFailure("the scales of units are kept small by Unit.product")
        }
        return ratio
    }
}
