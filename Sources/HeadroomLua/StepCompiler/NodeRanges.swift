import Engine

/// Bounds of the values of nodes: what every path keeps to.
struct NodeRanges {
    struct Range {
        var low: Double
        var high: Double
        /// Whether it may be NaN.
        var mayBeNaN: Bool

        static let any = Range(low: -.infinity, high: .infinity, mayBeNaN: true)
        static let finite = Range(low: -.infinity, high: .infinity, mayBeNaN: false)
        var isBounded: Bool { low.isFinite && high.isFinite && !mayBeNaN }
    }

    private var known: [Int32: Range] = [:]

    mutating func range(of node: Graph.Node, in graph: Graph) -> Range { range(node.index, graph, depth: 0) }

    private mutating func range(_ index: Int32, _ graph: Graph, depth: Int) -> Range {
        if let range = known[index] { return range }
        // Deep expressions are known piece by piece, as they were asked about while they grew.
        guard depth < 64 else { return .any }
        let range = derived(graph.records[Int(index)], index, graph, depth + 1)
        known[index] = range
        return range
    }

    private mutating func derived(_ record: NodeRecord, _ index: Int32, _ graph: Graph, _ depth: Int) -> Range {
        func operand(_ i: Int32, _ ranges: inout NodeRanges) -> Range { ranges.range(i, graph, depth: depth) }
        switch record.opcode {
        case .constant: return of([record.constant])
        case .column: return of(graph.tables.columns[Int(record.a)])
        case .gather: return of(graph.tables.columns[Int(record.c)])
        case .uniform, .stepUniform: return Range(low: 0, high: 1, mayBeNaN: false)
        // What is stored is finite; so is what a history holds.
        case .state: return .finite
        case .select:
            let (a, b) = (operand(record.b, &self), operand(record.c, &self))
            return Range(low: min(a.low, b.low), high: max(a.high, b.high), mayBeNaN: a.mayBeNaN || b.mayBeNaN)
        default: break
        }
        if let op = record.opcode.unaryOperation { return unary(op, operand(record.a, &self)) }
        if let op = record.opcode.binaryOperation {
            return binary(op, operand(record.a, &self), operand(record.b, &self))
        }
        return .any
    }

    private func of(_ values: [Double]) -> Range {
        Range(
            low: values.filter { !$0.isNaN }.min() ?? -.infinity, high: values.filter { !$0.isNaN }.max() ?? .infinity,
            mayBeNaN: values.contains { $0.isNaN })
    }

    private func unary(_ op: UnaryOperation, _ a: Range) -> Range {
        switch op {
        case .negate: Range(low: -a.high, high: -a.low, mayBeNaN: a.mayBeNaN)
        case .absolute:
            Range(low: a.low >= 0 ? a.low : a.high <= 0 ? -a.high : 0, high: max(-a.low, a.high), mayBeNaN: a.mayBeNaN)
        case .floor, .ceil:
            Range(low: a.low.rounded(.down), high: a.high.rounded(.up), mayBeNaN: a.mayBeNaN)
        case .exp: Range(low: 0, high: .infinity, mayBeNaN: a.mayBeNaN)
        case .squareRoot: Range(low: 0, high: .infinity, mayBeNaN: a.mayBeNaN || a.low < 0)
        case .normalCDF: Range(low: 0, high: 1, mayBeNaN: a.mayBeNaN)
        case .not: Range(low: 0, high: 1, mayBeNaN: false)
        default: .any
        }
    }

    private func binary(_ op: BinaryOperation, _ a: Range, _ b: Range) -> Range {
        if op.isBoolean { return Range(low: 0, high: 1, mayBeNaN: false) }
        switch op {
        case .minimum:
            return Range(low: min(a.low, b.low), high: a.mayBeNaN ? .infinity : b.mayBeNaN ? a.high : min(a.high, b.high), mayBeNaN: a.mayBeNaN)
        case .maximum:
            return Range(low: a.mayBeNaN ? -.infinity : b.mayBeNaN ? a.low : max(a.low, b.low), high: max(a.high, b.high), mayBeNaN: a.mayBeNaN)
        case .add where a.isBounded && b.isBounded: return corners([a.low + b.low, a.high + b.high])
        case .subtract where a.isBounded && b.isBounded: return corners([a.low - b.high, a.high - b.low])
        case .multiply where a.isBounded && b.isBounded:
            return corners([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high])
        default: return .any
        }
    }

    /// Rounding is monotone, so the rounded corners bound every rounded value between.
    private func corners(_ values: [Double]) -> Range {
        guard let low = values.min(), let high = values.max(), low.isFinite, high.isFinite else { return .any }
        return Range(low: low, high: high, mayBeNaN: false)
    }
}
