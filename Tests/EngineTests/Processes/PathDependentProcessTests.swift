import Testing

@testable import Engine

private let trials = 200_000

/// Statistical tests allow 4 standard errors: one such figure fails by chance for 1 seed in 16,000; seeds are fixed.
@Suite struct PathDependentProcessTests {
    private func heston(_ graph: Graph, leverage: Double = -0.7) throws -> Market {
        let process = Heston(
            start: graph.constant(100.0), drift: graph.constant(0.03), volatility: graph.constant(0.3),
            longVolatility: graph.constant(0.4), reversion: graph.constant(1.5), volatilityOfVariance: graph.constant(0.6),
            leverage: graph.constant(leverage))
        return try Market(factors: [.init("s", .heston(process))])
    }

    @Test(arguments: [-0.7, 0.0, 0.5]) func hestonKeepsItsMeans(leverage: Double) throws {
        let run = try MarketRun(
            { try heston($0, leverage: leverage) }, years: 1, steps: 12, trials: trials,
            outputs: { graph, factors in [("s", factors[0].previous), ("v", factors[0].states[1].leaf)] })
        #expect(SampleMoments(run[0]).distance(mean: 100 * ScalarMath.exp(0.03)) < 4)
        let decay = ScalarMath.exp(-1.5)
        // Mean and variance of the square-root process (Cox, Ingersoll and Ross 1985).
        let variance =
            0.09 * 0.36 / 1.5 * (decay - decay * decay) + 0.16 * 0.36 / 3 * (1 - decay) * (1 - decay)
        #expect(SampleMoments(run[1]).distance(mean: 0.16 + (0.09 - 0.16) * decay, variance: variance) < 4)
    }

    @Test func garchHasItsVarianceAndMean() throws {
        let run = try MarketRun(
            { graph in
                let process = Garch(
                    start: graph.constant(1.0), drift: graph.constant(0.1), volatility: graph.constant(0.5),
                    startVolatility: graph.constant(0.5), alpha: graph.constant(0.1), beta: graph.constant(0.85))
                return try Market(factors: [.init("s", .garch(process))])
            }, years: 1, steps: 52, trials: trials,
            outputs: { _, factors in [("s", factors[0].previous), ("h", factors[0].states[1].leaf)] })
        #expect(SampleMoments(run[0]).distance(mean: ScalarMath.exp(0.1)) < 4)
        #expect(SampleMoments(run[1]).distance(mean: 0.25 / 52) < 4)
    }

    @Test func regimesSpendTheirShareOfTime() throws {
        func process(_ graph: Graph) -> Regimes {
            Regimes(
                start: graph.constant(1.0),
                regimes: [
                    .init("a", drift: 0, volatility: 0.2), .init("b", drift: 0, volatility: 0.6),
                    .init("c", drift: 0, volatility: 1),
                ], rates: [[0, 2, 0], [1, 0, 1], [4, 0, 0]])
        }
        for row in process(Graph()).transition(dtYears: 0.25) { #expect(abs(row.reduce(0, +) - 1) < 1e-14) }
        let run = try MarketRun(
            { try Market(factors: [.init("s", .regimes(process($0)))]) }, years: 20, steps: 40, trials: trials,
            outputs: { _, factors in [("s", factors[0].previous), ("regime", factors[0].states[1].leaf)] })
        // The stationary distribution: 2a = b + 4c, 2a = 2b, b = 4c.
        for (regime, share) in [(1.0, 4.0 / 9), (2, 4.0 / 9), (3, 1.0 / 9)] {
            let found = run[1].filter { $0 == regime }.count
            let error = (share * (1 - share) / Double(trials)).squareRoot()
            #expect(abs(Double(found) / Double(trials) - share) < 4 * error)
        }
        #expect(SampleMoments(run[0]).distance(mean: 1) < 5)
    }

    @Test(arguments: [Bootstrap.Scheme.stationary, .moving]) func bootstrapKeepsMeanAndNeighbours(
        scheme: Bootstrap.Scheme
    ) throws {
        // Returns that follow each other: their sums over two steps tell blocks from single draws.
        let returns = (0..<40).map { 0.1 * ScalarMath.sin(Double($0) * 0.3) + 0.01 }
        let run = try MarketRun(
            { graph in
                let process = Bootstrap(start: graph.constant(1.0), returns: returns, block: 8, scheme: scheme)
                return try Market(factors: [.init("a", .bootstrap(process)), .init("b", .bootstrap(process))])
            }, years: 1, steps: 2, trials: trials)
        #expect(zip(run[0], run[1]).allSatisfy { $0 == $1 })
        let sums = SampleMoments(run[0].map { ScalarMath.log($0) })
        let mean = returns.reduce(0, +) / 40
        if scheme == .stationary {
            // Circular: each row is as likely; the next row follows with probability 7/8 (and 1/8 of 1/40).
            let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40
            let neighbours = (0..<40).reduce(0) { $0 + (returns[$1] - mean) * (returns[($1 + 1) % 40] - mean) } / 40
            #expect(sums.distance(mean: 2 * mean, variance: 2 * variance + 2 * 7.0 / 8 * neighbours) < 4)
        } else {
            let pairs = (0..<33).map { returns[$0] + returns[$0 + 1] }
            let pairMean = pairs.reduce(0, +) / 33
            let variance = pairs.reduce(0) { $0 + ($1 - pairMean) * ($1 - pairMean) } / 33
            #expect(sums.distance(mean: pairMean, variance: variance) < 4)
        }
    }
}
