import Synchronization

extension Simulation {
    /// Runs all paths. `options.chunks` must be nil.
    ///
    /// - Parameters:
    ///   - progress: called on the calling thread from time to time.
    ///   - isCancelled: asked on the calling thread between chunks (about every millisecond).
    /// - Throws: `.nonFinite` when an output is not finite on some path, `.cancelled`.
    public func run(
        progress: ((Progress) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> SimulationResult {
        precondition(options.chunks == nil, "run is for all chunks; runPart is for a shard")
        return try SimulationResult.merged(
            [runPart(progress: progress, isCancelled: isCancelled)],
            progress: progress, isCancelled: isCancelled)
    }

    /// Runs the chunks of `options.chunks` (all if nil) and returns what merges into a result.
    public func runPart(
        progress: ((Progress) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> PartialResult {
        try runPart(chunks: options.chunks ?? 0..<chunkCount, progress: progress, isCancelled: isCancelled)
    }

    func runPart(
        chunks: Range<Int>, progress: ((Progress) -> Void)?, isCancelled: (() -> Bool)?
    ) throws(SimulationError) -> PartialResult {
        let scales = pilotScales()
        let shared = StatisticsSink.SharedTree()
        let sharedReplicates = design?.layout.map { _ in ReplicateSink.SharedTrees() }
        let executor = self.executor()
        let sinks = executor.run(
            chunks: chunks,
            makeSink: {
                StatisticsSink(
                    scales: scales, gate: self.gate, design: design, instructionSet: executor.instructionSet,
                    shared: shared, sharedReplicates: sharedReplicates)
            },
            continuation: continuation(.running, chunks, progress, isCancelled))
        if let fault = executor.fault { throw .pathFault(fault) }
        guard let sinks else { throw .cancelled }
        var tallies = outputs.map { _ in PartialResult.Tally() }
        // Output by output, so that dense counters go as their counts come.
        for output in outputs.indices {
            for sink in sinks { tallies[output].add(sink.takeTally(output)) }
        }
        let tree = shared.tree.withLock { $0 }
        return PartialResult(simulation: self, chunks: [chunks], tree: tree, tallies: tallies,
            replicateTrees: sharedReplicates?.trees.withLock { $0 } ?? [])
    }

    /// The buckets of every numeric output, from the first chunk: the same for every shard.
    private func pilotScales() -> [SketchScale?] {
        let columns = ColumnSink.columns(executor(), first: min(options.trials, SimulationSize.chunk))
        return outputs.indices.map { output in
            let column = conditions.count + output
            guard program.outputKinds[column] == .number else { return nil }
            var pilot = columns[column]
            if let condition = conditionOfOutput[output] {
                let passing = pilot.indices.filter { columns[condition][$0] != 0 }
                // Of few paths or none the shape can't be told: then all paths of the chunk give the scale.
                if passing.count >= Simulation.fewestPilotPaths { pilot = passing.map { pilot[$0] } }
            }
            return SketchScale(pilot: pilot, trials: options.trials)
        }
    }

    /// How many paths of the first chunk must meet a condition to give the scale of what it governs.
    private static let fewestPilotPaths = 100

    /// Progress and cancellation between two chunks.
    func continuation(
        _ phase: Progress.Phase, _ chunks: Range<Int>, _ progress: ((Progress) -> Void)?, _ isCancelled: (() -> Bool)?
    ) -> Executor.Continuation? {
        guard progress != nil || isCancelled != nil else { return nil }
        let last = SimulationSize.paths(of: chunks.upperBound - 1, trials: options.trials).upperBound
        let paths = last - chunks.lowerBound * SimulationSize.chunk
        return { done in
            progress?(Progress(phase: phase, pathsDone: done, paths: paths))
            return !(isCancelled?() ?? false)
        }
    }
}
