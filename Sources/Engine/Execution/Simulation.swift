/// A plan to run a graph: outputs, trials and seed, lowered to a program and ready to cross threads.
///
/// Results are a function of (graph, outputs, seed, trials) alone: not of threads, of the split into chunks, or of the
/// instruction set.
public struct Simulation: Sendable {
    public struct Options: Sendable {
        /// How many paths, 1 … `trialLimit`.
        public var trials: Int
        public var seed: UInt64
        /// nil: as many as there are processors.
        public var threads: Int?
        /// nil: the best of this machine.
        public var instructionSet: InstructionSet?
        /// What runs the program; nil: machine code where it pays. The bits are the same.
        public var backend: Backend?
        /// For a shard: the chunks of 8,192 paths to run. nil: all.
        public var chunks: Range<Int>?
        public var trialLimit: Int
        /// How paths are chosen. Pairs make the trials even; replicates make them 16·2^k.
        public var sampling: Sampling

        public init(
            trials: Int, seed: UInt64, threads: Int? = nil, instructionSet: InstructionSet? = nil,
            backend: Backend? = nil, chunks: Range<Int>? = nil, trialLimit: Int = 10_000_000_000, sampling: Sampling = .random
        ) {
            self.sampling = sampling
            self.trials = trials
            self.seed = seed
            self.threads = threads
            self.instructionSet = instructionSet
            self.backend = backend
            self.chunks = chunks
            self.trialLimit = trialLimit
        }
    }

    /// What is asked for: a node, over all paths or over those on which a condition holds.
    public struct Output: Sendable {
        public var name: String
        public var node: Graph.Node
        /// A boolean node; only paths on which it is true count. nil: all paths.
        public var condition: Graph.Node?
        /// A node of the same mean and less variance, from which mean and standard error are taken: see `controlled`.
        public var adjusted: Graph.Node?

        public init(
            _ name: String, _ node: Graph.Node, where condition: Graph.Node? = nil, adjusted: Graph.Node? = nil
        ) {
            self.adjusted = adjusted
            self.name = name
            self.node = node
            self.condition = condition
        }
    }

    /// How far a run is.
    public struct Progress: Sendable {
        public enum Phase: Hashable, Sendable {
            /// All paths, once.
            case running
            /// The second pass, for quantiles that the first left too wide.
            case narrowing
        }
        public var phase: Phase
        public var pathsDone: Int
        public var paths: Int
    }

    public let names: [String]
    public private(set) var options: Options
    /// A hash of what is computed, of the seed and of the trials; the same in every process.
    public private(set) var planHash: UInt64

    package let graph: GraphSnapshot
    package let outputs: [Int32]
    /// The nodes that govern conditional outputs, each once. The program emits them before the outputs.
    package let conditions: [Int32]
    /// By output, the position of its condition in `conditions`.
    package let conditionOfOutput: [Int?]
    /// By name, the output from which its mean is taken: behind those that have names.
    package let adjustedOutput: [Int?]
    /// What takes the place of independent uniforms; nil: nothing.
    package let design: SamplingDesign?
    package let program: Program

    /// The model through time whose states the outputs read at its end, if there is one.
    package let model: TimeModel?

    /// Lowers the outputs, all of them over all paths.
    public init(
        _ graph: Graph, outputs: [(name: String, node: Graph.Node)], options: Options
    ) throws(SimulationError) {
        try self.init(graph, asking: outputs.map { Output($0.name, $0.node) }, options: options)
    }

    /// Lowers the outputs and their conditions.
    ///
    /// - Precondition: conditions are boolean nodes.
    public init(_ graph: Graph, asking outputs: [Output], options: Options) throws(SimulationError) {
        try self.init(graph, model: nil, asking: outputs, options: options, like: nil)
    }

    /// Lowers a model through time, and the outputs that are asked at its end.
    package init(
        _ graph: Graph, model: TimeModel?, asking outputs: [Output], options: Options
    ) throws(SimulationError) {
        try self.init(graph, model: model, asking: outputs, options: options, like: nil)
    }

    /// Lowers a model through time, and outputs over all paths.
    package init(
        _ graph: Graph, model: TimeModel?, outputs: [(name: String, node: Graph.Node)], options: Options
    ) throws(SimulationError) {
        try self.init(
            graph, model: model, asking: outputs.map { Output($0.name, $0.node) }, options: options, like: nil)
    }

    /// - Parameter original: a plan whose draws this one repeats, whatever else it needs.
    init(
        _ graph: Graph, model: TimeModel? = nil, asking outputs: [Output], options: Options, like original: Simulation?
    ) throws(SimulationError) {
        guard !outputs.isEmpty else { throw .noOutputs }
        guard options.trials > 0 else { throw .zeroTrials(options.trials) }
        guard options.trials <= options.trialLimit else {
            throw .tooManyTrials(options.trials, limit: options.trialLimit)
        }
        var known: Set<String> = []
        for output in outputs where !known.insert(output.name).inserted { throw .duplicateOutput(name: output.name) }
        let named = outputs.count
        names = outputs.map(\.name)
        var outputs = outputs
        adjustedOutput = outputs.indices.map { output in
            guard let node = outputs[output].adjusted else { return nil }
            outputs.append(Output("", node, where: outputs[output].condition))
            return outputs.count - 1
        }
        precondition(adjustedOutput.count == named, "adjusted outputs have no names")
        self.graph = GraphSnapshot(graph)
        self.outputs = outputs.map(\.node.index)
        var conditions: [Int32] = []
        conditionOfOutput = outputs.map { output in
            guard let condition = output.condition, graph.constantValue(of: condition) != 1 else { return nil }
            precondition(graph.kind(of: condition) == .boolean, "a condition is a boolean")
            if let known = conditions.firstIndex(of: condition.index) { return known }
            conditions.append(condition.index)
            return conditions.count - 1
        }
        self.conditions = conditions
        self.model = model
        program = Simulation.program(self.graph, model, conditions + self.outputs)
        if let name = Simulation.nameOfTwoVersions(self.graph, self.outputs, model) { throw .twoVersions(name: name) }
        var options = options
        let layout = options.sampling.hasReplicates
            ? ReplicateLayout(trials: options.trials, limit: options.trialLimit) : nil
        if let layout { options.trials = layout.trials }
        if options.sampling == .antithetic { options.trials += options.trials & 1 }
        let count = SimulationSize.chunks(of: options.trials)
        if let chunks = options.chunks, chunks.isEmpty || chunks.lowerBound < 0 || chunks.upperBound > count {
            throw .chunksOutOfRange(chunks, count: count)
        }
        self.options = options
        design = try Simulation.design(program, options, layout, like: original)
        var hash = StableHash()
        hash.add(Simulation.format)
        hash.add(program.graphHash)
        for name in names { hash.add(name) }
        if !conditions.isEmpty {
            for condition in conditionOfOutput { hash.add(condition.map { UInt64($0) + 1 } ?? 0) }
        }
        hash.add(options.seed)
        hash.add(UInt64(options.trials))
        if options.sampling != .random { hash.add(options.sampling.rawValue) }
        if outputs.count > names.count {
            for adjusted in adjustedOutput { hash.add(adjusted.map { UInt64($0) + 1 } ?? 0) }
        }
        planHash = hash.value
    }

    /// Raised whenever the meaning of a plan's bits changes: streams, kernels, reductions, sketches.
    package static let format: UInt64 = 1

    /// The program of some nodes that are asked at the end.
    func program(of nodes: [Int32]) -> Program { Simulation.program(graph, model, nodes) }

    private static func program(_ graph: GraphSnapshot, _ model: TimeModel?, _ nodes: [Int32]) -> Program {
        if let model { Program(graph, model: model, outputs: nodes) } else { Program(graph, outputs: nodes) }
    }

    /// How many chunks all trials take.
    public var chunkCount: Int { SimulationSize.chunks(of: options.trials) }

    /// The plan that ends after some chunks; its sketches keep the buckets of the longer one.
    func truncated(toChunks count: Int) -> Simulation {
        guard count < chunkCount else { return self }
        var shorter = self
        shorter.options.trials = count * SimulationSize.chunk
        var hash = StableHash()
        hash.add(planHash)
        hash.add(UInt64(count))
        shorter.planHash = hash.value
        return shorter
    }

    /// The executor of this plan, for this program or another over the same graph.
    package func executor(_ program: Program? = nil, trials: Int? = nil) -> Executor {
        Executor(
            program: program ?? self.program, seed: options.seed, trials: trials ?? options.trials,
            threads: options.threads ?? ThreadTeam.availableProcessors,
            instructionSet: options.instructionSet ?? .best, design: design,
            backend: options.backend)
    }

    /// What lets values through to the sinks of this plan.
    var gate: OutputGate { OutputGate(conditionCount: conditions.count, conditionOfOutput: conditionOfOutput) }

    func index(of name: String) throws(SimulationError) -> Int {
        guard let index = names.firstIndex(of: name) else { throw .unknownOutput(name: name, outputs: names) }
        return index
    }
}
