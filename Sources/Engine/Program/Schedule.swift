/// The order in which lowered nodes are computed, chosen to keep few values alive.
///
/// A walk from each effect visits first the operand that needs more registers (Sethi and Ullman's numbers, taking the
/// graph for a tree), so a value is computed shortly before it is used. Each effect comes as soon as its operands are
/// known, so that they give their registers back.
struct Schedule {
    enum Event {
        case compute(Int32)
        case effect(Effect)
    }

    private(set) var events: [Event] = []

    /// - Parameter needed: ascending; what `effects` depend on, without what is kept in registers of its own.
    init(_ steps: [Lowering.Step?], needed: [Int32], effects: [Effect]) {
        let need = Schedule.registerNeeds(steps, needed)
        // What is not lowered is there already.
        var isDone = steps.map { $0 == nil }
        var stack: [(node: Int32, isExpanded: Bool)] = []
        for effect in effects {
            for root in effect.roots.reversed() { stack.append((root, false)) }
            while let (node, isExpanded) = stack.popLast() {
                if isDone[Int(node)] { continue }
                if isExpanded {
                    isDone[Int(node)] = true
                    events.append(.compute(node))
                    continue
                }
                stack.append((node, true))
                let operands = steps[Int(node)]!.operands
                var pending: [Int32] = []
                for lane in 0..<4 where operands[lane] >= 0 && !isDone[Int(operands[lane])] {
                    pending.append(operands[lane])
                }
                // The last one pushed is visited first: the neediest, the first of equals.
                for i in pending.indices.dropFirst() {
                    var j = i
                    while j > 0 && need[Int(pending[j - 1])] >= need[Int(pending[j])] {
                        pending.swapAt(j - 1, j)
                        j -= 1
                    }
                }
                for operand in pending { stack.append((operand, false)) }
            }
            events.append(.effect(effect))
        }
    }

    private static func registerNeeds(_ steps: [Lowering.Step?], _ needed: [Int32]) -> [Int32] {
        var need = [Int32](repeating: 0, count: steps.count)
        for node in needed {
            guard let step = steps[Int(node)] else { continue }
            var operands: [Int32] = []
            for lane in 0..<4 where step.operands[lane] >= 0 { operands.append(need[Int(step.operands[lane])]) }
            operands.sort(by: >)
            var most: Int32 = 1
            for (position, value) in operands.enumerated() { most = max(most, value + Int32(position)) }
            need[Int(node)] = most
        }
        return need
    }
}
