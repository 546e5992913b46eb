extension Simulation {
    /// An accuracy to be reached.
    public struct Goal: Hashable, Sendable {
        public var output: String
        /// The standard error of the mean (of a truth value, of its probability) that is small enough.
        public var error: Double
        /// Whether `error` is a share of the mean's absolute value.
        public var isRelative: Bool

        public init(_ output: String, error: Double, isRelative: Bool) {
            self.output = output
            self.error = error
            self.isRelative = isRelative
        }

        /// The largest standard error that reaches the goal.
        func limit(_ estimate: Estimate) -> Double { isRelative ? error * abs(estimate.mean) : error }

        func isReached(_ estimate: Estimate) -> Bool { estimate.standardError <= limit(estimate) }
    }

    /// A goal that all trials did not reach.
    public struct Shortfall: Hashable, Sendable {
        public var goal: Goal
        /// The standard error reached, and the one that would have been small enough.
        public var reached: Double
        public var wanted: Double
    }

    /// Runs until every goal is reached, at most `options.trials` paths; see `SimulationResult.shortfalls`.
    ///
    /// Errors are looked at after 2, 3, 4, 6, 8, 12 … chunks of 8,192 paths, with replicates after 16, 32, 64 …: for a given
    /// plan the stops are always the same, and so is the result. The error at which a run stops is a little smaller than a
    /// fresh run of that length would give on average, as a low one stops it; with so few looks by about a per cent.
    /// - Precondition: not for Latin hypercubes, whose strata are laid out for all trials.
    public func run(
        until goals: [Goal], progress: ((Progress) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> SimulationResult {
        precondition(options.sampling != .latin, "a Latin hypercube can't be continued")
        let places = try goals.map { (goal) throws(SimulationError) in (goal, try index(of: goal.output)) }
        var whole: PartialResult?
        for stop in stops {
            let done = whole?.chunks.last?.upperBound ?? 0
            let paths = done * SimulationSize.chunk
            let part = try runPart(
                chunks: done..<stop,
                progress: progress.map { progress in
                    { progress(Progress(phase: $0.phase, pathsDone: paths + $0.pathsDone, paths: options.trials)) }
                }, isCancelled: isCancelled)
            let sum = try whole?.merged(with: part) ?? part
            whole = PartialResult(
                simulation: self, chunks: [0..<stop], tree: sum.tree, tallies: sum.tallies,
                replicateTrees: sum.replicateTrees)
            let shown = whole!.truncated()
            let moments = shown.tree.total!
            let estimates = SimulationResult.estimates(of: shown, moments, SimulationResult.distributions(of: shown, moments))
            let isBad = shown.tallies.contains { $0.nonFiniteCount > 0 }
            guard isBad || stop == chunkCount || places.allSatisfy({ $0.0.isReached(estimates[$0.1]) }) else { continue }
            var result = try SimulationResult.merged([shown], progress: progress, isCancelled: isCancelled)
            result.shortfalls = places.filter { !$0.0.isReached(estimates[$0.1]) }.map { goal, output in
                Shortfall(goal: goal, reached: estimates[output].standardError, wanted: goal.limit(estimates[output]))
            }
            return result
        }
        preconditionFailure("the last stop is the end")
    }

    /// After how many chunks errors are looked at.
    private var stops: [Int] {
        var stops: [Int] = []
        var size = options.sampling.hasReplicates ? ReplicateLayout.replicates : 2
        while size < chunkCount {
            stops.append(size)
            let between = size + size / 2
            if !options.sampling.hasReplicates, between < chunkCount { stops.append(between) }
            size *= 2
        }
        return stops + [chunkCount]
    }
}

extension PartialResult {
    /// The same as a whole: of a plan with as many trials as there are.
    fileprivate func truncated() -> PartialResult {
        PartialResult(
            simulation: simulation.truncated(toChunks: chunks.last!.upperBound), chunks: chunks, tree: tree,
            tallies: tallies, replicateTrees: replicateTrees)
    }
}
