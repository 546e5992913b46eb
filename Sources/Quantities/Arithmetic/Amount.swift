/// A plain number or a quantity: what arithmetic on quantities gives, since MW/kW is just 1000.
public enum Amount: Hashable, Sendable {
    case number(Double)
    /// Never of a dimensionless unit.
    case quantity(Quantity)

    /// A quantity; a number if its unit is dimensionless.
    public init(_ quantity: Quantity) {
        self.init(quantity.magnitude, quantity.unit)
    }

    /// `magnitude` of `unit`; a number if the unit is dimensionless.
    public init(_ magnitude: Double, _ unit: Unit) {
        self =
            unit.isDimensionless ? .number(unit.conversion(to: .one)(magnitude)) : .quantity(Quantity(magnitude, unit))
    }

    /// The number, or the quantity's magnitude in its own unit.
    public var magnitude: Double {
        switch self {
        case .number(let value): value
        case .quantity(let quantity): quantity.magnitude
        }
    }

    /// The quantity's unit; ``Unit/one`` for a number.
    public var unit: Unit {
        switch self {
        case .number: .one
        case .quantity(let quantity): quantity.unit
        }
    }

    public var dimension: Dimension { unit.dimension }

    /// The amount as the rules of units see it.
    public var operand: QuantityOperand { QuantityOperand(unit, magnitude) }

    /// The value in `unit`, rounded once. A number has a value in ``Unit/one`` only.
    ///
    /// - Throws: `conversion` if the dimensions differ.
    public func value(in unit: Unit) throws(QuantityError) -> Double {
        try Quantity(magnitude, self.unit).value(in: unit)
    }
}
