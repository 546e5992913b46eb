/// What a simulation found, output by output.
public struct SimulationResult: Sendable {
    package let simulation: Simulation
    private let estimates: [Estimate]
    /// The goals of `until` that all trials did not reach.
    public internal(set) var shortfalls: [Simulation.Shortfall] = []

    public var trials: Int { simulation.options.trials }
    public var seed: UInt64 { simulation.options.seed }
    /// What has run the plan, and why.
    public var backend: BackendReport { simulation.executor().report }
    public var planHash: UInt64 { simulation.planHash }
    /// The outputs in the order in which they were asked for.
    public var names: [String] { simulation.names }

    public subscript(name: String) -> Estimate? {
        simulation.names.firstIndex(of: name).map { estimates[$0] }
    }

    /// The result of parts that together cover all chunks, in any order: bit for bit that of one run.
    ///
    /// - Throws: `.differentPlans`, `.overlappingChunks`, `.missingChunks`, `.nonFinite`; `.cancelled` in the pass that
    ///   narrows quantiles.
    public static func merged(
        _ parts: [PartialResult], progress: ((Simulation.Progress) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(SimulationError) -> SimulationResult {
        guard var whole = parts.first else { throw .missingChunks(0..<1) }
        for part in parts.dropFirst() { whole = try whole.merged(with: part) }
        if let gap = whole.firstGap { throw .missingChunks(gap) }
        for output in whole.tallies.indices where whole.tallies[output].nonFiniteCount > 0 {
            throw .nonFinite(whole.simulation.diagnose(output, whole.tallies[output]))
        }
        let simulation = whole.simulation
        let moments = whole.tree.total!
        var distributions = distributions(of: whole, moments)
        try simulation.narrow(&distributions, progress, isCancelled)
        return SimulationResult(
            simulation: simulation, estimates: estimates(of: whole, moments, distributions))
    }

    /// The values of outputs on the first paths, one column per name; booleans as 1 and 0. Repeats those paths.
    public func samples(of names: [String], first count: Int) throws(SimulationError) -> [[Double]] {
        var nodes: [Int32] = []
        for name in names { nodes.append(simulation.outputs[try simulation.index(of: name)]) }
        let count = max(0, min(count, trials))
        guard count > 0, !nodes.isEmpty else { return names.map { _ in [] } }
        let program = simulation.program(of: nodes)
        return ColumnSink.columns(simulation.executor(program), first: count)
    }

    /// How each variable behind an output moves it: see `Driver`.
    public func drivers(of name: String) throws(SimulationError) -> [Driver] {
        simulation.drivers(of: try simulation.index(of: name))
    }
}
