/// How a magnitude in one unit becomes a magnitude in another: by nothing, by one multiplication, or by one division.
///
/// Dividing is chosen where only the inverse of the factor is a double (kW to MW divides by 1000), so that such a
/// conversion rounds once. Everything that converts, plain quantities and the graph's nodes alike, follows this
/// value, and so has the same bits.
public struct Conversion: Hashable, Sendable {
    /// What is done to the magnitude.
    public enum Operation: Hashable, Sendable {
        case nothing
        case multiply
        case divide
    }

    public let operation: Operation
    /// What is multiplied or divided by; 1 for ``Operation/nothing``. Positive.
    public let operand: Double

    /// The conversion that changes nothing.
    public static let identity = Conversion(operation: .nothing, operand: 1)

    private init(operation: Operation, operand: Double) {
        self.operation = operation
        self.operand = operand
    }

    /// The conversion by the exact ratio of two units' scales.
    init(ratio: Scale) {
        if ratio == .one {
            self = .identity
            return
        }
        let factor = ratio.rounded
        if !factor.isExact {
            let inverse = ratio.inverse.rounded
            if inverse.isExact {
                self.init(operation: .divide, operand: inverse.value)
                return
            }
        }
        self.init(operation: .multiply, operand: factor.value)
    }

    public var isIdentity: Bool { operation == .nothing }

    /// The converted magnitude.
    public func callAsFunction(_ magnitude: Double) -> Double {
        switch operation {
        case .nothing: magnitude
        case .multiply: magnitude * operand
        case .divide: magnitude / operand
        }
    }
}
