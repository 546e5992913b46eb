import Diagnostics
import Engine
import Testing

/// A model with a few distributions, a branch and a boolean.
private func model() throws -> (graph: Graph, outputs: [(name: String, node: Graph.Node)]) {
    let graph = Graph()
    let a = graph.variate(try graph.declare("a", isNamed: true, .lognormal(median: 2, sdLog: 0.5)))
    let b = graph.variate(try graph.declare("b", isNamed: true, .pert(min: 1, mode: 2, max: 6)))
    let c = graph.variate(try graph.declare("c", isNamed: true, .binomial(n: 10, p: 0.3)))
    let product = graph.apply(.multiply, a, b)
    let isLarge = graph.apply(.less, graph.constant(5), product)
    let value = graph.select(isLarge, graph.apply(.subtract, product, c), graph.apply(.divide, a, b))
    return (graph, [("value", value), ("large", isLarge), ("count", c)])
}

/// Everything a result says, as bits.
private func bits(_ result: SimulationResult) -> [UInt64] {
    result.names.flatMap { name -> [UInt64] in
        let e = result[name]!
        var numbers = [e.mean, e.standardError, e.standardDeviation, e.minimum, e.maximum]
        for p in [0, 0.01, 0.05, 0.3, 0.5, 0.77, 0.95, 1] {
            numbers += [e.quantile(p).value, e.quantile(p).error]
        }
        numbers += [e.expectedShortfall(0.05).value, e.expectedShortfall(0.1, tail: .high).value]
        return numbers.map(\.bitPattern) + e.histogram(bins: 17).counts.map(UInt64.init)
    }
}

@Suite struct SimulationIdentityTests {
    private func run(
        _ trials: Int, threads: Int = 1, _ set: InstructionSet? = nil, seed: UInt64 = 9
    ) throws -> SimulationResult {
        let (graph, outputs) = try model()
        return try Simulation(
            graph, outputs: outputs, options: .init(trials: trials, seed: seed, threads: threads, instructionSet: set)
        ).run()
    }

    @Test(arguments: [1, 100, 256, 257, 8191, 8192, 8193, 150_001]) func threadsChangeNoBit(_ trials: Int) throws {
        let single = bits(try run(trials))
        for threads in [2, 3, 7] { #expect(bits(try run(trials, threads: threads)) == single) }
    }

    @Test func instructionSetsChangeNoBit() throws {
        let best = bits(try run(40_000))
        for set in InstructionSet.available { #expect(bits(try run(40_000, set)) == best, "\(set.name)") }
    }

    @Test func anotherSeedGivesAnotherResult() throws {
        #expect(bits(try run(1000)) != bits(try run(1000, seed: 10)))
    }

    @Test func shardsMergeToTheResultOfOneRun() throws {
        let trials = 200_123
        let whole = bits(try run(trials))
        let (graph, outputs) = try model()
        func shard(_ chunks: Range<Int>) throws -> PartialResult {
            try Simulation(
                graph, outputs: outputs, options: .init(trials: trials, seed: 9, threads: 2, chunks: chunks)
            ).runPart()
        }
        let count = (trials + 8191) / 8192
        for cuts in [[0, count], [0, 1, count], [0, 3, 7, 8, 20, count], Array(0...count)] {
            let parts = try zip(cuts, cuts.dropFirst()).map { try shard($0..<$1) }
            #expect(bits(try SimulationResult.merged(parts)) == whole)
            #expect(bits(try SimulationResult.merged(parts.reversed())) == whole)
        }
    }

    @Test func aMergeRefusesGapsOverlapsAndOtherPlans() throws {
        let (graph, outputs) = try model()
        func shard(_ chunks: Range<Int>, seed: UInt64 = 9, trials: Int = 40_000) throws -> PartialResult {
            try Simulation(graph, outputs: outputs, options: .init(trials: trials, seed: seed, chunks: chunks))
                .runPart()
        }
        let (first, last) = (try shard(0..<2), try shard(2..<5))
        #expect(throws: SimulationError.missingChunks(2..<5)) { try SimulationResult.merged([first]) }
        #expect(throws: SimulationError.missingChunks(0..<2)) { try SimulationResult.merged([last]) }
        #expect(throws: SimulationError.overlappingChunks(1..<2)) {
            try SimulationResult.merged([first, shard(1..<5)])
        }
        let other = try shard(2..<5, seed: 10)
        #expect(throws: SimulationError.differentPlans(first.planHash, other.planHash)) {
            try SimulationResult.merged([first, other])
        }
        let longer = try shard(2..<5, trials: 40_001)
        #expect(throws: SimulationError.differentPlans(first.planHash, longer.planHash)) {
            try SimulationResult.merged([first, longer])
        }
    }

    @Test func samplesAreTheValuesOfTheRun() throws {
        let result = try run(10_000)
        let columns = try result.samples(of: ["value", "large"], first: 20_000)
        #expect(columns.map(\.count) == [10_000, 10_000])
        #expect(columns[0].min() == result["value"]!.minimum)
        #expect(columns[0].max() == result["value"]!.maximum)
        #expect(columns[1].reduce(0, +) / 10_000 == result["large"]!.probability)
        #expect(try result.samples(of: ["value"], first: 100)[0] == Array(columns[0].prefix(100)))
        #expect(throws: SimulationError.unknownOutput(name: "vlaue", outputs: result.names)) {
            try result.samples(of: ["vlaue"], first: 1)
        }
    }
}

@Suite struct SimulationOptionTests {
    @Test func impossibleOptionsAreRefused() throws {
        let (graph, outputs) = try model()
        func simulation(_ outputs: [(name: String, node: Graph.Node)], _ options: Simulation.Options) throws {
            _ = try Simulation(graph, outputs: outputs, options: options)
        }
        #expect(throws: SimulationError.noOutputs) { try simulation([], .init(trials: 1, seed: 1)) }
        #expect(throws: SimulationError.zeroTrials(0)) { try simulation(outputs, .init(trials: 0, seed: 1)) }
        #expect(throws: SimulationError.tooManyTrials(1_000_000_000_000, limit: 10_000_000_000)) {
            try simulation(outputs, .init(trials: 1_000_000_000_000, seed: 1))
        }
        #expect(throws: SimulationError.duplicateOutput(name: "value")) {
            try simulation(outputs + [outputs[0]], .init(trials: 1, seed: 1))
        }
        #expect(throws: SimulationError.chunksOutOfRange(1..<3, count: 2)) {
            try simulation(outputs, .init(trials: 10_000, seed: 1, chunks: 1..<3))
        }
    }

    @Test func aRunCanBeWatchedAndStopped() throws {
        let (graph, outputs) = try model()
        let simulation = try Simulation(graph, outputs: outputs, options: .init(trials: 400_000, seed: 1, threads: 2))
        var seen: [Int] = []
        _ = try simulation.run { progress in
            if progress.phase == .running { seen.append(progress.pathsDone) }
            #expect(progress.paths == 400_000)
        }
        #expect(!seen.isEmpty)
        #expect(seen == seen.sorted())
        #expect(seen.last! <= 400_000)
        #expect(throws: SimulationError.cancelled) { try simulation.run(isCancelled: { true }) }
    }
}

@Suite struct NonFiniteTests {
    /// The report of a run that must fail for this reason.
    private func nonFinite(_ simulation: Simulation) -> NonFiniteOutput? {
        let result = Result { () throws(SimulationError) in try simulation.run() }
        guard case .failure(.nonFinite(let report)) = result else { return nil }
        return report
    }

    @Test func theReportNamesOutputPathCountAndOperation() throws {
        let graph = Graph()
        let a = graph.variate(try graph.declare("a", isNamed: true, .uniform(min: -0.001, max: 0.999)))
        let root = graph.apply(.squareRoot, a)
        let y = graph.apply(.add, graph.apply(.multiply, root, graph.constant(2)), graph.constant(1))
        let simulation = try Simulation(
            graph, outputs: [("fine", a), ("bad", y)], options: .init(trials: 50_000, seed: 3, threads: 2))
        let column = ColumnSink.columns(simulation.executor(), first: 50_000)[0]
        let first = try #require(column.firstIndex { $0 < 0 })
        let report = try #require(nonFinite(simulation))
        #expect(report.output == "bad")
        #expect(report.path == first)
        #expect(report.count == column.filter { $0 < 0 }.count)
        #expect(report.trials == 50_000)
        #expect(report.culprit?.operation == "squareRoot")
        #expect(report.culprit?.operands == [column[first]])
        #expect(report.culprit?.node == root)
        #expect(report.culprit?.variable == nil)
        #expect(SimulationError.nonFinite(report).diagnostic.code == .notFinite)
    }

    @Test func aVariableThatIsInfiniteIsNamed() throws {
        let graph = Graph()
        let a = graph.variate(try graph.declare("wild", isNamed: true, .lognormal(median: 1e300, sdLog: 30)))
        let y = graph.apply(.minimum, graph.apply(.multiply, a, graph.constant(2)), graph.constant(.infinity))
        let simulation = try Simulation(graph, outputs: [("y", y)], options: .init(trials: 100, seed: 3))
        let report = try #require(nonFinite(simulation))
        #expect(report.culprit?.variable == "wild")
        #expect(report.value == .infinity)
    }

    @Test func whatIsBadOnlyInsideIsNotReported() throws {
        let graph = Graph()
        let a = try bareStream(graph, "a")
        let log = graph.apply(.log, graph.apply(.subtract, a, graph.constant(0.5)))
        let y = graph.select(graph.apply(.less, a, graph.constant(0.6)), graph.constant(0.0), log)
        let result = try Simulation(graph, outputs: [("y", y)], options: .init(trials: 1000, seed: 3)).run()
        #expect(result["y"]!.maximum == 0)
    }
}
