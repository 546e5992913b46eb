/// What was being done with quantities when a rule of units was broken.
public enum QuantityOperation: Hashable, Sendable {
    case add, subtract, multiply, divide, power, modulo, floorDivide, negate
    case compare, minimum, maximum, clamp, choose
}

/// What the rules of units need to know of a value: its unit, and its magnitude if that is certain.
///
/// Uncertain values and nodes of the graph go through the same rules as plain quantities by having no magnitude here.
public struct QuantityOperand: Hashable, Sendable {
    public let unit: Unit
    /// The magnitude in ``unit``; nil for an uncertain value.
    public let magnitude: Double?

    /// An operand; leave `magnitude` out if it isn't known before the simulation.
    public init(_ unit: Unit, _ magnitude: Double? = nil) {
        self.unit = unit
        self.magnitude = magnitude
    }

    /// Whether it is 0 or ±infinity, which stand for any dimension.
    var standsForAnyDimension: Bool {
        guard let magnitude else { return false }
        return unit.isDimensionless && (magnitude == 0 || magnitude.isInfinite)
    }
}
