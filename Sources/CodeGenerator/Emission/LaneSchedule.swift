/// The order of everything that a program does to a group of lanes.
///
/// A block is stored as soon as its value is known. What would change an operand of the loop waits until no lanes can be
/// computed a second time, behind the last operation.
struct LaneSchedule {
    typealias Value = LaneProgram.Value

    enum Event {
        case compute(Value)
        case store(Value, LaneProgram.Place)
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
        var isRead = Set<LaneProgram.Place>()
        for (i, operation) in original.operations.enumerated() where operation.kind == .block && isNeeded[i] {
            isRead.insert(operation.place)
        }
        // A block that is put into another and changed itself is read before.
        let isChanged = Set(original.stores.map(\.place))
        var early: [Value: [LaneProgram.Place]] = [:]
        var late: [(value: Value, place: LaneProgram.Place)] = []
        for store in original.stores {
            if isRead.contains(store.place) {
                var value = store.value
                let source = program[value]
                if source.kind == .block && isChanged.contains(source.place) {
                    value = program.add(.init(kind: .copy, a: value))
                }
                late.append((value, store.place))
            } else {
                early[store.value, default: []].append(store.place)
            }
        }
        let isComputed = LaneSchedule.needed(program)
        let wanted = program.operations.indices.filter { isComputed[$0] && program.operations[$0].operandCount > 0 }
        let order = ListScheduling(program, wanted.map { Value($0) }).order
        for (i, operation) in program.operations.enumerated() where operation.operandCount == 0 {
            for place in early[Value(i)] ?? [] { events.append(.store(Value(i), place)) }
        }
        for value in order {
            events.append(.compute(value))
            for place in early[value] ?? [] { events.append(.store(value, place)) }
        }
        for (number, test) in program.tests.enumerated() { events.append(.test(test, number: Int32(number))) }
        if let trouble = program.trouble { events.append(.leave(trouble)) }
        for store in late { events.append(.store(store.value, store.place)) }
        collectUses()
    }

    private mutating func collectUses() {
        for (time, event) in events.enumerated() {
            switch event {
            case .compute(let value):
                program[value].forEachOperand { uses.append(($0, Int32(time))) }
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
            operation.forEachOperand { needed[Int($0)] = true }
        }
        return needed
    }
}
