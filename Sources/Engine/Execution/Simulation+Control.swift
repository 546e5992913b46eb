extension Simulation {
    /// A quantity whose mean is known and which moves with an output.
    public struct Control: Sendable {
        public var output: String
        public var variate: Graph.Node
        public var mean: Double

        public init(_ output: String, variate: Graph.Node, mean: Double) {
            self.output = output
            self.variate = variate
            self.mean = mean
        }
    }

    /// Paths from which a control's coefficient is estimated.
    static let controlPaths = SimulationSize.chunk

    /// The outputs with an adjusted node for each control: y - b·(x - E x), whose mean is that of y, whatever b is.
    ///
    /// The coefficient b = cov(x, y)/var(x) is estimated from 8,192 paths of other draws (the seed with one bit flipped), so
    /// that it is a constant of the run itself: mean and standard error stay unbiased and there is nothing to correct
    /// (Glasserman 2004, section 4.1). With a coefficient from so many paths the variance is within 1/8,192 of the best.
    /// - Throws: `.uselessControl` if the variate is the same on all of these paths or not finite on some.
    public static func controlled(
        _ graph: Graph, _ outputs: [Output], by controls: [Control], options: Options
    ) throws(SimulationError) -> [Output] {
        var outputs = outputs
        for control in controls {
            guard let place = outputs.firstIndex(where: { $0.name == control.output }) else {
                throw .unknownOutput(name: control.output, outputs: outputs.map(\.name))
            }
            precondition(graph.kind(of: outputs[place].node) == .number, "a control is for an amount")
            let y = outputs[place].node
            guard let b = coefficient(graph, y, control.variate, options) else {
                throw .uselessControl(output: control.output)
            }
            let distance = graph.apply(.subtract, control.variate, graph.constant(control.mean))
            outputs[place].adjusted = graph.apply(.subtract, y, graph.apply(.multiply, distance, graph.constant(b)))
        }
        return outputs
    }

    /// nil where the control can't be used.
    private static func coefficient(
        _ graph: Graph, _ y: Graph.Node, _ x: Graph.Node, _ options: Options
    ) -> Double? {
        let snapshot = GraphSnapshot(graph)
        let executor = Executor(
            program: Program(snapshot, outputs: [y.index, x.index]), seed: options.seed ^ 1 << 63, trials: controlPaths,
            threads: 1, instructionSet: options.instructionSet ?? .best, backend: options.backend)
        let columns = ColumnSink.columns(executor, first: controlPaths)
        let count = Double(controlPaths)
        let meanY = columns[0].reduce(0) { $0 + $1 / count }
        let meanX = columns[1].reduce(0) { $0 + $1 / count }
        var xy = 0.0
        var xx = 0.0
        for i in 0..<controlPaths {
            xy += (columns[0][i] - meanY) * (columns[1][i] - meanX)
            xx += (columns[1][i] - meanX) * (columns[1][i] - meanX)
        }
        guard xx > 0, xx.isFinite else { return nil }
        let b = xy / xx
        // An output that is not finite is reported by the run itself, with path and operation.
        return b.isFinite ? b : 0
    }
}
