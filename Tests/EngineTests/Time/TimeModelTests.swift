import Testing

@testable import Engine

/// A walk with a bit of everything: random numbers, columns, histories, a stop, a rate, series.
func walk(_ graph: Graph, steps: Int = 24) throws -> (model: TimeModel, outputs: [(String, Graph.Node)]) {
    let scale = graph.variate(try graph.declare("scale", isNamed: true, .lognormal(median: 1, sdLog: 0.2)))
    let x = graph.makeState(.number)
    let worst = graph.makeState(.number)
    let alive = graph.makeState(.boolean)
    let normal = graph.apply(.inverseNormal, graph.stepUniform("walk"))
    let drift = graph.column((1...steps).map { 0.01 * Double($0) })
    let move = graph.apply(.multiply, graph.apply(.add, normal, drift), scale)
    let next = graph.apply(.add, x, move)
    let memory = graph.makeHistory()
    let flows = graph.makeHistory()
    let sum = graph.trailingSum(of: memory, newest: next, count: 5)
    let lagged = graph.value(of: memory, lag: 3)
    let flow = graph.apply(.maximum, graph.apply(.add, sum, lagged), graph.constant(0.0))
    let stops = graph.apply(.less, next, graph.constant(-6.0))
    var model = TimeModel(steps: steps)
    let rate = graph.makeState(.number)
    let status = graph.makeState(.number)
    model.states = [
        .init("x", leaf: x, initial: scale, next: next),
        .init("worst", leaf: worst, initial: graph.constant(0.0), next: graph.apply(.minimum, worst, x)),
        .init("alive", leaf: alive, initial: graph.constant(true), next: graph.apply(.not, stops), isChecked: false),
    ]
    model.alive = alive
    let live = graph.select(alive, flow, graph.constant(0.0))
    model.histories = [
        .init(memory, pushed: next, length: 6),
        .init(flows, pushed: live, initial: graph.constant(-20.0), length: steps + 1),
    ]
    model.series = [.init("x", x, mask: alive), .init("dead", alive, isFrozen: true)]
    model.recordedSteps = TimeModel.spread(steps, limit: 6)
    model.rates = [.init(flows: flows, bracket: -0.5...2, logRate: rate, status: status)]
    return (model, [("x", x), ("worst", worst), ("alive", alive), ("rate", rate), ("status", status)])
}

private func simulation(
    _ seed: UInt64 = 1, trials: Int = 5_000, threads: Int = 1, set: InstructionSet? = nil
) throws -> Simulation {
    let graph = Graph()
    let built = try walk(graph)
    return try Simulation(
        graph, model: built.model, outputs: built.outputs,
        options: .init(trials: trials, seed: seed, threads: threads, instructionSet: set))
}

@Suite struct TimeModelTests {
    @Test func aProgramComputesWhatAReplayOfEachPathComputes() throws {
        let simulation = try simulation()
        let columns = ColumnSink.columns(simulation.executor(), first: 5_000)
        var stopped = 0
        for path in stride(from: 0, to: 5_000, by: 7) {
            var replay = PathReplay(simulation.graph, simulation.model!, seed: 1, path: path)
            let record = replay.run(final: simulation.outputs)
            for (output, value) in record.final.enumerated() {
                #expect(isSame(columns[output][path], value), "\(simulation.names[output]) on path \(path)")
            }
            if record.lastStep < 24 { stopped += 1 }
        }
        #expect(stopped > 20)
    }

    @Test(arguments: InstructionSet.available) func everyInstructionSetGivesTheSameBits(set: InstructionSet) throws {
        let best = ColumnSink.columns(try simulation().executor(), first: 5_000)
        let other = ColumnSink.columns(try simulation(set: set).executor(), first: 5_000)
        for (a, b) in zip(best, other) { #expect(a.map(\.bitPattern) == b.map(\.bitPattern)) }
    }

    @Test func threadsDoNotMatter() throws {
        let one = try simulation(trials: 60_000).run()
        for threads in [2, 7] {
            let many = try simulation(trials: 60_000, threads: threads).run()
            for name in one.names {
                #expect(one[name]!.mean.bitPattern == many[name]!.mean.bitPattern)
                #expect(one[name]!.quantile(0.05).value.bitPattern == many[name]!.quantile(0.05).value.bitPattern)
            }
        }
    }

    @Test func ratesAreRoots() throws {
        let simulation = try simulation()
        let columns = ColumnSink.columns(simulation.executor(), first: 2_000)
        var seen = Set<Double>()
        for path in 0..<2_000 where columns[4][path] == 0 {
            var replay = PathReplay(simulation.graph, simulation.model!, seed: 1, path: path)
            let flow = simulation.model!.histories[1].pushed.index
            let record = replay.run(watched: [flow])
            let x = columns[3][path]
            var value = -20.0
            var size = 20.0
            for (t, row) in record.steps.enumerated() {
                let discounted = row[0] * ScalarMath.exp(-x * Double(t + 1))
                value += discounted
                size += abs(discounted)
            }
            #expect(abs(value) < 1e-12 * size, "path \(path): \(value) at \(x)")
            seen.insert(x)
        }
        #expect(seen.count > 500)
    }

    @Test func aStateThatIsNotFiniteEndsTheRunOnTheLowestPath() throws {
        let graph = Graph()
        let x = graph.makeState(.number)
        let u = graph.stepUniform("u")
        let bad = graph.apply(.less, u, graph.constant(1e-4))
        var model = TimeModel(steps: 12)
        model.states = [
            .init("x", leaf: x, initial: graph.constant(1.0), next: graph.select(bad, graph.constant(Double.infinity), x))
        ]
        for threads in [1, 2, 5] {
            let simulation = try Simulation(
                graph, model: model, outputs: [("x", x)], options: .init(trials: 100_000, seed: 3, threads: threads))
            var lowest: (path: Int, step: Int)?
            for path in 0..<100_000 where lowest == nil {
                for step in 1...12 where StreamKey(seed: 3, name: "u").uniform(path: UInt64(path), step: UInt32(step)) < 1e-4 {
                    lowest = (path, step)
                    break
                }
            }
            #expect(throws: SimulationError.pathFault(PathFault(path: lowest!.path, step: lowest!.step, cause: .state(0)))) {
                try simulation.run()
            }
        }
    }
}
