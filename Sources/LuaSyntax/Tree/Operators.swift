/// Operators that combine two values. `and` and `or`, which may skip their right operand, are ``LogicalOperator``.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "^"
    case concatenate = ".."
    case bitAnd = "&"
    case bitOr = "|"
    case bitXor = "~"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "~="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="

    /// Whether the result is always a boolean for ordinary Lua values.
    public var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
        default: false
        }
    }
}

/// Operators that evaluate their right operand only if the left one doesn't settle the result.
public enum LogicalOperator: String, Hashable, Sendable, CaseIterable {
    case and, or
}

/// Operators before one value.
public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
    case negate = "-"
    case not
    case length = "#"
    case bitNot = "~"
}
