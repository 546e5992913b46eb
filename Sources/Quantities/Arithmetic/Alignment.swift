/// How two values are brought to one unit before `+`, `-`, `min`, `max`, `clamp`, `where`, `%` and comparisons.
///
/// The result has the left operand's unit and the right one is converted, once. The plain numbers 0 and ±infinity
/// take the other's unit. Points on the temperature scale move by differences, subtract to a difference, and
/// otherwise meet only points.
public struct Alignment: Hashable, Sendable {
    /// The unit of the sum, difference, minimum…; where the operation is a comparison, the unit in which it is made.
    public let unit: Unit
    /// Applied to the left magnitude; the identity except where a difference is added to a temperature.
    public let left: Conversion
    /// Applied to the right magnitude.
    public let right: Conversion

    /// Aligns two operands, or says why they don't mix.
    ///
    /// - Throws: `mismatch`, `numberNeedsUnit` or `temperaturePoint`.
    public init(
        _ operation: QuantityOperation, _ left: QuantityOperand, _ right: QuantityOperand
    ) throws(QuantityError) {
        if left.unit.isTemperaturePoint || right.unit.isTemperaturePoint {
            self = try Self.temperatures(operation, left, right)
        } else if left.unit.dimension == right.unit.dimension {
            self.init(unit: left.unit, left: .identity, right: right.unit.conversion(to: left.unit))
        } else if left.standsForAnyDimension {
            self.init(unit: right.unit, left: .identity, right: .identity)
        } else if right.standsForAnyDimension {
            self.init(unit: left.unit, left: .identity, right: .identity)
        } else if left.unit.isDimensionless || right.unit.isDimensionless {
            throw .numberNeedsUnit(operation, left: left, right: right)
        } else {
            throw .mismatch(operation, left: left, right: right)
        }
    }

    private init(unit: Unit, left: Conversion, right: Conversion) {
        self.unit = unit
        self.left = left
        self.right = right
    }

    private static func temperatures(
        _ operation: QuantityOperation, _ left: QuantityOperand, _ right: QuantityOperand
    ) throws(QuantityError) -> Alignment {
        let isNumber = left.unit.isDimensionless || right.unit.isDimensionless
        if left.unit.dimension != right.unit.dimension && !isNumber {
            throw .mismatch(operation, left: left, right: right)
        }
        if !isNumber {
            switch (operation, left.unit.isTemperaturePoint, right.unit.isTemperaturePoint) {
            case (.subtract, true, true):
                return Alignment(unit: .kelvin, left: .identity, right: .identity)
            case (.compare, true, true), (.minimum, true, true), (.maximum, true, true), (.clamp, true, true),
                (.choose, true, true):
                return Alignment(unit: .degC, left: .identity, right: .identity)
            case (.add, true, false), (.subtract, true, false):
                return Alignment(unit: .degC, left: .identity, right: right.unit.conversion(to: .kelvin))
            case (.add, false, true):
                return Alignment(unit: .degC, left: left.unit.conversion(to: .kelvin), right: .identity)
            default: break
            }
        }
        throw .temperaturePoint(operation, left: left, right: right)
    }
}
