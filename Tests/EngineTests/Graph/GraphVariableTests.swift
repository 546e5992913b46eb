import Engine
import Testing

@Suite struct GraphVariableTests {
    @Test func twoVariablesOfOneNameAreRefused() throws {
        let graph = Graph()
        _ = try graph.declare("rent", isNamed: true, .normal(mean: 0, sd: 1))
        #expect(throws: GraphError.duplicateVariable(name: "rent")) {
            try graph.declare("rent", isNamed: true, .uniform(min: 0, max: 1))
        }
    }

    @Test func aVariableIsTheSameNodeEveryTime() throws {
        let graph = Graph()
        let x = try graph.declare("x", isNamed: true, .normal(mean: 3, sd: 2))
        #expect(graph.variate(x) == graph.variate(x))
        #expect(
            graph.apply(.subtract, graph.variate(x), graph.variate(x))
                == graph.apply(.subtract, graph.variate(x), graph.variate(x)))
    }

    @Test func variablesInListsThoseUsedOnceInOrderOfDeclaration() throws {
        let graph = Graph()
        let ids = try ["a", "b", "c", "d"].map { try graph.declare($0, isNamed: true, .normal(mean: 1, sd: 2)) }
        try graph.correlate([ids[1], ids[2]], [[1, 0.5], [0.5, 1]])
        let sum = graph.apply(
            .add, graph.variate(ids[3]), graph.apply(.multiply, graph.variate(ids[2]), graph.variate(ids[0])))
        // c is made from the random numbers of b too, but b is not used.
        #expect(graph.variables(in: sum) == [ids[0], ids[2], ids[3]])
        #expect(graph.variables(in: graph.constant(1)) == [])
    }

    @Test func correlationMustComeFirstAndOnce() throws {
        let graph = Graph()
        let ids = try ["a", "b", "c"].map { try graph.declare($0, isNamed: true, .normal(mean: 0, sd: 1)) }
        _ = graph.variate(ids[0])
        let matrix = [[1.0, 0.5], [0.5, 1]]
        #expect(throws: GraphError.correlatedAfterUse(name: "a")) { try graph.correlate([ids[0], ids[1]], matrix) }
        #expect(throws: GraphError.correlatedTwice(name: "b")) { try graph.correlate([ids[1], ids[1]], matrix) }
        try graph.correlate([ids[1], ids[2]], matrix)
        #expect(throws: GraphError.correlatedTwice(name: "c")) { try graph.correlate([ids[2], ids[0]], matrix) }
        #expect(throws: GraphError.self) { try graph.correlate([ids[0]], [[2]]) }
    }

    @Test func anIndependentCopySharesNothingRandom() throws {
        let graph = Graph()
        let ids = try ["a", "b", "c"].map { try graph.declare($0, isNamed: true, .lognormal(median: 2, sdLog: 0.5)) }
        try graph.correlate([ids[0], ids[1]], [[1, 0.8], [0.8, 1]], .t(df: 4))
        let sum = graph.apply(
            .add, graph.apply(.multiply, graph.variate(ids[1]), graph.variate(ids[2])), graph.constant(3))
        let copy = try graph.independentCopy(of: sum) { $0 + "'" }
        #expect(copy != sum)
        #expect(graph.variables(in: copy).map { graph[$0].name } == ["b'", "c'"])
        let streams: (Graph.Node) -> Set<Int32> = { node in
            Set(
                graph.records.reachable(from: [node.index]).map { graph.records[Int($0)] }.filter {
                    $0.opcode == .uniform
                }.map(\.a))
        }
        #expect(streams(sum).isDisjoint(with: streams(copy)))
        #expect(streams(sum).count == streams(copy).count)
    }

    @Test(arguments: [Copula.gaussian, .t(df: 3)]) func correlatedVariablesKeepTheirMarginals(_ copula: Copula) throws {
        let graph = Graph()
        let a = try graph.declare("a", isNamed: true, .exponential(mean: 2))
        let b = try graph.declare("b", isNamed: true, .normal(mean: 5, sd: 3))
        let c = try graph.declare("c", isNamed: true, .pert(min: 0, mode: 1, max: 4))
        try graph.correlate([a, b, c], [[1, 0.7, -0.2], [0.7, 1, 0], [-0.2, 0, 1]], copula)
        let simulation = try Simulation(
            graph, outputs: [("a", graph.variate(a)), ("b", graph.variate(b)), ("c", graph.variate(c))],
            options: .init(trials: 200_000, seed: 11))
        let result = try simulation.run()
        for (id, name) in [(a, "a"), (b, "b"), (c, "c")] {
            for p in [0.01, 0.1, 0.5, 0.9, 0.99] {
                let quantile = result[name]!.quantile(p)
                let exact = graph[id].distribution.quantile(p)
                // 30 comparisons at 5 standard errors: a false alarm in 60,000 seeds.
                #expect(abs(quantile.value - exact) < 5 * quantile.error, "\(name) at \(p)")
            }
        }
        let columns = try result.samples(of: ["a", "b", "c"], first: 65_536).map(RankCorrelation.ranks)
        #expect(RankCorrelation.correlation(columns[0], columns[1]) > 0.6)
        #expect(RankCorrelation.correlation(columns[0], columns[2]) < -0.1)
    }

    @Test func aReexpressionSharesTheUniform() throws {
        let graph = Graph()
        let id = try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1))
        let other = try Distribution.exponential(mean: 1)
        let simulation = try Simulation(
            graph, outputs: [("x", graph.variate(id)), ("y", graph.variate(id, as: other))],
            options: .init(trials: 4096, seed: 5))
        let columns = try simulation.run().samples(of: ["x", "y"], first: 4096).map(RankCorrelation.ranks)
        #expect(columns[0] == columns[1])
    }
}
