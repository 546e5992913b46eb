/// The order of everything that a program does to a group of lanes.
///
/// A block is stored as soon as its value is known. What would change an operand of the loop waits until no lanes can be
/// computed a second time, behind the last operation.
struct LaneSchedule {
    typealias Value = LaneProgram.Value

    enum Event {
        case compute(Value)
        case store(Value, block: Int32)
        case test(Value, number: Int32)
        /// Lanes in trouble are left to the exact version.
        case leave(Value)
    }

    private(set) var program: LaneProgram
    private(set) var events: [Event] = []
    /// By ascending time, which counts the events.
    private(set) var uses: [(value: Value, time: Int32)] = []

    init(_ original: LaneProgram) {
        program = original
        let isNeeded = LaneSchedule.needed(original)
        var isRead = Set<Int32>()
        for (i, operation) in original.operations.enumerated() where operation.kind == .block && isNeeded[i] {
            isRead.insert(Int32(operation.number))
        }
        // A block that is put into another and changed itself is read before.
        let isChanged = Set(original.stores.map(\.block))
        var early: [Value: [Int32]] = [:]
        var late: [(value: Value, block: Int32)] = []
        for store in original.stores {
            if isRead.contains(store.block) {
                var value = store.value
                let source = program[value]
                if source.kind == .block && isChanged.contains(Int32(source.number)) {
                    value = program.add(.init(kind: .copy, a: value))
                }
                late.append((value, store.block))
            } else {
                early[store.value, default: []].append(store.block)
            }
        }
        let isComputed = LaneSchedule.needed(program)
        for i in program.operations.indices where isComputed[i] {
            switch program.operations[i].kind {
            case .block, .cell, .constant: break
            default: events.append(.compute(Value(i)))
            }
            for block in early[Value(i)] ?? [] { events.append(.store(Value(i), block: block)) }
        }
        // Copies of blocks come last of all operations; a late store of a copy needs it.
        for (number, test) in program.tests.enumerated() { events.append(.test(test, number: Int32(number))) }
        if let trouble = program.trouble { events.append(.leave(trouble)) }
        for store in late { events.append(.store(store.value, block: store.block)) }
        collectUses(late)
    }

    private mutating func collectUses(_ late: [(value: Value, block: Int32)]) {
        for (time, event) in events.enumerated() {
            switch event {
            case .compute(let value):
                let operation = program[value]
                for operand in [operation.a, operation.b, operation.c].prefix(operation.operandCount) {
                    uses.append((operand, Int32(time)))
                }
            case .store(let value, _), .test(let value, _), .leave(let value): uses.append((value, Int32(time)))
            }
        }
    }

    /// The operations that anything rests on.
    private static func needed(_ program: LaneProgram) -> [Bool] {
        var needed = [Bool](repeating: false, count: program.operations.count)
        for store in program.stores { needed[Int(store.value)] = true }
        for test in program.tests { needed[Int(test)] = true }
        if let trouble = program.trouble { needed[Int(trouble)] = true }
        for (i, operation) in program.operations.enumerated().reversed() {
            // A copy was added for a store.
            if operation.kind == .copy { needed[i] = true }
            guard needed[i] else { continue }
            for operand in [operation.a, operation.b, operation.c].prefix(operation.operandCount) {
                needed[Int(operand)] = true
            }
        }
        return needed
    }
}
