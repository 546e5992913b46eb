import Diagnostics
import Engine
import Quantities

/// The arithmetic of the language on numbers, quantities and uncertain values alike.
///
/// Certain operands are computed here; as soon as one is uncertain, the operation becomes a node of the graph. The rules
/// for units are the same in both cases (`Quantities.Alignment`), so they are decided before the content is looked at.
extension Session {
    // MARK: Operations on like dimensions

    func sum(_ a: Operand, _ b: Operand) throws -> Operand {
        let (left, right, unit) = try aligned(a, b, .add)
        return Operand(apply(.add, left, right), unit: unit)
    }

    func difference(_ a: Operand, _ b: Operand) throws -> Operand {
        let (left, right, unit) = try aligned(a, b, .subtract)
        return Operand(apply(.subtract, left, right), unit: unit)
    }

    func minimum(_ a: Operand, _ b: Operand, as operation: QuantityOperation = .minimum) throws -> Operand {
        let (left, right, unit) = try aligned(a, b, operation)
        return Operand(apply(.minimum, left, right), unit: unit)
    }

    func maximum(_ a: Operand, _ b: Operand, as operation: QuantityOperation = .maximum) throws -> Operand {
        let (left, right, unit) = try aligned(a, b, operation)
        return Operand(apply(.maximum, left, right), unit: unit)
    }

    /// `a % b` with Lua's meaning for floats; like units only.
    func remainder(_ a: Operand, _ b: Operand) throws -> Operand {
        let (left, right, unit) = try aligned(a, b, .modulo)
        return Operand(apply(.modulo, left, right), unit: unit)
    }

    /// `a // b`: how often b goes into a; a plain number.
    func floorQuotient(_ a: Operand, _ b: Operand) throws -> Operand {
        let (left, right, _) = try aligned(a, b, .floorDivide)
        return Operand(apply(.floorDivide, left, right), unit: UnitTable.none)
    }

    func compared(_ a: Operand, _ b: Operand, _ operation: BinaryOperation) throws -> Condition {
        let (left, right, _) = try aligned(a, b, .compare)
        if case .certain(let x) = left, case .certain(let y) = right {
            return .certain(ScalarOperations.evaluate(operation, x, y) != 0)
        }
        return .uncertain(graph.apply(operation, node(left), node(right)))
    }

    /// Brings two operands to one unit, usually the left one's; 0 and ±infinity without a unit take the other's.
    func aligned(
        _ a: Operand, _ b: Operand, _ operation: QuantityOperation
    ) throws(QuantityError) -> (Operand.Content, Operand.Content, Int32) {
        if a.unit == b.unit, !isTemperaturePoint(a.unit) { return (a.content, b.content, a.unit) }
        let alignment = try units.alignment(operation, a, b)
        return (converted(a.content, by: alignment.left), converted(b.content, by: alignment.right), alignment.unit)
    }

    // MARK: Products

    func product(_ a: Operand, _ b: Operand) throws -> Operand {
        let folded = try units.product(a.unit, b.unit)
        return Operand(converted(apply(.multiply, a.content, b.content), by: folded.conversion), unit: folded.unit)
    }

    func quotient(_ a: Operand, _ b: Operand) throws -> Operand {
        let folded = try units.quotient(a.unit, b.unit)
        return Operand(converted(apply(.divide, a.content, b.content), by: folded.conversion), unit: folded.unit)
    }

    func negated(_ a: Operand) throws(QuantityError) -> Operand {
        if isTemperaturePoint(a.unit) {
            throw .temperaturePoint(.negate, left: QuantityOperand(units[a.unit], a.certain), right: nil)
        }
        return Operand(apply(.negate, a.content), unit: a.unit)
    }

    /// `a ^ b`: the exponent is a plain number; with a unit on the base it must also be certain and simple.
    func power(_ a: Operand, _ b: Operand) throws -> Operand {
        guard b.isPlain else {
            throw Diagnostic(
                .wrongDimension, "an exponent must be a plain number, not \(kindName(b.unit))",
                operands: [shown(a), shown(b)], remedy: "divide it by a unit first, for example `x ^ (t / year)`")
        }
        if a.isPlain { return Operand(apply(.power, a.content, b.content), unit: UnitTable.none) }
        let base = QuantityOperand(units[a.unit], a.certain)
        guard let exponent = b.certain, let exact = Rational(nearest: exponent) else {
            throw QuantityError.exponent(base: base, b.certain)
        }
        let folded = try units.power(a.unit, exact)
        let content = exact == Rational(1, 2) ? apply(.squareRoot, a.content) : apply(.power, a.content, b.content)
        return Operand(converted(content, by: folded.conversion), unit: folded.unit)
    }

    // MARK: Contents

    /// A node for any content; certain numbers become constants.
    func node(_ content: Operand.Content) -> Graph.Node {
        switch content {
        case .certain(let number): graph.constant(number)
        case .uncertain(let node): node
        }
    }

    func node(_ condition: Condition) -> Graph.Node {
        switch condition {
        case .certain(let truth): graph.constant(truth)
        case .uncertain(let node): node
        }
    }

    func apply(_ operation: BinaryOperation, _ a: Operand.Content, _ b: Operand.Content) -> Operand.Content {
        if case .certain(let x) = a, case .certain(let y) = b { return .certain(ScalarOperations.evaluate(operation, x, y)) }
        return .uncertain(graph.apply(operation, node(a), node(b)))
    }

    func apply(_ operation: UnaryOperation, _ a: Operand.Content) -> Operand.Content {
        switch a {
        case .certain(let x): .certain(ScalarOperations.evaluate(operation, x))
        case .uncertain(let node): .uncertain(graph.apply(operation, node))
        }
    }

    /// Changes the unit of a magnitude by one correctly rounded operation.
    func converted(_ content: Operand.Content, by conversion: Conversion) -> Operand.Content {
        if conversion.isIdentity { return content }
        switch content {
        case .certain(let number): return .certain(conversion(number))
        case .uncertain(let node):
            let operand = graph.constant(conversion.operand)
            return .uncertain(graph.apply(conversion.operation == .divide ? BinaryOperation.divide : .multiply, node, operand))
        }
    }

    /// The content in another unit of the same dimension.
    func converted(_ a: Operand, to unit: Unit) throws(QuantityError) -> Operand.Content {
        let from = units[a.unit]
        if from == unit { return a.content }
        guard from.isCompatible(with: unit) else { throw .conversion(from: QuantityOperand(from, a.certain), to: unit) }
        return converted(a.content, by: from.conversion(to: unit))
    }
}
