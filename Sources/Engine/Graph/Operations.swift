/// An operation on one value. Each is a kernel with a stated error; the four of IEEE 754 and `not` are exact or
/// correctly rounded.
public enum UnaryOperation: UInt8, CaseIterable, Sendable {
    case negate, absolute, squareRoot, floor, ceil
    case exp, log, expm1, log1p, log2, log10
    case sine, cosine, tangent, arcSine, arcCosine, arcTangent
    case hyperbolicSine, hyperbolicCosine, hyperbolicTangent
    case errorFunction, complementaryErrorFunction
    /// Φ, the distribution function of the standard normal.
    case normalCDF
    /// Φ⁻¹ on (0, 1).
    case inverseNormal
    /// Logical negation; the only one on booleans.
    case not
}

/// An operation on two values.
public enum BinaryOperation: UInt8, CaseIterable, Sendable {
    case add, subtract, multiply, divide
    case power
    /// `b < a ? b : a`, as Lua's `math.min(a, b)`: a NaN on the right is dropped, one on the left stays.
    case minimum
    /// `a < b ? b : a`, as Lua's `math.max(a, b)`.
    case maximum
    /// Lua's `a % b`: the result has the sign of the divisor.
    case modulo
    /// Lua's `a // b`: `floor(a / b)`.
    case floorDivide
    case less, lessEqual, equal, notEqual
    case and, or
    /// The angle of the point (b, a), as `math.atan(a, b)`.
    case arcTangent2
}

extension BinaryOperation {
    /// Whether the result is a boolean.
    package var isBoolean: Bool { rawValue >= BinaryOperation.less.rawValue && self != .arcTangent2 }
    /// Whether swapping the operands keeps every bit of the result (NaNs carry no meaning in their payload).
    package var isCommutative: Bool {
        switch self {
        case .add, .multiply, .equal, .notEqual, .and, .or: true
        default: false
        }
    }
}
