internal import CKernels

/// Writes the functions of a loop out, in one of two versions.
///
/// The *exact* version holds for every operand and tells the lanes on which tests fail. The *quick* one takes the short
/// ways of exp, log, pow, the sines and modulo and tells only that something is not ordinary: an operand of theirs, or a test that may fail.
/// Both give the same bits where nothing is.
struct LaneWriter {
    private(set) var program = LaneProgram()
    private let isQuick: Bool
    /// By node, of the group under way.
    private var values: [LaneProgram.Value] = []
    private var group: Int32 = 0
    /// The lanes on which every guard so far holds.
    private var guards: LaneProgram.Value?
    /// A number that is NaN where a tested value is not finite, else 0.
    private var finiteness: LaneProgram.Value?

    /// - Parameter groups: how many groups of four lanes the program computes, one behind the other in memory. The exact
    ///   version of a loop with tests takes one.
    init(_ loop: LaneLoop, isQuick: Bool, groups: Int32) {
        self.isQuick = isQuick
        let used = LaneWriter.used(loop)
        var all = [[LaneProgram.Value]](repeating: [], count: Int(groups))
        for (i, node) in loop.nodes.enumerated() {
            for g in 0..<groups {
                swap(&values, &all[Int(g)])
                group = g
                values.append(used[i] ? write(node) : -1)
                swap(&values, &all[Int(g)])
            }
        }
        for g in 0..<groups {
            values = all[Int(g)]
            for store in loop.stores {
                program.stores.append((values[Int(store.value)], LaneProgram.Place(block: store.block, group: g)))
            }
            for test in loop.tests { isQuick ? suspect(test) : tell(test) }
        }
        if let finiteness {
            let bad = program.binary(.compare, finiteness, finiteness, detail: LaneProgram.Predicate.unordered)
            addTrouble(bad)
        }
        if let guards { addTrouble(program.binary(.xor, guards, program.constant(LaneProgram.ones))) }
    }

    private static func used(_ loop: LaneLoop) -> [Bool] {
        var used = [Bool](repeating: false, count: loop.nodes.count)
        for store in loop.stores { used[Int(store.value)] = true }
        for test in loop.tests {
            switch test {
            case .isTrue(let value): used[Int(value)] = true
            case .isNotFinite(let value, let mask):
                used[Int(value)] = true
                if let mask { used[Int(mask)] = true }
            }
        }
        for (i, node) in loop.nodes.enumerated().reversed() where used[i] {
            for operand in loop.operands(of: node) { used[Int(operand)] = true }
        }
        return used
    }

    private mutating func write(_ node: LaneLoop.Node) -> LaneProgram.Value {
        let library = TemplateLibrary.shared
        func value(_ v: LaneLoop.Value) -> LaneProgram.Value { values[Int(v)] }
        switch node {
        case .block(let block): return program.add(.block(LaneProgram.Place(block: block, group: group)))
        case .cell(let cell): return program.add(.init(kind: .cell, number: UInt64(cell)))
        case .number(let x): return program.constant(x.bitPattern)
        case .unary(let op, let a):
            let template = (isQuick ? library.ordinaryUnary[op] : nil) ?? library.unary[op]!
            return expand(template, [value(a)])
        case .binary(let op, let a, let b):
            // With a number for an exponent nothing but a product or a quotient may remain.
            let isSimple = op == UInt8(HR_POWER.rawValue) && program.bits(value(b)).map(LaneWriter.isSimple) == true
            let template = (isQuick && !isSimple ? library.ordinaryBinary[op] : nil) ?? library.binary[op]!
            return expand(template, [value(a), value(b)])
        case .ternary(let op, let a, let b, let c):
            return expand(library.ternary[op]!, [value(a), value(b), value(c)])
        case .quaternary(let op, let a, let b, let c, let d):
            return expand(library.quaternary[op]!, [value(a), value(b), value(c), value(d)])
        case .triangular(let shape, let a): return expand(TemplateLibrary.triangular(shape), [value(a)])
        }
    }

    private static func isSimple(_ exponent: UInt64) -> Bool {
        [2.0, -1.0, 0.0].contains(Double(bitPattern: exponent))
    }

    // MARK: Tests

    private mutating func tell(_ test: LaneLoop.Test) {
        let zero = program.constant(0)
        switch test {
        case .isTrue(let value):
            program.tests.append(
                program.binary(.compare, values[Int(value)], zero, detail: LaneProgram.Predicate.notEqual))
        case .isNotFinite(let value, let mask):
            let x = values[Int(value)]
            let difference = program.binary(.subtract, x, x)
            var bad = program.binary(.compare, difference, zero, detail: LaneProgram.Predicate.notEqual)
            if let mask {
                let live = program.binary(.compare, values[Int(mask)], zero, detail: LaneProgram.Predicate.notEqual)
                bad = program.binary(.and, bad, live)
            }
            program.tests.append(bad)
        }
    }

    private mutating func suspect(_ test: LaneLoop.Test) {
        let zero = program.constant(0)
        switch test {
        case .isTrue(let value):
            let bad = program.binary(.compare, values[Int(value)], zero, detail: LaneProgram.Predicate.notEqual)
            addTrouble(bad)
        case .isNotFinite(let value, _):
            // A value on which no path relies may set it off too; the exact version then knows better.
            let x = values[Int(value)]
            finiteness = finiteness.map { program.fused(x, zero, $0) } ?? program.binary(.multiply, x, zero)
        }
    }

    private mutating func addTrouble(_ mask: LaneProgram.Value) {
        program.trouble = program.trouble.map { program.binary(.or, $0, mask) } ?? mask
    }

    // MARK: Templates

    private mutating func expand(_ template: Template, _ operands: [LaneProgram.Value]) -> LaneProgram.Value {
        var places = [LaneProgram.Value](repeating: -1, count: template.steps.count)
        for (i, step) in template.steps.enumerated() where template.isNeeded[i] {
            let a = places[Int(step.a)], b = places[Int(step.b)], c = places[Int(step.c)]
            places[i] =
                switch step.kind {
                case HR_STEP_INPUT: operands[Int(step.detail)]
                case HR_STEP_CONSTANT: program.constant(step.number)
                case HR_STEP_FUSED: program.fused(a, b, c)
                case HR_STEP_CHOOSE: program.choose(a, b, c)
                case HR_STEP_CALL:
                    program.add(
                        .init(kind: .call, detail: step.detail, a: a, b: step.detail > 1 ? b : -1, number: step.number))
                case HR_STEP_MASK_NOT: program.binary(.xor, a, program.constant(LaneProgram.ones))
                case HR_STEP_NEGATIVE: program.binary(.greaterBits, program.constant(0), a)
                case HR_STEP_SQUARE_ROOT: program.unary(.squareRoot, a)
                case HR_STEP_FLOOR: program.unary(.floor, a)
                case HR_STEP_CEIL: program.unary(.ceil, a)
                case HR_STEP_SHIFT_LEFT: program.unary(.shiftLeft, a, detail: step.detail)
                case HR_STEP_SHIFT_RIGHT: program.unary(.shiftRight, a, detail: step.detail)
                default: binary(step.kind, a, b)
                }
        }
        if isQuick, let guardStep = template.guardStep {
            let mask = places[guardStep]
            guards = guards.map { program.binary(.and, $0, mask) } ?? mask
        }
        return places[template.result]
    }

    private mutating func binary(_ kind: hr_step_kind, _ a: LaneProgram.Value, _ b: LaneProgram.Value) -> LaneProgram.Value {
        switch kind {
        case HR_STEP_ADD: program.binary(.add, a, b)
        case HR_STEP_SUBTRACT: program.binary(.subtract, a, b)
        case HR_STEP_MULTIPLY: program.binary(.multiply, a, b)
        case HR_STEP_DIVIDE: program.binary(.divide, a, b)
        case HR_STEP_AND, HR_STEP_MASK_AND: program.binary(.and, a, b)
        case HR_STEP_OR, HR_STEP_MASK_OR: program.binary(.or, a, b)
        case HR_STEP_XOR, HR_STEP_MASK_XOR: program.binary(.xor, a, b)
        case HR_STEP_ADD_BITS: program.binary(.addBits, a, b)
        case HR_STEP_SUBTRACT_BITS: program.binary(.subtractBits, a, b)
        case HR_STEP_MULTIPLY_WORDS: program.binary(.multiplyWords, a, b)
        case HR_STEP_LESS: program.binary(.compare, a, b, detail: LaneProgram.Predicate.less)
        case HR_STEP_LESS_EQUAL: program.binary(.compare, a, b, detail: LaneProgram.Predicate.lessEqual)
        case HR_STEP_EQUAL: program.binary(.compare, a, b, detail: LaneProgram.Predicate.equal)
        case HR_STEP_NOT_EQUAL: program.binary(.compare, a, b, detail: LaneProgram.Predicate.notEqual)
        default: preconditionFailure("a step of a template is one of the kinds of hr_step_kind")
        }
    }
}
