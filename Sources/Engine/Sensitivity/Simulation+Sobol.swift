extension Simulation {
    /// Sobol indices of an output from a design of its own, of independent draws whatever the plan's sampling is.
    ///
    /// - Returns: nil where they mean nothing: the output has a condition (on an event inputs depend on each other), does
    ///   not vary, or is not finite on some paths of the design.
    func sobolIndices(of output: Int) -> SobolIndices? {
        // Steps of time would be inputs of their own.
        guard conditionOfOutput[output] == nil, model == nil else { return nil }
        let program = Program(graph, outputs: [outputs[output]])
        let groups = independentGroups(of: program, below: outputs[output])
        guard !groups.isEmpty else { return nil }
        let paths = Simulation.designPaths(groups: groups.count)
        func values(redrawing streams: [Int32]) -> [Double] {
            let mixed = program.redrawing(streams)
            let executor = Executor(
                program: mixed, seed: options.seed, trials: paths, threads: self.executor().threads,
                instructionSet: self.executor().instructionSet)
            return ColumnSink.columns(executor, first: paths)[0]
        }
        let a = values(redrawing: [])
        let b = values(redrawing: program.usedStreams)
        guard let moments = SobolEstimator.moments(a, b) else { return nil }
        var found: [SobolIndices.Index] = []
        for group in groups {
            let mixed = values(redrawing: group.streams)
            guard let index = SobolEstimator.indices(a, b, mixed: mixed, moments) else { return nil }
            found.append(
                SobolIndices.Index(
                    variables: group.variables, names: group.names, first: index.first, firstError: index.firstError,
                    total: index.total, totalError: index.totalError))
        }
        return SobolIndices(groups: found, paths: paths, mean: moments.mean, variance: moments.variance)
    }

    /// At most about four million runs of a path: 65,536 pairs, fewer where there are more than 62 groups.
    private static func designPaths(groups: Int) -> Int {
        let affordable = (1 << 22) / (groups + 2) / SimulationSize.chunk * SimulationSize.chunk
        return min(max(affordable, SimulationSize.chunk), 65_536)
    }

    private struct IndependentGroup {
        var variables: [Variable.ID]
        var names: [String]
        var streams: [Int32]
    }

    /// The streams that a program reads, together where `correlate` ties their variables together.
    private func independentGroups(of program: Program, below root: Int32) -> [IndependentGroup] {
        let randomness = graph.randomness
        var groups: [(key: Int, group: IndependentGroup)] = []
        let used = graph.variates(below: root).map(\.variable)
        for stream in program.usedStreams {
            let owner = randomness.streamOfVariable.firstIndex(of: stream)
            let tied = owner.flatMap { randomness.variables[$0].group }
                ?? randomness.groups.firstIndex { $0.sharedStream == stream }
            // Groups, variables and streams of nobody in three ranges of keys.
            let key = tied ?? owner.map { $0 + 1 << 32 } ?? Int(stream) + 1 << 40
            if let place = groups.firstIndex(where: { $0.key == key }) {
                groups[place].group.streams.append(stream)
                continue
            }
            let members = tied.map { randomness.groups[$0].members } ?? owner.map { [randomness.variables[$0].id] } ?? []
            let variables = members.filter(used.contains)
            let names = variables.map { randomness.variables[Int($0.index)].name }
            groups.append(
                (
                    key,
                    IndependentGroup(
                        variables: variables, names: names.isEmpty ? [program.streams[Int(stream)]] : names,
                        streams: [stream])
                ))
        }
        return groups.map(\.group)
    }
}

extension Program {
    /// The same program with other draws in some streams.
    func redrawing(_ redrawn: [Int32]) -> Program {
        var mixed = self
        for stream in redrawn { mixed.streams[Int(stream)] += " drawn again" }
        return mixed
    }
}

extension SimulationResult {
    /// Sobol indices of an output; nil where they mean nothing: see `Simulation.sobolIndices`.
    public func sobolIndices(of name: String) throws(SimulationError) -> SobolIndices? {
        simulation.sobolIndices(of: try simulation.index(of: name))
    }
}
