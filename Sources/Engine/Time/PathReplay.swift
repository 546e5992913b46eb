internal import CKernels

/// One path of a model, computed one number at a time by the scalar versions of the very kernels: the same bits, and
/// every value of every step to look at.
package struct PathReplay {
    private let graph: GraphSnapshot
    private let model: TimeModel
    private let seed: UInt64
    private let path: Int
    /// What takes the place of independent uniforms in the run whose path this is.
    private let design: SamplingDesign?
    private var values: [Double]
    private var histories: [Int32: [Double]] = [:]
    private var step = 0
    /// Keys of streams that have been asked for.
    private var keys: [Int32: StreamKey] = [:]

    /// What a path was.
    package struct Record: Sendable {
        /// The values of the nodes asked for at the end of each step (before what the step stores), in order of steps.
        package var steps: [[Double]] = []
        /// The states at the end of each step, in the model's order.
        package var states: [[Double]] = []
        /// The states before the first step.
        package var initial: [Double] = []
        /// The last step that the path lived through.
        package var lastStep = 0
        /// The values of the nodes asked for at the end.
        package var final: [Double] = []
    }

    package init(
        _ graph: GraphSnapshot, _ model: TimeModel, seed: UInt64, path: Int, design: SamplingDesign? = nil
    ) {
        self.design = design
        self.graph = graph
        self.model = model
        self.seed = seed
        self.path = path
        values = [Double](repeating: .nan, count: graph.records.count)
    }

    /// Goes along the path.
    ///
    /// - Parameters:
    ///   - watched: nodes of a step whose values are kept.
    ///   - final: nodes that are computed at the end.
    ///   - isLate: called behind each step; true ends the path there.
    package mutating func run(
        watched: [Int32] = [], final: [Int32] = [], until isLate: (Int) -> Bool = { _ in false }
    ) -> Record {
        var record = Record()
        let leaves = model.states.map(\.leaf.index)
        let nodes = graph.records
        evaluate(nodes.reachable(from: model.states.map(\.initial.index) + model.histories.compactMap { $0.initial?.index }))
        let first = model.states.map { values[Int($0.initial.index)] }
        for use in model.histories { histories[use.history.number] = [use.initial.map { values[Int($0.index)] } ?? 0] }
        for (leaf, value) in zip(leaves, first) { values[Int(leaf)] = value }
        record.initial = first
        let body = nodes.reachable(
            from: model.states.map(\.next.index) + model.histories.map(\.pushed.index) + watched
        ).filter { nodes[Int($0)].opcode != .state }
        for step in 1...model.steps {
            self.step = step
            evaluate(body)
            record.steps.append(watched.map { values[Int($0)] })
            for use in model.histories { histories[use.history.number]!.append(values[Int(use.pushed.index)]) }
            let next = model.states.map { values[Int($0.next.index)] }
            for (leaf, value) in zip(leaves, next) { values[Int(leaf)] = value }
            record.states.append(next)
            record.lastStep = step
            if let alive = model.alive, values[Int(alive.index)] == 0 { break }
            if isLate(step) { break }
        }
        solveRates(record.lastStep)
        evaluate(nodes.reachable(from: final).filter { nodes[Int($0)].opcode != .state })
        record.final = final.map { values[Int($0)] }
        return record
    }

    /// The values of nodes that depend on no step.
    package mutating func outside(_ nodes: [Int32]) -> [Double] {
        evaluate(graph.records.reachable(from: nodes))
        return nodes.map { values[Int($0)] }
    }

    private mutating func evaluate(_ nodes: [Int32]) {
        for index in nodes { values[Int(index)] = value(of: graph.records[Int(index)]) }
    }

    private mutating func key(_ stream: Int32) -> StreamKey {
        if let known = keys[stream] { return known }
        let key = StreamKey(seed: seed, name: graph.streams[Int(stream)])
        keys[stream] = key
        return key
    }

    private mutating func value(of record: NodeRecord) -> Double {
        let a = record.operandCount > 0 ? values[Int(record.a)] : 0
        switch record.opcode {
        case .constant: return record.constant
        case .uniform: return uniform(record.a, step: 0)
        case .stepUniform: return uniform(record.a, step: step)
        case .column: return graph.columns[Int(record.a)][max(step, 1) - 1]
        case .history: return past(record.a, record.c)
        case .trailing:
            var sum = record.b > 1 ? past(record.c, record.b - 1) : a
            for lag in stride(from: record.b - 2, to: 0, by: -1) { sum = sum + past(record.c, lag) }
            return record.b > 1 ? sum + a : sum
        case .gather:
            let list = graph.columns[Int(record.c)]
            let k = a > 1 ? a : 1
            return list[Int(k < Double(list.count) ? k : Double(list.count)) - 1]
        case .table, .steps, .triangular: return lookup(record, a)
        case .select: return a != 0 ? values[Int(record.b)] : values[Int(record.c)]
        default:
            if let op = record.opcode.unaryOperation { return ScalarOperations.evaluate(op, a) }
            return ScalarOperations.evaluate(record.opcode.binaryOperation!, a, values[Int(record.b)])
        }
    }

    private mutating func uniform(_ stream: Int32, step: Int) -> Double {
        let key = key(stream)
        guard let design, Int(stream) < design.dimensionOfStream.count, design.covers(stream) else {
            return key.uniform(path: UInt64(path), step: UInt32(step))
        }
        // A design lays out whole blocks.
        let size = SimulationSize.block
        let first = path / size * size
        let block = UnsafeMutableRawPointer.allocate(byteCount: size * 8, alignment: 64).bindMemory(to: Double.self, capacity: size)
        defer { block.deallocate() }
        for lane in 0..<size { block[lane] = key.uniform(path: UInt64(first + lane), step: UInt32(step)) }
        design.fill(block, stream: stream, firstPath: first)
        return block[path - first]
    }

    private func past(_ history: Int32, _ lag: Int32) -> Double {
        let row = step - Int(lag)
        return row < 0 ? 0 : histories[history]![row]
    }

    private func lookup(_ record: NodeRecord, _ u: Double) -> Double {
        switch record.opcode {
        case .table:
            let table = graph.quantileTables[Int(record.c)]
            return table.coefficients.withUnsafeBufferPointer {
                var raw = hr_table(coefficients: $0.baseAddress!, subdivision: Int32(table.subdivision))
                return hr_table_eval(&raw, u)
            }
        case .steps:
            let table = graph.stepTables[Int(record.c)]
            let place = table.cumulative.firstIndex { u <= $0 } ?? table.values.count - 1
            return table.values[place]
        default:
            let shape = graph.triangulars[Int(record.c)]
            var raw = hr_triangular(
                minimum: shape.minimum, maximum: shape.maximum, split: shape.split, lower: shape.lower,
                upper: shape.upper)
            return hr_triangular_eval(&raw, u)
        }
    }

    /// Internal rates by the block kernel, of which all lanes but the first are idle.
    private mutating func solveRates(_ lastStep: Int) {
        for rate in model.rates {
            let flows = histories[rate.flows.number]!
            let rows = model.steps + 1
            let block = SimulationSize.block
            let memory = UnsafeMutableRawPointer.allocate(byteCount: (rows + 2) * block * 8 + rows * 64, alignment: 64)
                .bindMemory(to: Double.self, capacity: (rows + 2) * block + rows * 8)
            memory.initialize(repeating: 0, count: (rows + 2) * block + rows * 8)
            defer { memory.deallocate() }
            for (row, flow) in flows.enumerated() { memory[row * block] = flow }
            let results = memory + rows * block
            hr_kernels_for(hr_best_isa()).pointee.internal_rate(
                results, results + block, memory, Int32(rows), rate.bracket.lowerBound, rate.bracket.upperBound,
                results + 2 * block)
            values[Int(rate.logRate.index)] = results[0]
            values[Int(rate.status.index)] = results[block]
        }
    }
}
