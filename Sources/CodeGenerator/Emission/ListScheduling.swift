/// An order of operations in which those that wait for each other stand apart.
///
/// The processor looks some sixty vector instructions ahead, a function such as exp is a chain of twenty. So of the
/// operations whose operands are known that one comes next which heads the longest chain; but only among the oldest ones,
/// and with the registers nearly full only such as free one.
struct ListScheduling {
    typealias Value = LaneProgram.Value

    /// How far behind the oldest operation one may be that is taken.
    private static let window = 96
    /// Values that may be alive before registers count more than latency.
    private static let fullRegisters = 14
    /// Values that may be alive before a new chain begins.
    private static let manyRegisters = 9
    /// Instructions that begin in a cycle, about.
    private static let width: Int32 = 3

    private let program: LaneProgram
    private let operands: [SIMD4<Int32>]
    private var remainingUses: [Int32]
    private(set) var order: [Value] = []

    /// - Parameter wanted: the operations to order, ascending. What only waits for a store at the end needs no register.
    init(_ program: LaneProgram, _ wanted: [Value]) {
        self.program = program
        operands = program.operations.map { ListScheduling.operands($0) }
        let count = program.operations.count
        remainingUses = [Int32](repeating: 0, count: count)
        for value in wanted {
            for lane in 0..<3 where operands[Int(value)][lane] >= 0 { remainingUses[Int(operands[Int(value)][lane])] += 1 }
        }
        // The longest way to the end.
        var height = [Int32](repeating: 0, count: count)
        for value in wanted.reversed() {
            height[Int(value)] += ListScheduling.latency(program[value].kind)
            for lane in 0..<3 where operands[Int(value)][lane] >= 0 {
                let operand = Int(operands[Int(value)][lane])
                height[operand] = max(height[operand], height[Int(value)])
            }
        }
        schedule(wanted, height)
    }

    /// Each operand once, -1 where there is none.
    private static func operands(_ operation: LaneProgram.Operation) -> SIMD4<Int32> {
        var list = SIMD4<Int32>(repeating: -1)
        let count = operation.operandCount
        if count > 0 { list[0] = operation.a }
        if count > 1 && operation.b != operation.a { list[1] = operation.b }
        if count > 2 && operation.c != operation.a && operation.c != operation.b { list[2] = operation.c }
        return list
    }

    private mutating func schedule(_ wanted: [Value], _ height: [Int32]) {
        let count = program.operations.count
        var ready = [Int32](repeating: 0, count: count)  // the cycle from which a result is there
        var isDone = [Bool](repeating: false, count: count)
        var isLive = [Bool](repeating: false, count: count)
        for (i, operation) in program.operations.enumerated() where operation.operandCount == 0 { isDone[i] = true }
        var pending = wanted[...].map { $0 }
        var live = 0
        var issued: Int32 = 0
        order.reserveCapacity(wanted.count)
        var first = 0
        while first < pending.count {
            let cycle = issued / ListScheduling.width
            var best = -1
            var bestScore = Int.min
            var seen = 0
            var i = first
            while i < pending.count && seen < ListScheduling.window {
                let value = pending[i]
                defer { i += 1 }
                if value < 0 { continue }
                seen += 1
                var start: Int32 = 0
                var isKnown = true
                var freed = 0
                var reads = false
                let needed = operands[Int(value)]
                for lane in 0..<3 where needed[lane] >= 0 {
                    let operand = needed[lane]
                    if !isDone[Int(operand)] {
                        isKnown = false
                        break
                    }
                    start = max(start, ready[Int(operand)])
                    if isLive[Int(operand)] { reads = true }
                    if isLive[Int(operand)] && remainingUses[Int(operand)] == 1 { freed += 1 }
                }
                guard isKnown else { continue }
                let wait = Int(max(0, start - cycle))
                var score = Int(height[Int(value)]) - 16 * wait
                if freed == 0 && live >= (reads ? ListScheduling.fullRegisters : ListScheduling.manyRegisters) {
                    // One more would be alive: only where nothing else is left, and then the oldest.
                    score = -100_000 - seen * 64
                } else if freed > 1 && wait == 0 && live >= ListScheduling.manyRegisters {
                    score += 10_000
                }
                if score > bestScore {
                    bestScore = score
                    best = i
                }
            }
            let value = pending[best]
            pending[best] = -1
            while first < pending.count && pending[first] < 0 { first += 1 }
            var start = cycle
            for lane in 0..<3 where operands[Int(value)][lane] >= 0 {
                let operand = operands[Int(value)][lane]
                start = max(start, ready[Int(operand)])
                remainingUses[Int(operand)] -= 1
                let isConstant = program[operand].kind == .constant
                if remainingUses[Int(operand)] == 0 {
                    if isLive[Int(operand)] { live -= 1 }
                    isLive[Int(operand)] = false
                } else if !isLive[Int(operand)] && !isConstant && program[operand].operandCount == 0 {
                    isLive[Int(operand)] = true
                    live += 1
                }
            }
            ready[Int(value)] = start + ListScheduling.latency(program[value].kind)
            isDone[Int(value)] = true
            if remainingUses[Int(value)] > 0 {
                isLive[Int(value)] = true
                live += 1
            }
            order.append(value)
            issued += 1
        }
    }

    /// Cycles from operands to result, about.
    private static func latency(_ kind: LaneProgram.Kind) -> Int32 {
        switch kind {
        case .block, .cell, .constant: 0
        case .add, .subtract, .multiply, .multiplyWords, .floor, .ceil, .greaterBits: 3
        case .fused: 4
        case .divide: 13
        case .squareRoot: 20
        default: 1
        }
    }
}
