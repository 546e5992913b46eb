extension Simulation {
    /// Replays the first bad path of an output with every operation kept, and names the one where it begins.
    func diagnose(_ output: Int, _ tally: PartialResult.Tally) -> NonFiniteOutput {
        let path = tally.firstNonFinite
        let root = outputs[output]
        let nodes = graph.records.reachable(from: [root]).filter { graph.records[Int($0)].opcode != .constant }
        let values = self.values(of: nodes, onPath: path)
        var report = NonFiniteOutput(
            output: names[output], path: path, value: values[root] ?? .nan, count: tally.nonFiniteCount,
            trials: tally.count, culprit: nil)
        for node in nodes where !values[node]!.isFinite {
            let record = graph.records[Int(node)]
            let operands = [record.a, record.b, record.c].prefix(record.operandCount).map { operand in
                values[operand] ?? graph.records[Int(operand)].constant
            }
            guard operands.allSatisfy(\.isFinite) || node == nodes.last else { continue }
            report.culprit = .init(
                operation: record.opcode.name, operands: operands, result: values[node]!, variable: owner(of: node),
                node: Graph.Node(index: node))
            break
        }
        return report
    }

    /// The values of nodes on one path.
    private func values(of nodes: [Int32], onPath path: Int) -> [Int32: Double] {
        var values: [Int32: Double] = [:]
        // A bounded number at a time: each needs a column.
        for first in stride(from: 0, to: nodes.count, by: 256) {
            let some = Array(nodes[first..<min(first + 256, nodes.count)])
            let sink = LaneSink(outputs: some.count, path: path)
            let program = self.program(of: some)
            let chunk = path / SimulationSize.chunk
            _ = executor(program).run(chunks: chunk..<chunk + 1, makeSink: { sink })
            for (i, node) in some.enumerated() { values[node] = sink.values[i] }
        }
        return values
    }

    /// The variable to whose value a node belongs: one whose value node depends on it and which no other shares.
    private func owner(of node: Int32) -> String? {
        var owner: Variable.ID?
        for (variate, owners) in graph.randomness.owners {
            guard variate >= node, graph.records.reachable(from: [variate]).contains(node) else { continue }
            for candidate in owners where owner.map({ candidate < $0 }) ?? true { owner = candidate }
        }
        return owner.map { graph.randomness.variables[Int($0.index)].name }
    }
}

/// Keeps what every output is on one path.
private final class LaneSink: BlockSink {
    private let path: Int
    private(set) var values: [Double]

    init(outputs: Int, path: Int) {
        self.path = path
        values = [Double](repeating: 0, count: outputs)
    }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        if path >= firstPath && path < firstPath + count { self.values[output] = values[path - firstPath] }
    }

    func finish(chunk: Int) {}
}

extension Opcode {
    /// A word for messages.
    package var name: String {
        switch self {
        case .constant: "constant"
        case .uniform, .stepUniform: "uniform"
        case .state: "state"
        case .column: "column"
        case .history: "lag"
        case .trailing: "trailing"
        case .gather: "index"
        case .table, .steps, .triangular: "table"
        case .select: "where"
        default: unaryOperation.map { "\($0)" } ?? binaryOperation.map { "\($0)" } ?? "operation"
        }
    }
}
