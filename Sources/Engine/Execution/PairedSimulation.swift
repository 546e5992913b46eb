/// Several plans over the same dice, and combinations of their outputs path by path.
///
/// Streams are keyed by name, so plans of one seed see the same draws on the same path: the difference of two plans has an
/// error far smaller than their own (common random numbers; Glasserman and Yao 1992). Every combination is computed on
/// each path before anything is averaged, so its error is that of the paired values, whatever their dependence.
///
/// Results are a function of the plans and the combinations alone: not of threads or of the instruction set. The plans may
/// have different numbers of steps.
public struct PairedSimulation: Sendable {
    /// `weight` times an output of one of the plans.
    public struct Term: Hashable, Sendable {
        /// The number of the plan, and of its output.
        public var simulation: Int
        public var output: Int
        public var weight: Double

        public init(simulation: Int, output: Int, weight: Double) {
            self.simulation = simulation
            self.output = output
            self.weight = weight
        }
    }

    /// A sum of terms, added in their order on every path.
    public struct Combination: Sendable {
        public var name: String
        public var terms: [Term]
        /// Whether all outputs are truth values: its error then never claims certainty.
        public var isOfConditions: Bool

        public init(_ name: String, _ terms: [Term], isOfConditions: Bool = false) {
            self.name = name
            self.terms = terms
            self.isOfConditions = isOfConditions
        }
    }

    /// What went wrong, and in which plan; nil: in a combination.
    public struct Failure: Error, Sendable {
        public let simulation: Int?
        public let error: SimulationError
    }

    public let simulations: [Simulation]
    public let combinations: [Combination]

    /// - Precondition: there is a plan, all have one seed, one number of trials, independent paths, outputs over all of them and no
    ///   `options.chunks`, and every
    ///   term names an output that is there.
    public init(_ simulations: [Simulation], combinations: [Combination]) {
        precondition(!simulations.isEmpty, "a comparison needs a plan")
        let options = simulations[0].options
        for simulation in simulations {
            precondition(
                simulation.options.seed == options.seed && simulation.options.trials == options.trials
                    && simulation.options.chunks == nil && simulation.options.sampling == .random && simulation.conditions.isEmpty,
                "paired plans have one seed and one number of trials, independent paths, and outputs on all of them")
        }
        for term in combinations.flatMap(\.terms) {
            precondition(
                simulations.indices.contains(term.simulation)
                    && simulations[term.simulation].names.indices.contains(term.output), "a term names an output")
        }
        self.simulations = simulations
        self.combinations = combinations
    }

    var options: Simulation.Options { simulations[0].options }
    var chunkCount: Int { simulations[0].chunkCount }

    /// The outputs of each plan that combinations read, ascending.
    var usedOutputs: [[Int]] {
        simulations.indices.map { simulation in
            let used = combinations.flatMap(\.terms).filter { $0.simulation == simulation }.map(\.output)
            return simulations[simulation].names.indices.filter(used.contains)
        }
    }
}

/// What a paired run found.
public struct PairedResult: Sendable {
    /// Of every plan, bit for bit what it gives alone; empty where only the combinations were asked for.
    public let results: [SimulationResult]
    /// In the order in which they were asked for.
    public let combinations: [PairedEstimate]
}
