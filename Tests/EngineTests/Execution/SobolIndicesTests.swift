import Engine
import Testing

/// Ishigami and Homma 1990: f = sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on [-π, π]³.
private func ishigami() throws -> (graph: Graph, f: Graph.Node) {
    let graph = Graph()
    let x = try (1...3).map {
        graph.variate(try graph.declare("x\($0)", isNamed: true, .uniform(min: -Double.pi, max: .pi)))
    }
    let first = graph.apply(.sine, x[0])
    let second = graph.apply(.sine, x[1])
    let square = graph.apply(.multiply, x[2], x[2])
    let fourth = graph.apply(.multiply, graph.apply(.multiply, square, square), graph.constant(0.1))
    let sum = graph.apply(.add, first, graph.apply(.multiply, graph.apply(.multiply, second, second), graph.constant(7)))
    return (graph, graph.apply(.add, sum, graph.apply(.multiply, fourth, first)))
}

@Suite struct SobolIndicesTests {
    /// Six figures and 25 seeds, 150 z-scores: beyond 4.5 once in 1,000 such tests; their mean square is 1 ± 0.115.
    @Test func ishigamiIsWithinItsErrors() throws {
        let (graph, f) = try ishigami()
        let truth = [(0.31390519114781146, 0.5575888552099592), (0.4424111447900409, 0.4424111447900409), (0, 0.24368366406214773)]
        var squares = 0.0
        for seed in 1...25 {
            let result = try Simulation(graph, outputs: [("f", f)], options: .init(trials: 1000, seed: UInt64(seed), threads: 2)).run()
            let indices = try #require(try result.sobolIndices(of: "f"))
            #expect(indices.groups.map(\.names) == [["x1"], ["x2"], ["x3"]])
            for (index, (first, total)) in zip(indices.groups, truth) {
                for z in [(index.first - first) / index.firstError, (index.total - total) / index.totalError] {
                    #expect(abs(z) < 4.5)
                    squares += z * z
                }
            }
        }
        #expect(abs(squares / 150 - 1) < 0.5, "mean square of z-scores \(squares / 150)")
    }

    @Test func threadsChangeNoBit() throws {
        let (graph, f) = try ishigami()
        func figures(_ threads: Int, _ set: InstructionSet? = nil) throws -> [UInt64] {
            let result = try Simulation(
                graph, outputs: [("f", f)], options: .init(trials: 1000, seed: 4, threads: threads, instructionSet: set)).run()
            return try #require(try result.sobolIndices(of: "f")).groups.flatMap {
                [$0.first, $0.firstError, $0.total, $0.totalError].map(\.bitPattern)
            }
        }
        let single = try figures(1)
        for threads in [2, 7] { #expect(try figures(threads) == single) }
        for set in InstructionSet.available { #expect(try figures(1, set) == single) }
    }

    @Test func correlatedInputsAreOneGroup() throws {
        let graph = Graph()
        let ids = try ["a", "b", "c"].map { try graph.declare($0, isNamed: true, .normal(mean: 0, sd: 1)) }
        try graph.correlate([ids[0], ids[2]], [[1, 0.5], [0.5, 1]], .t(df: 5))
        let values = ids.map { graph.variate($0) }
        let sum = graph.apply(.add, graph.apply(.add, values[0], values[1]), values[2])
        let result = try Simulation(graph, outputs: [("sum", sum)], options: .init(trials: 1000, seed: 1)).run()
        let indices = try #require(try result.sobolIndices(of: "sum"))
        #expect(indices.groups.map(\.names) == [["a", "c"], ["b"]])
        // Additive: first and total agree, and the shares add up to 1.
        let b = indices.groups[1]
        #expect(abs(b.first - b.total) < 5 * (b.firstError + b.totalError))
        #expect(abs(indices.groups[0].total + b.total - 1) < 0.03)
        #expect(indices[ids[2]]?.names == ["a", "c"])
    }

    @Test func whatDoesNotVaryHasNoIndices() throws {
        let graph = Graph()
        let x = graph.variate(try graph.declare("x", isNamed: true, .uniform(min: 0, max: 1)))
        let never = graph.apply(.less, x, graph.constant(-1))
        let result = try Simulation(graph, asking: [.init("never", never), .init("some", x, where: graph.apply(.less, x, graph.constant(0.5)))], options: .init(trials: 1000, seed: 1)).run()
        #expect(try result.sobolIndices(of: "never") == nil)
        #expect(try result.sobolIndices(of: "some") == nil)
    }
}
