import Engine
import Testing

@Suite struct NarrowingTests {
    /// Most values within a hair of each other and a wild tail: the first chunk's scale is far too coarse for the
    /// median.
    private func simulation(threads: Int, chunks: Range<Int>? = nil) throws -> Simulation {
        let graph = Graph()
        let u = try bareStream(graph, "u")
        let fine = graph.apply(.add, graph.constant(1e6), graph.apply(.multiply, u, graph.constant(1e-3)))
        let wild = graph.apply(.multiply, graph.apply(.subtract, u, graph.constant(0.7)), graph.constant(1e7))
        let y = graph.select(graph.apply(.less, u, graph.constant(0.7)), fine, wild)
        return try Simulation(
            graph, outputs: [("y", y)], options: .init(trials: 300_000, seed: 4, threads: threads, chunks: chunks))
    }

    @Test func printedQuantilesAreNarrowEnough() throws {
        var phases: Set<Simulation.Progress.Phase> = []
        let result = try simulation(threads: 2).run { phases.insert($0.phase) }
        #expect(phases.contains(.narrowing))
        let sorted = try result.samples(of: ["y"], first: 300_000)[0].sorted()
        for p in [0.05, 0.5, 0.95] {
            let quantile = result["y"]!.distribution!.quantile(p)
            #expect(quantile.width <= quantile.samplingError / 4)
            #expect(abs(quantile.value - sorted[Int(p * 299_999)]) <= quantile.width + quantile.samplingError / 50)
        }
    }

    /// What lies beside a frequent value is narrowed without it, though one bucket of the first pass held both.
    @Test func theNeighboursOfAFrequentValueAreNarrowed() throws {
        let graph = Graph()
        let u = try bareStream(graph, "u")
        func below(_ x: Double) -> Graph.Node { graph.apply(.less, u, graph.constant(x)) }
        let fine = graph.apply(.multiply, u, graph.constant(1e-3))
        let wild = graph.apply(.multiply, graph.apply(.subtract, u, graph.constant(0.96)), graph.constant(1e7))
        let y = graph.select(below(0.94), graph.constant(0.0), graph.select(below(0.96), fine, wild))
        let result = try Simulation(graph, outputs: [("y", y)], options: .init(trials: 300_000, seed: 4)).run()
        let sorted = try result.samples(of: ["y"], first: 300_000)[0].sorted()
        let beside = result["y"]!.distribution!.quantile(0.95)
        #expect(abs(beside.value - sorted[Int(0.95 * 299_999)]) <= beside.width + beside.samplingError / 50)
        #expect(result["y"]!.quantile(0.9).value == 0 && beside.value > 0)
    }

    @Test func narrowingIsTheSameForShards() throws {
        let whole = try simulation(threads: 1).run()["y"]!
        let parts = try [0..<11, 11..<37].map { try simulation(threads: 2, chunks: $0).runPart() }
        let merged = try SimulationResult.merged(parts)["y"]!
        for p in stride(from: 0.0, through: 1, by: 0.01) {
            #expect(merged.quantile(p).value.bitPattern == whole.quantile(p).value.bitPattern)
        }
    }

    @Test func exactQuantilesAreExactWhereTheSketchIsCoarse() throws {
        let result = try simulation(threads: 2).run()
        let sorted = try result.samples(of: ["y"], first: 300_000)[0].sorted()
        for p in [0.0, 0.2, 0.33, 0.69, 0.71, 1] {
            let position = p * 299_999
            let below = Int(position)
            let share = position - Double(below)
            let exact = share == 0 ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * share
            #expect(result["y"]!.exactQuantile(p).value == exact)
        }
    }
}

@Suite struct DriverTests {
    @Test func theStrongestVariableComesFirst() throws {
        let graph = Graph()
        func variable(_ name: String) throws -> Graph.Node {
            graph.variate(try graph.declare(name, isNamed: name != "c", .normal(mean: 0, sd: 1)))
        }
        let (a, b, c) = (try variable("a"), try variable("b"), try variable("c"))
        _ = try variable("unused")
        let sum = graph.apply(
            .subtract, graph.apply(.add, graph.apply(.multiply, a, graph.constant(2)), b),
            graph.apply(.multiply, c, graph.constant(4)))
        let result = try Simulation(graph, outputs: [("y", sum)], options: .init(trials: 100_000, seed: 8)).run()
        let drivers = try result.drivers(of: "y")
        #expect(drivers.map(\.name) == ["c", "a", "b"])
        #expect(drivers.map(\.isNamed) == [false, true, true])
        // Spearman's correlation of a jointly normal pair with correlation r is 6/π·asin(r/2).
        for (driver, weight) in zip(drivers, [-4.0, 2, 1]) {
            let truth = 6 / Double.pi * ScalarMath.asin(weight / Double(21).squareRoot() / 2)
            #expect(abs(driver.rankCorrelation - truth) < 5 * driver.standardError)
            #expect(driver.standardError < 0.005)
        }
    }

    @Test func tiesTakeAverageRanks() {
        #expect(RankCorrelation.ranks([3, 1, 3, 2, 3]) == [3, 0, 3, 1, 3])
        #expect(RankCorrelation.correlation(RankCorrelation.ranks([1, 1, 1]), [0, 1, 2]) == 0)
        #expect(RankCorrelation.correlation([0, 1, 2], [2, 1, 0]) == -1)
    }
}
