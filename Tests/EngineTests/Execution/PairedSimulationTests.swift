import Testing

@testable import Engine

/// Two plans over the same two variables: x = exp(a·u) + v for two a, and whether it is above 2; the second plan moves
/// through time.
private func plans(
    _ a: (Double, Double) = (1, 1.25), seed: UInt64 = 1, trials: Int = 20_000, threads: Int = 1, set: InstructionSet? = nil
) throws -> [Simulation] {
    let graph = Graph()
    let u = graph.variate(try graph.declare("u", isNamed: true, .normal(mean: 0, sd: 0.5)))
    let v = graph.variate(try graph.declare("v", isNamed: true, .normal(mean: 0, sd: 3)))
    let options = Simulation.Options(trials: trials, seed: seed, threads: threads, instructionSet: set)
    func outputs(_ a: Double) -> [(name: String, node: Graph.Node)] {
        let x = graph.apply(.add, graph.apply(.exp, graph.apply(.multiply, graph.constant(a), u)), v)
        return [("x", x), ("high", graph.apply(.less, graph.constant(2.0), x)), ("u", u)]
    }
    var model = TimeModel(steps: 5)
    let state = graph.makeState(.number)
    let later = outputs(a.1)
    model.states = [.init("s", leaf: state, initial: later[0].node, next: graph.apply(.add, state, graph.constant(0.0)))]
    return [
        try Simulation(graph, outputs: outputs(a.0), options: options),
        try Simulation(graph, model: model, outputs: [("x", state), later[1], later[2]], options: options),
    ]
}

private let difference = [
    PairedSimulation.Term(simulation: 1, output: 0, weight: 1), PairedSimulation.Term(simulation: 0, output: 0, weight: -1),
]
private let condition = [
    PairedSimulation.Term(simulation: 1, output: 1, weight: 1), PairedSimulation.Term(simulation: 0, output: 1, weight: -1),
]

private func bits(_ result: PairedResult) -> [UInt64] {
    let combined = result.combinations.flatMap {
        [$0.mean, $0.standardError, $0.minimum, $0.maximum, $0.quantile(0.05).value, $0.quantile(0.5).error]
    }
    let alone = result.results.flatMap { result in
        result.names.compactMap { result[$0] }.flatMap { [$0.mean, $0.standardError, $0.quantile(0.9).value] }
    }
    return (combined + alone).map(\.bitPattern)
}

@Suite struct PairedSimulationTests {
    @Test func neitherThreadsNorInstructionSetsChangeABit() throws {
        let combinations: [PairedSimulation.Combination] = [.init("x", difference), .init("high", condition, isOfConditions: true)]
        let once = bits(try PairedSimulation(try plans(trials: 60_000), combinations: combinations).run())
        for threads in [2, 7] {
            let other = PairedSimulation(try plans(trials: 60_000, threads: threads), combinations: combinations)
            #expect(bits(try other.run()) == once, "\(threads) threads")
        }
        let portable = PairedSimulation(try plans(trials: 60_000, set: .portable), combinations: combinations)
        #expect(bits(try portable.run()) == once)
    }

    @Test func everyPlanHasTheResultThatItHasAlone() throws {
        let plans = try plans()
        let paired = try PairedSimulation(plans, combinations: [.init("x", difference)]).run()
        for (plan, result) in zip(plans, paired.results) {
            let alone = try plan.run()
            for name in alone.names {
                let (a, b) = (try #require(alone[name]), try #require(result[name]))
                #expect(a.mean.bitPattern == b.mean.bitPattern)
                #expect(a.standardError.bitPattern == b.standardError.bitPattern)
                #expect(a.quantile(0.05).value.bitPattern == b.quantile(0.05).value.bitPattern)
            }
        }
    }

    @Test func aCombinationIsComputedPathByPath() throws {
        let plans = try plans(trials: 9_000)
        let columns = plans.map { ColumnSink.columns($0.executor(), first: 9_000) }
        let differences = zip(columns[1][0], columns[0][0]).map { $0 - $1 }
        let mean = differences.reduce(0, +) / 9_000
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8_999
        let found = try PairedSimulation(plans, combinations: [.init("x", difference)]).run(withResults: false)
        #expect(found.results.isEmpty)
        let estimate = found.combinations[0]
        #expect(abs(estimate.mean / mean - 1) < 1e-12)
        #expect(abs(estimate.standardError / (variance / 9_000).squareRoot() - 1) < 1e-12)
        #expect(estimate.minimum == differences.min())
        let sorted = differences.sorted()
        let quantile = estimate.quantile(0.25)
        #expect(abs(quantile.value - sorted[2250]) < quantile.error)
    }

    /// Σz² over 30 seeds is χ² with 30 degrees of freedom: outside of 9.3 … 67 about twice in 10,000.
    @Test func errorsOfDifferencesAreHonest() throws {
        let truth = ScalarMath.exp(0.125 * 1.25 * 1.25) - ScalarMath.exp(0.125)
        var sum = 0.0
        for seed in 1...30 {
            let paired = PairedSimulation(
                try plans(seed: UInt64(seed), trials: 4_000), combinations: [.init("x", difference)])
            let result = try paired.run()
            let estimate = result.combinations[0]
            let z = (estimate.mean - truth) / estimate.standardError
            sum += z * z
            #expect(estimate.standardError < result.results[0]["x"]!.standardError / 10)
        }
        #expect(sum > 9.3 && sum < 67)
    }

    @Test func aDifferenceOfConditionsCountsThePathsThatDisagree() throws {
        let plans = try plans(trials: 9_000)
        let columns = plans.map { ColumnSink.columns($0.executor(), first: 9_000) }
        let disagreeing = zip(columns[0][1], columns[1][1]).filter { $0 != $1 }.count
        let estimate = try PairedSimulation(plans, combinations: [.init("high", condition, isOfConditions: true)]).run()
            .combinations[0]
        #expect(disagreeing > 10)
        let q = (Double(disagreeing) + 0.5) / 9_001
        let m = estimate.mean * 9_000 / 9_001
        let error = ((q - m * m) / 9_000).squareRoot()
        #expect(abs(estimate.standardError / error - 1) < 1e-9)
        // None that disagree is not certainty.
        let same = try PairedSimulation(
            try self.same(), combinations: [.init("high", condition, isOfConditions: true)]).run().combinations[0]
        #expect(same.mean == 0)
        #expect(same.standardError > 0 && same.standardError < 1e-3)
        let all = PairedSimulation.Combination(
            "all", [.init(simulation: 0, output: 1, weight: 1), .init(simulation: 1, output: 1, weight: 0)], isOfConditions: true)
        let certain = try PairedSimulation(try self.certain(), combinations: [all]).run().combinations[0]
        #expect(certain.mean == 1)
        #expect(certain.standardError > 0 && certain.standardError < 1e-3)
    }

    private func certain() throws -> [Simulation] {
        let graph = Graph()
        let u = graph.variate(try graph.declare("u", isNamed: true, .uniform(min: 0, max: 1)))
        let output = graph.apply(.less, u, graph.constant(2.0))
        let options = Simulation.Options(trials: 9_000, seed: 1)
        return try (0..<2).map { _ in try Simulation(graph, outputs: [("u", u), ("sure", output)], options: options) }
    }

    private func same() throws -> [Simulation] { try plans((1, 1), trials: 9_000) }

    @Test func aFaultTellsItsPlanAndPath() throws {
        let graph = Graph()
        let u = graph.variate(try graph.declare("u", isNamed: true, .uniform(min: 0, max: 1)))
        let options = Simulation.Options(trials: 30_000, seed: 3, threads: 2)
        func plan(_ limit: Double) throws -> Simulation {
            var model = TimeModel(steps: 2)
            let state = graph.makeState(.number)
            model.states = [.init("s", leaf: state, initial: u, next: graph.apply(.add, state, u))]
            model.checks = [.init(graph.apply(.less, graph.constant(limit), u), .isTrue, number: 0)]
            return try Simulation(graph, model: model, outputs: [("s", state)], options: options)
        }
        let plans = [try plan(2), try plan(0.9999)]
        let alone = plans[1].executor()
        _ = alone.run(chunks: 0..<plans[1].chunkCount) { LastSink() }
        let expected = try #require(alone.fault)
        do {
            _ = try PairedSimulation(plans, combinations: []).run()
            Issue.record("a path can't go on")
        } catch {
            #expect(error.simulation == 1)
            #expect(error.error == .pathFault(expected))
        }
    }
}

private final class LastSink: BlockSink {
    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {}
    func finish(chunk: Int) {}
}
