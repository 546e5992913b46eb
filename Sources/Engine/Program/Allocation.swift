/// Gives registers to the values of a schedule: a register is free again after the last use of its value, and the one
/// freed last is taken first, as it is still in the cache.
struct Allocation {
    private var remainingUses: [Int32]
    private var register: [UInt16]
    private var free: [UInt16] = []
    private(set) var registerCount = 0
    private(set) var instructions: [Instruction] = []

    init(_ steps: [Lowering.Step?], _ schedule: Schedule) {
        remainingUses = [Int32](repeating: 0, count: steps.count)
        register = [UInt16](repeating: 0, count: steps.count)
        for event in schedule.events {
            switch event {
            case .compute(let node):
                let operands = steps[Int(node)]!.operands
                for lane in 0..<4 where operands[lane] >= 0 { remainingUses[Int(operands[lane])] += 1 }
            case .emit(_, let node): remainingUses[Int(node)] += 1
            }
        }
        instructions.reserveCapacity(schedule.events.count)
        for event in schedule.events {
            switch event {
            case .compute(let node): compute(node, steps[Int(node)]!)
            case .emit(let output, let node):
                var emit = Instruction(form: .emit, index: output)
                emit.registers[0] = register[Int(node)]
                instructions.append(emit)
                release(node)
            }
        }
    }

    private mutating func compute(_ node: Int32, _ step: Lowering.Step) {
        var instruction = step.instruction
        for lane in 0..<4 where step.operands[lane] >= 0 {
            instruction.registers[lane] = register[Int(step.operands[lane])]
        }
        // Operands first: the result may take the place of one that ends here.
        for lane in 0..<4 where step.operands[lane] >= 0 { release(step.operands[lane]) }
        instruction.destination = takeRegister()
        register[Int(node)] = instruction.destination
        instructions.append(instruction)
    }

    private mutating func release(_ node: Int32) {
        remainingUses[Int(node)] -= 1
        if remainingUses[Int(node)] == 0 { free.append(register[Int(node)]) }
    }

    private mutating func takeRegister() -> UInt16 {
        if let register = free.popLast() { return register }
        precondition(registerCount < Int(UInt16.max), "a program keeps at most 65535 values at a time")
        registerCount += 1
        return UInt16(registerCount - 1)
    }
}
