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
        /// For a shard: the chunks of 8,192 paths to run. nil: all.
        public var chunks: Range<Int>?
        public var trialLimit: Int

        public init(
            trials: Int, seed: UInt64, threads: Int? = nil, instructionSet: InstructionSet? = nil,
            chunks: Range<Int>? = nil, trialLimit: Int = 10_000_000_000
        ) {
            self.trials = trials
            self.seed = seed
            self.threads = threads
            self.instructionSet = instructionSet
            self.chunks = chunks
            self.trialLimit = trialLimit
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
    public let options: Options
    /// A hash of what is computed, of the seed and of the trials; the same in every process.
    public let planHash: UInt64

    package let graph: GraphSnapshot
    package let outputs: [Int32]
    package let program: Program

    /// The model through time whose states the outputs read at its end, if there is one.
    package let model: TimeModel?

    /// Lowers the outputs.
    public init(
        _ graph: Graph, outputs: [(name: String, node: Graph.Node)], options: Options
    ) throws(SimulationError) {
        try self.init(graph, model: nil, outputs: outputs, options: options)
    }

    /// Lowers a model through time and the outputs that are asked at its end.
    package init(
        _ graph: Graph, model: TimeModel?, outputs: [(name: String, node: Graph.Node)], options: Options
    ) throws(SimulationError) {
        guard !outputs.isEmpty else { throw .noOutputs }
        guard options.trials > 0 else { throw .zeroTrials(options.trials) }
        guard options.trials <= options.trialLimit else {
            throw .tooManyTrials(options.trials, limit: options.trialLimit)
        }
        var known: Set<String> = []
        for output in outputs where !known.insert(output.name).inserted { throw .duplicateOutput(name: output.name) }
        let count = SimulationSize.chunks(of: options.trials)
        if let chunks = options.chunks, chunks.isEmpty || chunks.lowerBound < 0 || chunks.upperBound > count {
            throw .chunksOutOfRange(chunks, count: count)
        }
        names = outputs.map(\.name)
        self.options = options
        self.graph = GraphSnapshot(graph)
        self.outputs = outputs.map(\.node.index)
        self.model = model
        program = Simulation.program(self.graph, model, self.outputs)
        var hash = StableHash()
        hash.add(Simulation.format)
        hash.add(program.graphHash)
        for name in names { hash.add(name) }
        hash.add(options.seed)
        hash.add(UInt64(options.trials))
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

    /// The executor of this plan, for this program or another over the same graph.
    package func executor(_ program: Program? = nil, trials: Int? = nil) -> Executor {
        Executor(
            program: program ?? self.program, seed: options.seed, trials: trials ?? options.trials,
            threads: options.threads ?? ThreadTeam.availableProcessors,
            instructionSet: options.instructionSet ?? .best)
    }

    func index(of name: String) throws(SimulationError) -> Int {
        guard let index = names.firstIndex(of: name) else { throw .unknownOutput(name: name, outputs: names) }
        return index
    }
}
