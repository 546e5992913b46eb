/// A magnitude in a unit: 750 MW, 42 USD/MWh, 35 °C.
///
/// The magnitude is never touched by building up units: products multiply magnitudes and keep the exact unit aside,
/// so 42 USD/MWh is 42 however often it is taken apart. Equality and hashing compare magnitude and unit as they are
/// written; use ``Amount/isEqual(to:)`` for 1000 kW = 1 MW.
///
/// ```swift
/// let bill = try Quantity(parsing: "750 MW").multiplied(by: Quantity(parsing: "42 USD/MWh"))
/// bill.magnitude          // 31500
/// "\(bill)"               // "31.5 kUSD/hour"
/// ```
public struct Quantity: Hashable, Sendable {
    /// The number of units. May be infinite or NaN; checking is the business of whoever stores it.
    public var magnitude: Double
    public var unit: Unit

    /// `magnitude` of `unit`.
    public init(_ magnitude: Double, _ unit: Unit) {
        self.magnitude = magnitude
        self.unit = unit
    }

    /// What the kind of quantity is.
    public var dimension: Dimension { unit.dimension }

    /// The magnitude in `other`, rounded once.
    ///
    /// - Throws: `conversion` if the dimensions differ, or one is a temperature and the other a difference.
    public func value(in other: Unit) throws(QuantityError) -> Double {
        guard unit.isCompatible(with: other) else {
            throw .conversion(from: QuantityOperand(unit, magnitude), to: other)
        }
        return unit.conversion(to: other)(magnitude)
    }

    /// The same quantity written in `other`.
    ///
    /// - Throws: As ``value(in:)``.
    public func converted(to other: Unit) throws(QuantityError) -> Quantity {
        Quantity(try value(in: other), other)
    }
}

extension Quantity {
    /// The sum, in the left unit; see ``Amount/adding(_:)``.
    public func adding(_ other: Quantity) throws(QuantityError) -> Amount {
        try Amount(self).adding(Amount(other))
    }

    /// The difference, in the left unit; see ``Amount/subtracting(_:)``.
    public func subtracting(_ other: Quantity) throws(QuantityError) -> Amount {
        try Amount(self).subtracting(Amount(other))
    }

    /// The product; a plain number where the dimensions cancel.
    public func multiplied(by other: Quantity) throws(QuantityError) -> Amount {
        try Amount(self).multiplied(by: Amount(other))
    }

    /// The quotient; a plain number where the dimensions cancel.
    public func divided(by other: Quantity) throws(QuantityError) -> Amount {
        try Amount(self).divided(by: Amount(other))
    }
}
