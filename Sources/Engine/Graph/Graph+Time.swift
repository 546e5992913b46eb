/// The leaves of models through time. What they mean stands in `TimeModel`.
extension Graph {
    /// A number (or a truth value, 1 or 0) for each step, from step 1 on; a constant where all are the same.
    ///
    /// Operations on columns and constants fold at once, entry by entry.
    package func column(_ values: [Double], _ kind: Kind = .number) -> Node {
        precondition(!values.isEmpty, "a column has an entry for each step")
        if values.dropFirst().allSatisfy({ $0.bitPattern == values[0].bitPattern }) {
            return kind == .boolean ? constant(values[0] != 0) : constant(values[0])
        }
        return intern(NodeRecord(.column, kind, tables.insert(column: values)))
    }

    /// The entries of a column, nil for any other node.
    package func columnValues(of node: Node) -> [Double]? {
        let record = records[Int(node.index)]
        return record.opcode == .column ? tables.columns[Int(record.a)] : nil
    }

    /// The value, at the beginning of a step, of a state that nothing else uses.
    package func makeState(_ kind: Kind) -> Node {
        timeLeaves.states += 1
        return intern(NodeRecord(.state, kind, timeLeaves.states - 1))
    }

    /// The uniform of a stream in each step. Streams of one name are one stream.
    package func stepUniform(_ stream: String) -> Node {
        let index: Int32
        if let known = timeLeaves.streams[stream] {
            index = known
        } else {
            index = randomness.addStream(stream)
            timeLeaves.streams[stream] = index
        }
        return intern(NodeRecord(.stepUniform, .number, index))
    }

    /// The uniform of a stream before the first step.
    package func startUniform(_ stream: String) -> Node {
        uniform(records[Int(stepUniform(stream).index)].a)
    }

    /// A new history: a memory of one value per step.
    package func makeHistory() -> History {
        timeLeaves.histories += 1
        return History(number: timeLeaves.histories - 1)
    }

    /// What `history` was given `lag` steps ago, 1 or more; before that many steps, no meaning.
    package func value(of history: History, lag: Int) -> Node {
        precondition(lag >= 1, "the current value is not in the history yet")
        return intern(NodeRecord(.history, .number, history.number, 0, Int32(lag)))
    }

    /// The sum of `newest` and the `count - 1` values before, oldest first; before `count` steps, no meaning.
    package func trailingSum(of history: History, newest: Node, count: Int) -> Node {
        precondition(count >= 1, "a sum has at least one term")
        if count == 1 { return newest }
        return intern(NodeRecord(.trailing, .number, newest.index, Int32(count), history.number))
    }

    /// `values[index]`, counted from 1; the nearest entry where `index` is none of 1, 2, … .
    package func gather(_ index: Node, _ values: [Double], _ kind: Kind = .number) -> Node {
        precondition(!values.isEmpty, "nothing to choose from")
        func entry(_ k: Double) -> Double { values[Int(max(1, min(k.isNaN ? 1 : k, Double(values.count)))) - 1] }
        if let k = constantValue(of: index) {
            return kind == .boolean ? constant(entry(k) != 0) : constant(entry(k))
        }
        if let steps = columnValues(of: index) { return column(steps.map(entry), kind) }
        return intern(NodeRecord(.gather, kind, index.index, 0, tables.insert(column: values)))
    }

    /// The entries of operands that are all columns or constants, at least one a column; else nil.
    func foldedColumns(_ a: NodeRecord, _ b: NodeRecord) -> [(Double, Double)]? {
        guard let count = columnCount([a, b]) else { return nil }
        return (0..<count).map { (entry(a, $0), entry(b, $0)) }
    }

    func foldedColumns(_ a: NodeRecord, _ b: NodeRecord, _ c: NodeRecord) -> [(Double, Double, Double)]? {
        guard let count = columnCount([a, b, c]) else { return nil }
        return (0..<count).map { (entry(a, $0), entry(b, $0), entry(c, $0)) }
    }

    private func columnCount(_ operands: [NodeRecord]) -> Int? {
        var count: Int?
        for operand in operands {
            if operand.opcode == .constant { continue }
            guard operand.opcode == .column else { return nil }
            let mine = tables.columns[Int(operand.a)].count
            precondition(count == nil || count == mine, "columns of one model have one length")
            count = mine
        }
        return count
    }

    private func entry(_ operand: NodeRecord, _ step: Int) -> Double {
        operand.opcode == .constant ? operand.constant : tables.columns[Int(operand.a)][step]
    }
}

/// A memory of one value per step, as long as the longest look back.
package struct History: Hashable, Sendable {
    package let number: Int32
}

/// How many leaves of time a graph has made.
struct TimeLeaves {
    var states: Int32 = 0
    var histories: Int32 = 0
    var streams: [String: Int32] = [:]
}
