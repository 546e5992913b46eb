/// Gives registers to the values of a schedule: a register is free again after the last use of its value, and the one
/// freed last is taken first, as it is still in the cache. Fixed registers are never free.
struct Allocation {
    private let steps: [Lowering.Step?]
    private let fixed: [Int32: UInt16]
    private var remainingUses: [Int32]
    private var register: [UInt16]
    private var free: [UInt16] = []
    /// Stores that wait for the last reader of the state they change.
    private var waiting: [Int32: Effect] = [:]
    private(set) var registerCount: Int
    private(set) var instructions: [Instruction] = []
    private(set) var patches: [Section.ColumnPatch] = []

    init(_ steps: [Lowering.Step?], _ schedule: Schedule, fixed: [Int32: UInt16], firstTemporary: Int) {
        self.steps = steps
        self.fixed = fixed
        registerCount = firstTemporary
        remainingUses = [Int32](repeating: 0, count: steps.count)
        register = [UInt16](repeating: 0, count: steps.count)
        for (node, place) in fixed { register[Int(node)] = place }
        for event in schedule.events {
            let operands =
                switch event {
                case .compute(let node): steps[Int(node)]!.operands
                case .effect(let effect): effect.operands
                }
            for lane in 0..<4 where operands[lane] >= 0 { remainingUses[Int(operands[lane])] += 1 }
        }
        instructions.reserveCapacity(schedule.events.count)
        for event in schedule.events {
            switch event {
            case .compute(let node): compute(node, steps[Int(node)]!)
            case .effect(let effect): perform(effect)
            }
        }
        precondition(waiting.isEmpty, "every store has come to its turn")
    }

    private mutating func compute(_ node: Int32, _ step: Lowering.Step) {
        var instruction = step.instruction
        for lane in 0..<4 where step.operands[lane] >= 0 {
            instruction.registers[lane] = register[Int(step.operands[lane])]
        }
        for lane in 0..<4 where step.columns[lane] >= 0 {
            patches.append(
                Section.ColumnPatch(
                    instruction: Int32(instructions.count), lane: Int32(lane), column: step.columns[lane]))
        }
        // Operands first: the result may take the place of one that ends here, except where the kernel reads it late.
        let isReadLate = instruction.form == .trailing
        if isReadLate { instruction.destination = takeRegister() }
        var readFixed: [Int32] = []
        for lane in 0..<4 where step.operands[lane] >= 0 {
            let operand = step.operands[lane]
            if fixed[operand] != nil {
                remainingUses[Int(operand)] -= 1
                readFixed.append(operand)
            } else {
                release(operand)
            }
        }
        if !isReadLate { instruction.destination = takeRegister() }
        register[Int(node)] = instruction.destination
        instructions.append(instruction)
        for state in readFixed { performWaiting(on: state) }
    }

    private mutating func perform(_ effect: Effect) {
        if let state = effect.state {
            var effect = effect
            // A value that keeps a register of its own may change before this store has its turn: it is copied first.
            if fixed[effect.operands[0]] != nil {
                let copy = takeRegister()
                var instruction = Instruction(form: .copy, destination: copy)
                instruction.registers[0] = register[Int(effect.operands[0])]
                instructions.append(instruction)
                effect.copied = copy
                release(effect.operands[0])
            }
            if remainingUses[Int(state)] > uses(of: state, in: effect) {
                waiting[state] = effect
            } else {
                append(effect)
            }
            return
        }
        append(effect)
    }

    /// How often an effect itself reads a state.
    private func uses(of state: Int32, in effect: Effect) -> Int32 {
        var count: Int32 = 0
        for lane in 0..<4 where effect.operands[lane] == state && !(lane == 0 && effect.copied != nil) { count += 1 }
        return count
    }

    private mutating func append(_ effect: Effect) {
        var instruction = effect.instruction
        for lane in 0..<4 where effect.operands[lane] >= 0 {
            instruction.registers[lane] = register[Int(effect.operands[lane])]
        }
        if let copy = effect.copied { instruction.registers[0] = copy }
        if let state = effect.state { instruction.destination = register[Int(state)] }
        instructions.append(instruction)
        if let copy = effect.copied { free.append(copy) }
        for lane in 0..<4 where effect.operands[lane] >= 0 && !(lane == 0 && effect.copied != nil) {
            release(effect.operands[lane])
        }
    }

    private mutating func release(_ node: Int32) {
        remainingUses[Int(node)] -= 1
        guard fixed[node] == nil else { return performWaiting(on: node) }
        if remainingUses[Int(node)] == 0 { free.append(register[Int(node)]) }
    }

    /// Performs the store that has waited for a state, if nothing but that store reads it any more.
    private mutating func performWaiting(on state: Int32) {
        guard let effect = waiting[state], remainingUses[Int(state)] <= uses(of: state, in: effect) else { return }
        waiting[state] = nil
        append(effect)
    }

    private mutating func takeRegister() -> UInt16 {
        if let register = free.popLast() { return register }
        precondition(registerCount < Int(UInt16.max), "a program keeps at most 65535 values at a time")
        registerCount += 1
        return UInt16(registerCount - 1)
    }
}
