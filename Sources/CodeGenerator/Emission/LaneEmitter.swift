/// Writes the code of one program for a group of four lanes: a pass over its operations that gives registers on the way.
///
/// Registers: rdi the blocks, rsi the pool (its 128th byte, so that short displacements reach more), rax the byte offset
/// of the lanes within a block; ymm0 to ymm15 hold values; what has no room stands on the stack.
struct LaneEmitter {
    typealias Value = LaneProgram.Value

    private let program: LaneProgram
    private(set) var assembler: Assembler
    private(set) var pool: ConstantPool
    private var file: RegisterFile
    private var time: Int32 = 0
    /// Where the operands and the results of calls stand.
    private var callSlots: Int32?

    var slotCount: Int32 { file.slotCount }

    /// - Parameter schedule: what is done, in order.
    init(_ schedule: LaneSchedule, _ assembler: Assembler, _ pool: ConstantPool, firstSlot: Int32) {
        program = schedule.program
        self.assembler = assembler
        self.pool = pool
        file = RegisterFile(
            hasHome: schedule.program.operations.map { $0.operandCount == 0 }, uses: schedule.uses, firstSlot: firstSlot)
        for event in schedule.events {
            switch event {
            case .compute(let value): compute(value)
            case .store(let value, let place): store(value, place)
            case .test(let value, let number): test(value, number)
            case .leave(let value): leave(value)
            }
            time += 1
        }
    }

    /// Where the distance to the code for lanes in trouble is to be put, behind `leave`.
    private(set) var exit: Int?

    // MARK: Places

    private mutating func home(_ value: Value) -> Assembler.Operand {
        let operation = program[value]
        switch operation.kind {
        case .block: return .memory(.blocks, operation.place.displacement, isIndexed: true)
        case .cell: return .memory(.pool, pool.place(ofCell: operation.number), isIndexed: false)
        case .constant: return .memory(.pool, pool.place(ofConstant: operation.number), isIndexed: false)
        default:
            guard let slot = file.slot(of: value) else { preconditionFailure("a value is kept until its last use") }
            return .memory(.stack, slot * 32, isIndexed: false)
        }
    }

    private mutating func place(_ value: Value) -> Assembler.Operand {
        if let register = file.register(of: value) { return .register(register) }
        return home(value)
    }

    private mutating func take(_ locked: UInt16) -> UInt8 {
        let (register, spilled) = file.take(time, locked: locked)
        if let spilled {
            assembler.vector(.store, register, 0, .memory(.stack, spilled.slot * 32, isIndexed: false))
        }
        return register
    }

    /// The registers of up to three values, by bit.
    private func lock(_ a: Value, _ b: Value = -1, _ c: Value = -1) -> UInt16 {
        func bit(_ value: Value) -> UInt16 { value < 0 ? 0 : file.register(of: value).map { 1 << UInt16($0) } ?? 0 }
        return bit(a) | bit(b) | bit(c)
    }

    /// Brings a value into a register, where it stays for later uses.
    private mutating func load(_ value: Value, _ locked: UInt16) -> UInt8 {
        if let register = file.register(of: value) { return register }
        let source = home(value)
        let register = take(locked)
        assembler.vector(.load, register, 0, source)
        file.give(register, to: value)
        return register
    }

    /// Values of blocks and cells that are used again come into registers at once; constants only where they must.
    private mutating func prepare(_ value: Value, _ locked: UInt16) {
        guard file.register(of: value) == nil, program[value].kind != .constant, !file.isLast(value, time) else { return }
        _ = load(value, locked)
    }

    private mutating func finish(_ value: Value, _ operation: LaneProgram.Operation, _ register: UInt8) {
        file.give(register, to: value)
        if !file.isUsed(value) { file.release(value) }
    }

    private mutating func pass(_ operation: LaneProgram.Operation) {
        operation.forEachOperand { file.pass($0, time) }
    }

    // MARK: Operations

    private mutating func compute(_ value: Value) {
        let operation = program[value]
        switch operation.kind {
        case .block, .cell, .constant: preconditionFailure("what stands in memory is not computed")
        case .fused: fused(value, operation)
        case .call: call(value, operation)
        case .choose: choose(value, operation)
        case .shiftLeft, .shiftRight:
            let a = load(operation.a, 0)
            pass(operation)
            let to = take(1 << UInt16(a))
            assembler.vector(
                .shift, operation.kind == .shiftLeft ? 6 : 2, to, .register(a), immediate: operation.detail)
            finish(value, operation, to)
        case .squareRoot, .floor, .ceil, .copy:
            prepare(operation.a, 0)
            let source = place(operation.a)
            pass(operation)
            let to = take(lock(operation.a))
            switch operation.kind {
            case .squareRoot: assembler.vector(.squareRoot, to, 0, source)
            case .copy: assembler.vector(.load, to, 0, source)
            default: assembler.vector(.round, to, 0, source, immediate: operation.kind == .floor ? 9 : 10)
            }
            finish(value, operation, to)
        default: binary(value, operation)
        }
    }

    private mutating func binary(_ value: Value, _ operation: LaneProgram.Operation) {
        var (a, b) = (operation.a, operation.b)
        prepare(b, lock(a))
        if file.register(of: a) == nil && file.register(of: b) != nil && LaneEmitter.commutes(operation.kind) { swap(&a, &b) }
        let first = load(a, lock(b))
        let source = place(b)
        var locked = 1 << UInt16(first)
        if case .register(let number) = source { locked |= 1 << UInt16(number) }
        pass(operation)
        // The operands' registers may be taken when they are free: the instruction reads before it writes.
        let to = take(lock(a, b))
        let immediate = operation.kind == .compare ? operation.detail : nil
        assembler.vector(LaneEmitter.instruction(operation.kind), to, first, source, immediate: immediate)
        finish(value, operation, to)
    }

    private static func commutes(_ kind: LaneProgram.Kind) -> Bool {
        switch kind {
        case .add, .multiply, .and, .or, .xor, .addBits, .multiplyWords: true
        default: false
        }
    }

    private static func instruction(_ kind: LaneProgram.Kind) -> VectorInstruction {
        switch kind {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .minimum: .minimum
        case .maximum: .maximum
        case .and: .and
        case .andNot: .andNot
        case .or: .or
        case .xor: .xor
        case .addBits: .addBits
        case .subtractBits: .subtractBits
        case .multiplyWords: .multiplyWords
        case .compare: .compare
        case .greaterBits: .greaterBits
        default: preconditionFailure("an operation of two operands is one instruction")
        }
    }

    private mutating func choose(_ value: Value, _ operation: LaneProgram.Operation) {
        let mask = load(operation.a, lock(operation.b, operation.c))
        prepare(operation.b, lock(operation.a, operation.c))
        let no = load(operation.c, lock(operation.a, operation.b))
        let yes = place(operation.b)
        pass(operation)
        let to = take(lock(operation.a, operation.b, operation.c))
        assembler.vector(.blend, to, no, yes, immediate: mask << 4)
        finish(value, operation, to)
    }

    /// The destination is one of the three operands: one that ends here, or a copy.
    private mutating func fused(_ value: Value, _ operation: LaneProgram.Operation) {
        var (a, b) = (operation.a, operation.b)
        let c = operation.c
        let sign: VectorInstruction.FusedSign =
            switch operation.detail {
            case 0: .plus
            case 1: .negative
            case 2: .minus
            default: .negativeMinus
            }
        prepare(a, lock(b, c))
        prepare(b, lock(a, c))
        prepare(c, lock(a, b))
        func ends(_ x: Value) -> Bool { file.register(of: x) != nil && file.isLast(x, time) }
        let to: UInt8
        if c != a && c != b && ends(c) {
            if file.register(of: a) == nil { swap(&a, &b) }
            let factor = load(a, lock(b, c))
            let other = place(b)
            to = file.register(of: c)!
            assembler.vector(.fused(.addend, sign), to, factor, other)
        } else if a != b && a != c && b != c && (ends(a) || ends(b)) {
            if !ends(a) { swap(&a, &b) }
            to = file.register(of: a)!
            if file.register(of: b) == nil, let addend = file.register(of: c) {
                assembler.vector(.fused(.factorFactor, sign), to, addend, place(b))
            } else {
                let other = load(b, lock(a, c))
                assembler.vector(.fused(.factorAddend, sign), to, other, place(c))
            }
        } else {
            // A copy of whatever has to be loaded anyway.
            if file.register(of: a) == nil && file.register(of: b) != nil { swap(&a, &b) }
            if file.register(of: c) == nil || file.register(of: a) != nil && file.register(of: b) != nil {
                let factor = load(a, lock(b, c))
                let addend = place(c)
                to = take(lock(a, b, c))
                assembler.vector(.load, to, 0, addend)
                assembler.vector(.fused(.addend, sign), to, factor, place(b))
            } else {
                // One factor stands in memory, the addend in a register.
                if file.register(of: b) == nil { swap(&a, &b) }
                let other = load(b, lock(a, c))
                let source = place(a)
                to = take(lock(a, b, c))
                assembler.vector(.load, to, 0, source)
                assembler.vector(.fused(.factorAddend, sign), to, other, place(c))
            }
        }
        pass(operation)
        finish(value, operation, to)
    }

    /// Calls a function: everything goes to the stack meanwhile, for it may change any vector register.
    private mutating func call(_ value: Value, _ operation: LaneProgram.Operation) {
        let lanes = callSlots ?? file.reserve(2)
        callSlots = lanes
        for (i, operand) in [operation.a, operation.b].prefix(operation.operandCount).enumerated() {
            let register = load(operand, 0)
            assembler.vector(.store, register, 0, .memory(.stack, (lanes + Int32(i)) * 32, isIndexed: false))
        }
        pass(operation)
        for (register, slot) in file.empty() {
            assembler.vector(.store, register, 0, .memory(.stack, slot * 32, isIndexed: false))
        }
        assembler.call(operation.number, stackOffset: lanes * 32)
        let to = take(0)
        assembler.vector(.load, to, 0, .memory(.stack, lanes * 32, isIndexed: false))
        finish(value, operation, to)
    }

    // MARK: Effects

    private mutating func store(_ value: Value, _ place: LaneProgram.Place) {
        let register = load(value, 0)
        assembler.vector(.store, register, 0, .memory(.blocks, place.displacement, isIndexed: true))
        file.pass(value, time)
    }

    /// The four bits of a mask go to byte [rdx + 64 · number + group], and into r8.
    private mutating func test(_ value: Value, _ number: Int32) {
        let register = load(value, 0)
        assembler.vector(.signs, 1, 0, .register(register))  // vmovmskpd ecx
        assembler.append(0x41, 0x09, 0xC8)  // or r8d, ecx
        assembler.append(0x42, 0x88, 0x8C, 0x0A)  // mov [rdx + r9 + 64 · number], cl
        assembler.append(word: number * 64)
        file.pass(value, time)
    }

    private mutating func leave(_ value: Value) {
        let register = load(value, 0)
        assembler.vector(.signs, 1, 0, .register(register))  // vmovmskpd ecx
        assembler.append(0x85, 0xC9, 0x0F, 0x85)  // test ecx, ecx; jnz
        exit = assembler.count
        assembler.append(word: 0)
        file.pass(value, time)
    }
}
