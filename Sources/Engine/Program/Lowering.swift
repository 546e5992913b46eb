/// The needed part of a graph as instructions without registers: operands are still nodes.
///
/// Nodes with a single use are drawn into their user where a kernel does both in one pass over memory. Every kernel
/// rounds each step as if it were alone, so this changes no bit.
struct Lowering {
    /// An instruction whose operands are nodes (-1 where the operand is a number or missing).
    struct Step {
        var instruction: Instruction
        var operands = SIMD4<Int32>(repeating: -1)
        /// The columns whose entries become numbers of the instruction, step by step; -1 where there is none.
        var columns = SIMD4<Int32>(repeating: -1)
    }

    private let records: [NodeRecord]
    /// Which nodes are kept in registers of their own and are not computed here.
    private let isFixed: [Bool]
    private var uses: [Int32]
    /// By node; nil for nodes that are not needed, constants, and those drawn into their user.
    private(set) var steps: [Step?]

    /// - Parameter needed: ascending; what `outputs` depend on.
    init(_ records: [NodeRecord], needed: [Int32], outputs: [Int32], isFixed: [Bool]) {
        self.records = records
        self.isFixed = isFixed
        uses = [Int32](repeating: 0, count: records.count)
        steps = [Step?](repeating: nil, count: records.count)
        for index in needed where !isFixed[Int(index)] {
            let record = records[Int(index)]
            for operand in [record.a, record.b, record.c].prefix(record.operandCount) { uses[Int(operand)] += 1 }
        }
        // An output must exist as such, so it counts as two uses.
        var isOutput = [Bool](repeating: false, count: records.count)
        for output in outputs {
            uses[Int(output)] += 2
            isOutput[Int(output)] = true
        }
        // Users come before operands, so whatever a user draws in is known when its turn comes.
        var isWanted = isOutput
        for index in needed.reversed() where isWanted[Int(index)] && !isFixed[Int(index)] {
            if records[Int(index)].opcode.isScalar && !isOutput[Int(index)] { continue }
            let step = lower(index)
            for lane in 0..<4 where step.operands[lane] >= 0 { isWanted[Int(step.operands[lane])] = true }
            steps[Int(index)] = step
        }
    }

    private func record(_ node: Int32) -> NodeRecord { records[Int(node)] }

    private func number(_ node: Int32) -> Double? {
        record(node).opcode == .constant ? record(node).constant : nil
    }

    /// The record of a node that may be drawn into its only user.
    private func inner(_ node: Int32, _ op: BinaryOperation) -> NodeRecord? {
        let record = records[Int(node)]
        return record.opcode == .binary(op) && uses[Int(node)] == 1 && !isFixed[Int(node)] ? record : nil
    }

    private func step(_ form: Instruction.Form, _ operation: UInt8, _ operands: [Int32], index: Int32 = 0) -> Step {
        var step = Step(instruction: Instruction(form: form, operation: operation, index: index))
        for (lane, operand) in operands.enumerated() {
            if let number = number(operand) {
                step.instruction.numbers[lane] = number
                step.instruction.shape |= 1 << UInt8(lane)
            } else if record(operand).opcode == .column {
                step.columns[lane] = record(operand).a
                step.instruction.shape |= 1 << UInt8(lane)
            } else {
                step.operands[lane] = operand
            }
        }
        return step
    }

    private func lower(_ node: Int32) -> Step {
        let record = self.record(node)
        switch record.opcode {
        case .constant:
            var fill = Step(instruction: Instruction(form: .fill))
            fill.instruction.numbers[0] = record.constant
            return fill
        case .column:
            var fill = Step(instruction: Instruction(form: .fill))
            fill.columns[0] = record.a
            return fill
        case .uniform: return Step(instruction: Instruction(form: .uniform, index: record.a))
        case .stepUniform: return Step(instruction: Instruction(form: .stepUniform, index: record.a))
        case .history: return Step(instruction: Instruction(form: .history, index: record.a, count: record.c))
        case .trailing:
            // The newest value goes into the history too, so that it has a register whatever it is.
            var sum = Step(instruction: Instruction(form: .trailing, index: record.c, count: record.b))
            sum.operands[0] = record.a
            return sum
        case .gather: return step(.gather, 0, [record.a], index: record.c)
        case .state: preconditionFailure("a state is kept in a register of its own")
        case .table: return step(.table, 0, [record.a], index: record.c)
        case .steps: return step(.steps, 0, [record.a], index: record.c)
        case .triangular: return step(.triangular, 0, [record.a], index: record.c)
        case .select: return selection(record)
        default: break
        }
        if let op = record.opcode.unaryOperation { return unary(op, record) }
        return binary(record.opcode.binaryOperation!, record)
    }

    private func unary(_ op: UnaryOperation, _ record: NodeRecord) -> Step {
        if op == .inverseNormal, self.record(record.a).opcode == .uniform, uses[Int(record.a)] == 1 {
            return Step(instruction: Instruction(form: .normal, index: self.record(record.a).a))
        }
        if op == .inverseNormal, self.record(record.a).opcode == .stepUniform, uses[Int(record.a)] == 1 {
            return Step(instruction: Instruction(form: .stepNormal, index: self.record(record.a).a))
        }
        if op == .exp, let sum = inner(record.a, .add), let addend = number(sum.b) ?? number(sum.a) {
            let rest = number(sum.b) == nil ? sum.b : sum.a
            if let product = inner(rest, .multiply), let multiplier = number(product.b) {
                var affine = step(.expAffine, 0, [product.a])
                affine.instruction.numbers[1] = addend
                affine.instruction.numbers[2] = multiplier
                return affine
            }
        }
        return step(.unary, op.rawValue, [record.a])
    }

    private func binary(_ op: BinaryOperation, _ record: NodeRecord) -> Step {
        func fused(_ op: TernaryOperation, _ inner: NodeRecord, _ other: Int32) -> Step {
            step(.ternary, op.rawValue, [inner.a, inner.b, other])
        }
        let (a, b) = (record.a, record.b)
        switch op {
        case .add:
            if let product = inner(a, .multiply) { return fused(.multiplyAdd, product, b) }
            if let product = inner(b, .multiply) { return fused(.multiplyAdd, product, a) }
            if let sum = inner(a, .add) { return fused(.addAdd, sum, b) }
            if let sum = inner(b, .add) { return fused(.addAdd, sum, a) }
        case .subtract:
            if let product = inner(a, .multiply) { return fused(.multiplySubtract, product, b) }
            if let product = inner(b, .multiply) { return fused(.multiplySubtractFrom, product, a) }
        case .multiply:
            for (factor, other) in [(a, b), (b, a)] {
                if let product = inner(factor, .multiply) { return fused(.multiplyMultiply, product, other) }
                if let sum = inner(factor, .add) { return fused(.addMultiply, sum, other) }
                if let difference = inner(factor, .subtract) { return fused(.subtractMultiply, difference, other) }
            }
        case .divide:
            if let product = inner(a, .multiply) { return fused(.multiplyDivide, product, b) }
        default: break
        }
        return step(.binary, op.rawValue, [a, b])
    }

    private func selection(_ record: NodeRecord) -> Step {
        let choices: [(BinaryOperation, QuaternaryOperation)] = [
            (.less, .selectLess), (.lessEqual, .selectLessEqual), (.equal, .selectEqual),
        ]
        for (comparison, operation) in choices {
            if let test = inner(record.a, comparison) {
                return step(.quaternary, operation.rawValue, [test.a, test.b, record.b, record.c])
            }
        }
        // a ~= b is true for a NaN, where a == b is false.
        if let test = inner(record.a, .notEqual) {
            return step(.quaternary, QuaternaryOperation.selectEqual.rawValue, [test.a, test.b, record.c, record.b])
        }
        return step(.ternary, TernaryOperation.select.rawValue, [record.a, record.b, record.c])
    }
}
