import Engine
import Testing

/// y = a·b, an event on it, and a rarer one of an input of its own.
private struct Model {
    let graph = Graph()
    let y: Graph.Node
    let event: Graph.Node
    let rare: Graph.Node
    let never: Graph.Node

    init() throws {
        let a = graph.variate(try graph.declare("a", isNamed: true, .lognormal(median: 2, sdLog: 0.5)))
        let b = graph.variate(try graph.declare("b", isNamed: true, .pert(min: 1, mode: 2, max: 6)))
        let u = graph.variate(try graph.declare("u", isNamed: true, .uniform(min: 0, max: 1)))
        y = graph.apply(.multiply, a, b)
        event = graph.apply(.less, y, graph.constant(4))
        rare = graph.apply(.less, u, graph.constant(0.0005))
        never = graph.apply(.less, a, graph.constant(-1))
    }

    func simulation(_ trials: Int, threads: Int = 1, _ set: InstructionSet? = nil, chunks: Range<Int>? = nil) throws -> Simulation {
        try Simulation(
            graph,
            asking: [
                .init("y", y), .init("below", y, where: event), .init("rare", y, where: rare),
                .init("never", y, where: never), .init("both", event, where: rare),
            ], options: .init(trials: trials, seed: 5, threads: threads, instructionSet: set, chunks: chunks))
    }
}

private func bits(_ result: SimulationResult) -> [UInt64] {
    result.names.flatMap { name -> [UInt64] in
        let e = result[name]!
        let numbers = [e.mean, e.standardError, e.standardDeviation, e.minimum, e.maximum, Double(e.count)]
            + [0, 0.05, 0.5, 0.95, 1].flatMap { [e.quantile($0).value, e.quantile($0).error] }
        return numbers.map(\.bitPattern)
    }
}

@Suite struct ConditionalOutputTests {
    @Test func theStatisticsAreThoseOfThePathsThatMeetTheCondition() throws {
        let result = try Model().simulation(50_000).run()
        let all = try result.samples(of: ["y"], first: 50_000)[0]
        let kept = all.filter { $0 < 4 }.sorted()
        let below = try #require(result["below"])
        #expect(below.count == kept.count)
        let mean = kept.reduce(0, +) / Double(kept.count)
        #expect(abs(below.mean - mean) < 1e-12)
        let variance = kept.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(kept.count - 1)
        #expect(abs(below.standardError - (variance / Double(kept.count)).squareRoot()) < 1e-12)
        #expect(below.maximum == kept.last && below.minimum == kept.first)
        #expect(below.exactQuantile(0.5).value == (kept[(kept.count - 1) / 2] + kept[kept.count / 2]) / 2)
        #expect(result["y"]!.count == 50_000)
    }

    @Test func aRareEventIsSeenWithItsOwnCount() throws {
        let result = try Model().simulation(400_000).run()
        let rare = try #require(result["rare"])
        // 200 ± 14; six standard deviations: one false alarm in 5e8.
        #expect(abs(rare.count - 200) < 85)
        #expect(abs(rare.mean - result["y"]!.mean) < 5 * rare.standardError)
        #expect(result["both"]!.count == rare.count)
        #expect(abs(rare.quantile(0.5).value - result["y"]!.quantile(0.5).value) < 5 * rare.quantile(0.5).error)
    }

    @Test func anEventOnNoPathGivesNoNumber() throws {
        let never = try #require(try Model().simulation(20_000).run()["never"])
        #expect(never.isEmpty && never.count == 0)
        #expect(never.mean.isNaN && never.standardError.isNaN && never.quantile(0.5).value.isNaN)
        #expect(never.minimum.isNaN && never.expectedShortfall(0.1).value.isNaN)
        #expect(never.histogram(bins: 3).counts == [0])
    }

    @Test(arguments: [100, 8193, 150_001]) func threadsAndInstructionSetsChangeNoBit(_ trials: Int) throws {
        let single = bits(try Model().simulation(trials).run())
        for threads in [2, 7] { #expect(bits(try Model().simulation(trials, threads: threads).run()) == single) }
        for set in InstructionSet.available { #expect(bits(try Model().simulation(trials, set).run()) == single) }
    }

    @Test func shardsMergeToTheWhole() throws {
        let whole = bits(try Model().simulation(100_000).run())
        let parts = try [0..<1, 1..<6, 6..<13].map { try Model().simulation(100_000, threads: 2, chunks: $0).runPart() }
        #expect(bits(try SimulationResult.merged(parts.reversed())) == whole)
    }

    @Test func whatIsNotFiniteCountsOnlyWhereTheConditionHolds() throws {
        let graph = Graph()
        let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1)))
        let root = graph.apply(.log, x)
        let isPositive = graph.apply(.less, graph.constant(0), x)
        let isLarge = graph.apply(.less, x, graph.constant(-3))
        func run(_ condition: Graph.Node) throws -> SimulationResult {
            try Simulation(graph, asking: [.init("log", root, where: condition)], options: .init(trials: 20_000, seed: 1)).run()
        }
        #expect(try run(isPositive)["log"]!.mean.isFinite)
        let error = try #require(throws: SimulationError.self) { try run(isLarge) }
        guard case .nonFinite(let bad) = error else { Issue.record("\(error)"); return }
        // The path named is one on which the condition holds.
        let samples = try Simulation(graph, outputs: [("x", x)], options: .init(trials: 20_000, seed: 1)).run()
            .samples(of: ["x"], first: bad.path + 1)[0]
        #expect(samples[bad.path] < -3 && samples.dropLast().allSatisfy { $0 >= -3 })
    }

    @Test func anEventOfAnEventIsBoth() throws {
        let model = try Model()
        let first = try model.simulation(30_000).given(model.event, in: model.graph)
        let both = try first.given(model.graph.apply(.less, model.graph.constant(2), model.y), in: model.graph).run()
        let y = try #require(both["y"])
        #expect(y.minimum > 2 && y.maximum < 4)
        #expect(both[Simulation.event]!.trueCount == y.count)
    }
}
