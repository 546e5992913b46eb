extension Graph {
    /// The node of `op(a)`, folded or simplified where that keeps every bit.
    ///
    /// - Precondition: `a` is a boolean for `.not`, else a number.
    public func apply(_ op: UnaryOperation, _ a: Node) -> Node {
        let record = records[Int(a.index)]
        precondition((record.kind == .boolean) == (op == .not), "\(op) takes a \(op == .not ? "boolean" : "number")")
        if record.opcode == .constant {
            let value = ScalarOperations.evaluate(op, record.constant)
            return op == .not ? constant(value != 0) : constant(value)
        }
        if record.opcode == .column {
            return column(tables.columns[Int(record.a)].map { ScalarOperations.evaluate(op, $0) }, record.kind)
        }
        switch op {
        case .negate, .not:
            if record.opcode == .unary(op) { return Node(index: record.a) }
        case .absolute:
            if record.opcode == .unary(.absolute) { return a }
            if record.opcode == .unary(.negate) { return apply(.absolute, Node(index: record.a)) }
        case .floor, .ceil:
            if record.opcode == .unary(.floor) || record.opcode == .unary(.ceil) { return a }
        default: break
        }
        return intern(NodeRecord(.unary(op), op == .not ? .boolean : .number, a.index))
    }

    /// The node of `op(a, b)`, folded or simplified where that keeps every bit.
    ///
    /// - Precondition: both operands are booleans for `.and` and `.or`, of one kind for `.equal` and `.notEqual`, else
    ///   numbers.
    public func apply(_ op: BinaryOperation, _ a: Node, _ b: Node) -> Node {
        let left = records[Int(a.index)]
        let right = records[Int(b.index)]
        switch op {
        case .and, .or:
            precondition(left.kind == .boolean && right.kind == .boolean, "\(op) takes booleans")
        case .equal, .notEqual:
            precondition(left.kind == right.kind, "\(op) takes two of a kind")
        default:
            precondition(left.kind == .number && right.kind == .number, "\(op) takes numbers")
        }
        let isLeftConstant = left.opcode == .constant
        let isRightConstant = right.opcode == .constant
        if isLeftConstant && isRightConstant {
            let value = ScalarOperations.evaluate(op, left.constant, right.constant)
            return op.isBoolean ? constant(value != 0) : constant(value)
        }
        if let known = foldedColumns(left, right) {
            let values = known.map { ScalarOperations.evaluate(op, $0.0, $0.1) }
            return column(values, op.isBoolean ? .boolean : .number)
        }
        if let simpler = simplified(op, a, b, left, right, isLeftConstant, isRightConstant) { return simpler }
        let kind: Kind = op.isBoolean ? .boolean : .number
        if op.isCommutative && (isLeftConstant || (!isRightConstant && b.index < a.index)) {
            return intern(NodeRecord(.binary(op), kind, b.index, a.index))
        }
        return intern(NodeRecord(.binary(op), kind, a.index, b.index))
    }

    /// The node of `condition ? a : b`. Both arms are evaluated on every path.
    ///
    /// - Precondition: `condition` is a boolean, `a` and `b` are of one kind.
    public func select(_ condition: Node, _ a: Node, _ b: Node) -> Node {
        let record = records[Int(condition.index)]
        let kind = self.kind(of: a)
        precondition(record.kind == .boolean, "a condition is a boolean")
        precondition(kind == self.kind(of: b), "the arms of a selection are of one kind")
        if record.opcode == .constant { return record.constant != 0 ? a : b }
        if let known = foldedColumns(record, records[Int(a.index)], records[Int(b.index)]) {
            return column(known.map { $0.0 != 0 ? $0.1 : $0.2 }, kind)
        }
        if a == b { return a }
        if record.opcode == .unary(.not) { return select(Node(index: record.a), b, a) }
        if kind == .boolean, let whenTrue = constantValue(of: a), let whenFalse = constantValue(of: b) {
            return whenTrue > whenFalse ? condition : apply(.not, condition)
        }
        return intern(NodeRecord(.select, kind, condition.index, a.index, b.index))
    }

    /// An existing or simpler node with the same bits for every operand, nil if there is none.
    ///
    /// Left out on purpose, as each changes some bit: `x + 0` (-0), `x * 0` (infinities, NaN, -0), `x - x` and `x == x`
    /// (infinities, NaN), division by a constant whose reciprocal is not exact, every reassociation and distribution.
    private func simplified(
        _ op: BinaryOperation, _ a: Node, _ b: Node, _ left: NodeRecord, _ right: NodeRecord,
        _ isLeftConstant: Bool, _ isRightConstant: Bool
    ) -> Node? {
        switch op {
        case .add:
            if isRightConstant && right.constant.isNegativeZero { return a }
            if isLeftConstant && left.constant.isNegativeZero { return b }
            if right.opcode == .unary(.negate) { return apply(.subtract, a, Node(index: right.a)) }
            if left.opcode == .unary(.negate) { return apply(.subtract, b, Node(index: left.a)) }
        case .subtract:
            if isRightConstant && right.constant == 0 && right.constant.sign == .plus { return a }
            if isLeftConstant && left.constant.isNegativeZero { return apply(.negate, b) }
            if right.opcode == .unary(.negate) { return apply(.add, a, Node(index: right.a)) }
        case .multiply:
            if isRightConstant && right.constant == 1 { return a }
            if isLeftConstant && left.constant == 1 { return b }
            if left.opcode == .unary(.negate) && right.opcode == .unary(.negate) {
                return apply(.multiply, Node(index: left.a), Node(index: right.a))
            }
        case .divide:
            guard isRightConstant else { return nil }
            if right.constant == 1 { return a }
            if let reciprocal = right.constant.exactReciprocal { return apply(.multiply, a, constant(reciprocal)) }
        case .power:
            if isRightConstant && right.constant == 1 { return a }
            if isRightConstant && right.constant == 0 { return constant(1.0) }
        case .minimum, .maximum:
            if a == b { return a }
        case .less:
            if a == b { return constant(false) }
        case .and:
            if a == b { return a }
            if isRightConstant { return right.constant != 0 ? a : b }
            if isLeftConstant { return left.constant != 0 ? b : a }
        case .or:
            if a == b { return a }
            if isRightConstant { return right.constant != 0 ? b : a }
            if isLeftConstant { return left.constant != 0 ? a : b }
        case .lessEqual, .equal, .notEqual, .modulo, .floorDivide, .arcTangent2: break
        }
        return nil
    }
}

extension Double {
    fileprivate var isNegativeZero: Bool { self == 0 && sign == .minus }

    /// 1/x where that is exact and neither x nor 1/x is subnormal: x is a power of two. Dividing by x and multiplying
    /// by it then round alike.
    fileprivate var exactReciprocal: Double? {
        guard isNormal, significandBitPattern == 0 else { return nil }
        let reciprocal = 1 / self
        return reciprocal.isNormal ? reciprocal : nil
    }
}
