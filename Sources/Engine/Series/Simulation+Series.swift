import Synchronization

/// Questions that repeat a run. The draws are the same, as they are functions of seed, name, path and step.
extension Simulation {
    package typealias Report = (Progress) -> Void

    /// The distributions of series of a model at some steps.
    ///
    /// - Parameter steps: ascending, from 1 on.
    /// - Throws: `.pathFault`, `.cancelled`.
    package func series(
        _ series: [TimeModel.Series], at steps: [Int], progress: Report? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> SeriesResult {
        let executor = seriesExecutor(series, at: steps, outputs: [])
        let scales = seriesScales(executor)
        let sinks = try repeated(executor, progress, isCancelled) {
            SeriesSink(scales: scales, records: steps.count, instructionSet: executor.instructionSet)
        }
        return SeriesResult.merged(sinks.map { $0.take() }, steps: steps)
    }

    /// What happens to limits, and the distributions of their rooms at some steps.
    ///
    /// - Precondition: the outputs are, for each of `limits` limits, the step of its first breach, then for each its
    ///   readings, then for each how often it was not applicable.
    package func limits(
        _ limits: Int, rooms: [TimeModel.Series], at steps: [Int], progress: Report? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> LimitResult {
        precondition(limits > 0 && outputs.count >= 3 * limits, "three outputs for each limit")
        let executor = seriesExecutor(rooms, at: steps, outputs: Array(outputs[..<(3 * limits)]))
        let scales = seriesScales(executor)
        let sinks = try repeated(executor, progress, isCancelled) {
            LimitSink(
                limits: limits, steps: model?.steps ?? 0,
                series: SeriesSink(scales: scales, records: steps.count, instructionSet: executor.instructionSet))
        }
        return LimitResult.merged(sinks.map { $0.take() }, steps: steps)
    }

    /// The moments of every output, truth values counting as 1 and 0.
    package func moments(progress: Report? = nil, isCancelled: (() -> Bool)? = nil) throws(SimulationError) -> [Moments] {
        let executor = self.executor()
        let shared = MomentsSink.SharedTree()
        _ = try repeated(executor, progress, isCancelled) {
            MomentsSink(outputs: outputs.count, instructionSet: executor.instructionSet, shared: shared)
        }
        return shared.tree.withLock { $0.total } ?? []
    }

    /// The values of all outputs on the first paths, a column for each.
    package func columns(first count: Int) -> [[Double]] {
        ColumnSink.columns(executor(), first: min(count, options.trials))
    }

    private func repeated<Sink: BlockSink>(
        _ executor: Executor, _ progress: Report?, _ isCancelled: (() -> Bool)?, _ makeSink: () -> Sink
    ) throws(SimulationError) -> [Sink] {
        let sinks = executor.run(
            chunks: 0..<chunkCount, makeSink: makeSink,
            continuation: continuation(.running, 0..<chunkCount, progress, isCancelled))
        if let fault = executor.fault { throw .pathFault(fault) }
        guard let sinks else { throw .cancelled }
        return sinks
    }

    private func seriesExecutor(_ series: [TimeModel.Series], at steps: [Int], outputs: [Int32]) -> Executor {
        guard var model else { preconditionFailure("series belong to models") }
        model.series = series
        model.recordedSteps = steps
        return executor(Program(graph, model: model, outputs: outputs))
    }

    /// Buckets from the first paths; the same for every number of threads.
    private func seriesScales(_ executor: Executor) -> [SketchScale?] {
        guard let loop = executor.program.loop else { return [] }
        let (series, records) = (loop.seriesKinds.count, loop.recordCount)
        let first = Executor(
            program: executor.program, seed: executor.seed, trials: min(options.trials, SeriesPilot.paths), threads: 1,
            instructionSet: executor.instructionSet, backend: executor.backend)
        let pilot = first.run(chunks: 0..<1, makeSink: { SeriesPilot(series: series, records: records) })?.first
        return (pilot ?? SeriesPilot(series: series, records: records)).scales(kinds: loop.seriesKinds, trials: options.trials)
    }
}

extension Simulation {
    /// The variables whose values a model or its outputs use, each with a node that is its value.
    package var variables: [(variable: Variable, node: Graph.Node)] { Simulation.variables(graph, outputs, model) }

    /// A name that two of the variables have.
    static func nameOfTwoVersions(_ graph: GraphSnapshot, _ outputs: [Int32], _ model: TimeModel?) -> String? {
        guard graph.randomness.hasVersions else { return nil }
        var known: Set<String> = []
        return variables(graph, outputs, model).first { !known.insert($0.variable.name).inserted }?.variable.name
    }

    private static func variables(
        _ graph: GraphSnapshot, _ outputs: [Int32], _ model: TimeModel?
    ) -> [(variable: Variable, node: Graph.Node)] {
        var roots = outputs
        if let model {
            roots += model.states.flatMap { [$0.initial.index, $0.next.index] }
            roots += model.histories.flatMap { [$0.pushed.index] + ($0.initial.map { [$0.index] } ?? []) }
        }
        var found: [Int32: Int32] = [:]
        for root in roots {
            for (variable, node) in graph.variates(below: root) { found[variable.index] = min(found[variable.index] ?? node, node) }
        }
        return found.sorted { $0.key < $1.key }.map { (graph.randomness.variables[Int($0.key)], Graph.Node(index: $0.value)) }
    }
}
