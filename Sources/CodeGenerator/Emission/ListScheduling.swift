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
        var isLive = [Bool](repeating: false, count: count)
        var users = Users(wanted, operands)
        // Positions in `wanted` of what waits for no operand any more, ascending. As one is taken at a time, the oldest
        // `window` of those that are left lie below `limit`.
        var candidates = wanted.indices.filter { users.missing[$0] == 0 }.map { Int32($0) }
        var live = 0
        order.reserveCapacity(wanted.count)
        for issued in 0..<wanted.count {
            let cycle = Int32(issued) / ListScheduling.width
            let limit = Int32(issued + ListScheduling.window)
            var best = -1
            var bestScore = Int.min
            for (i, position) in candidates.enumerated() {
                if position >= limit { break }
                let value = wanted[Int(position)]
                var start: Int32 = 0
                var freed = 0
                var reads = false
                let needed = operands[Int(value)]
                for lane in 0..<3 where needed[lane] >= 0 {
                    let operand = Int(needed[lane])
                    start = max(start, ready[operand])
                    guard isLive[operand] else { continue }
                    reads = true
                    if remainingUses[operand] == 1 { freed += 1 }
                }
                let wait = Int(max(0, start - cycle))
                var score = Int(height[Int(value)]) - 16 * wait
                if freed == 0 && live >= (reads ? ListScheduling.fullRegisters : ListScheduling.manyRegisters) {
                    // One more would be alive: only where nothing else is left, and then the oldest.
                    score = -100_000 - Int(position) * 64
                } else if freed > 1 && wait == 0 && live >= ListScheduling.manyRegisters {
                    score += 10_000
                }
                if score > bestScore {
                    bestScore = score
                    best = i
                }
            }
            let position = candidates.remove(at: best)
            let value = wanted[Int(position)]
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
            if remainingUses[Int(value)] > 0 {
                isLive[Int(value)] = true
                live += 1
            }
            order.append(value)
            for user in users.ranges[Int(position)]..<users.ranges[Int(position) + 1] {
                let next = users.list[Int(user)]
                users.missing[Int(next)] -= 1
                guard users.missing[Int(next)] == 0 else { continue }
                candidates.insert(next, at: candidates.firstIndex { $0 > next } ?? candidates.count)
            }
        }
    }

    /// Which operations wait for which, by their positions in the list of those to order.
    private struct Users {
        /// How many operands of each are still to be computed.
        var missing: [Int32]
        /// Those that read position i are `list[ranges[i]..<ranges[i + 1]]`.
        let list: [Int32]
        let ranges: [Int32]

        init(_ wanted: [Value], _ operands: [SIMD4<Int32>]) {
            var position = [Int32](repeating: -1, count: operands.count)
            for (i, value) in wanted.enumerated() { position[Int(value)] = Int32(i) }
            var missing = [Int32](repeating: 0, count: wanted.count)
            var ranges = [Int32](repeating: 0, count: wanted.count + 1)
            for (i, value) in wanted.enumerated() {
                for lane in 0..<3 where operands[Int(value)][lane] >= 0 {
                    let operand = position[Int(operands[Int(value)][lane])]
                    guard operand >= 0 else { continue }
                    missing[i] += 1
                    ranges[Int(operand) + 1] += 1
                }
            }
            for i in wanted.indices { ranges[i + 1] += ranges[i] }
            var list = [Int32](repeating: 0, count: Int(ranges[wanted.count]))
            var place = ranges
            for (i, value) in wanted.enumerated() {
                for lane in 0..<3 where operands[Int(value)][lane] >= 0 {
                    let operand = position[Int(operands[Int(value)][lane])]
                    guard operand >= 0 else { continue }
                    list[Int(place[Int(operand)])] = Int32(i)
                    place[Int(operand)] += 1
                }
            }
            self.missing = missing
            self.list = list
            self.ranges = ranges
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
        case .call: 100
        default: 1
        }
    }
}
