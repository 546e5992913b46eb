/// A graph as it was at one moment, free to cross threads. Taking it copies nothing until the graph grows again.
package struct GraphSnapshot: Sendable {
    package let records: [NodeRecord]
    package let streams: [String]
    package let quantileTables: [QuantileTable]
    package let stepTables: [StepTable]
    package let triangulars: [TriangularRecipe]
    /// By the `a` of a column and the `c` of a gathering.
    package let columns: [[Double]]
    package let randomness: Randomness

    package init(_ graph: Graph) {
        records = graph.records
        streams = graph.randomness.streams
        quantileTables = graph.tables.quantiles
        stepTables = graph.tables.steps
        triangulars = graph.tables.triangulars
        columns = graph.tables.columns
        randomness = graph.randomness
    }
}

extension GraphSnapshot {
    /// A hash of what some outputs mean: equal in every process and for every way to have built the graph around them.
    ///
    /// Nodes are numbered in the order in which a walk from the outputs finishes them, so unused nodes and the indices
    /// of the arena do not matter.
    ///
    /// - Parameter places: numbers of the states and histories of a model through time, in its own order.
    package func canonicalHash(outputs: [Int32], places: TimePlaces = TimePlaces()) -> UInt64 {
        var hash = StableHash()
        var number = [Int32](repeating: -1, count: records.count)
        var next: Int32 = 0
        var stack: [(index: Int32, isExpanded: Bool)] = []
        for output in outputs {
            stack.append((output, false))
            while let (index, isExpanded) = stack.popLast() {
                if number[Int(index)] >= 0 { continue }
                let record = records[Int(index)]
                let operands = [record.a, record.b, record.c].prefix(record.operandCount)
                guard isExpanded else {
                    stack.append((index, true))
                    for operand in operands.reversed() where number[Int(operand)] < 0 { stack.append((operand, false)) }
                    continue
                }
                add(record, operands.map { number[Int($0)] }, places, to: &hash)
                number[Int(index)] = next
                next += 1
            }
            hash.add(UInt64(UInt32(bitPattern: number[Int(output)])))
        }
        return hash.value
    }

    private func add(
        _ record: NodeRecord, _ operands: [Int32], _ places: TimePlaces, to hash: inout StableHash
    ) {
        hash.add(UInt64(record.opcode.rawValue) << 8 | UInt64(record.kind.rawValue))
        for operand in operands { hash.add(UInt64(UInt32(bitPattern: operand))) }
        switch record.opcode {
        case .constant: hash.add(record.constant.bitPattern)
        case .uniform, .stepUniform: hash.add(streams[Int(record.a)])
        case .state: hash.add(UInt64(bitPattern: Int64(places.states[record.a] ?? -1)))
        case .history, .trailing:
            let id = record.opcode == .history ? record.a : record.c
            hash.add(UInt64(bitPattern: Int64(places.histories[id] ?? -1)))
            hash.add(UInt64(UInt32(bitPattern: record.opcode == .history ? record.c : record.b)))
        case .column, .gather:
            let values = columns[Int(record.opcode == .column ? record.a : record.c)]
            hash.add(UInt64(values.count))
            for x in values { hash.add(x.bitPattern) }
        case .table: hash.add(quantileTables[Int(record.c)].key)
        case .triangular:
            let shape = triangulars[Int(record.c)]
            for x in [shape.minimum, shape.maximum, shape.split, shape.lower, shape.upper] { hash.add(x.bitPattern) }
        case .steps:
            let table = stepTables[Int(record.c)]
            hash.add(UInt64(table.values.count))
            for x in table.cumulative { hash.add(x.bitPattern) }
            for x in table.values { hash.add(x.bitPattern) }
        default: break
        }
    }
}

/// The positions of a model's states and histories among its own, by their numbers in the graph.
package struct TimePlaces: Sendable {
    package var states: [Int32: Int] = [:]
    package var histories: [Int32: Int] = [:]

    package init() {}
}
