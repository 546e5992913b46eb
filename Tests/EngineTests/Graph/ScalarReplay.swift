import Engine

/// The value of a node by walking the graph with scalar operations, for given values of the streams.
func replay(_ graph: Graph, _ node: Graph.Node, streams: [Double]) -> Double {
    var values = [Double](repeating: .nan, count: graph.count)
    for index in graph.records.reachable(from: [node.index]) {
        let record = graph.records[Int(index)]
        func operand(_ i: Int32) -> Double { values[Int(i)] }
        let value: Double
        switch record.opcode {
        case .constant: value = record.constant
        case .uniform: value = streams[Int(record.a)]
        case .select: value = operand(record.a) != 0 ? operand(record.b) : operand(record.c)
        default:
            if let op = record.opcode.unaryOperation {
                value = ScalarOperations.evaluate(op, operand(record.a))
            } else {
                value = ScalarOperations.evaluate(
                    record.opcode.binaryOperation!, operand(record.a), operand(record.b))
            }
        }
        values[Int(index)] = value
    }
    return values[Int(node.index)]
}

/// Equal bits, all NaNs being one.
func isSame(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

/// A uniform variable as a bare stream: its value is whatever `replay` is given.
func bareStream(_ graph: Graph, _ name: String) throws -> Graph.Node {
    graph.variate(try graph.declare(name, isNamed: true, .uniform(min: 0, max: 1)))
}

/// Numbers at which identities break.
let specialNumbers: [Double] = [
    0, -0.0, 1, -1, 2, -2, 0.5, 3, -7.25, 1e-3, .pi, 1e308, -1e308, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
    .leastNormalMagnitude, .infinity, -.infinity, .nan,
]
