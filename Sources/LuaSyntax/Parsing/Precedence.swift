/// How tightly an operator binds, as in the manual of Lua 5.4. A left number above the right one makes the operator
/// associate to the right.
struct Precedence {
    let left: Int
    let right: Int

    init(_ left: Int, _ right: Int) {
        self.left = left
        self.right = right
    }

    /// All operators before an operand; `^` alone binds tighter.
    static let unary = 12
}

/// An operator between two operands.
enum Infix {
    case binary(BinaryOperator)
    case logical(LogicalOperator)

    init?(_ kind: Token.Kind) {
        if let sign = BinaryOperator(rawValue: kind.rawValue) {
            self = .binary(sign)
        } else if let sign = LogicalOperator(rawValue: kind.rawValue) {
            self = .logical(sign)
        } else {
            return nil
        }
    }

    var precedence: Precedence {
        switch self {
        case .logical(.or): Precedence(1, 1)
        case .logical(.and): Precedence(2, 2)
        case .binary(let sign): sign.precedence
        }
    }

    func form(_ left: Expression, _ right: Expression) -> Expression.Form {
        switch self {
        case .binary(let sign): .binary(sign, left, right)
        case .logical(let sign): .logical(sign, left, right)
        }
    }
}

extension BinaryOperator {
    fileprivate var precedence: Precedence {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: Precedence(3, 3)
        case .bitOr: Precedence(4, 4)
        case .bitXor: Precedence(5, 5)
        case .bitAnd: Precedence(6, 6)
        case .shiftLeft, .shiftRight: Precedence(7, 7)
        case .concatenate: Precedence(9, 8)
        case .add, .subtract: Precedence(10, 10)
        case .multiply, .divide, .floorDivide, .modulo: Precedence(11, 11)
        case .power: Precedence(14, 13)
        }
    }
}

extension UnaryOperator {
    init?(_ kind: Token.Kind) {
        switch kind {
        case .minus: self = .negate
        case .not: self = .not
        case .hash: self = .length
        case .tilde: self = .bitNot
        default: return nil
        }
    }
}
