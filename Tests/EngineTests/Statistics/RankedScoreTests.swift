import Testing

@testable import Engine

@Suite struct RankedScoreTests {
    /// E|X - y| - ½·E|X - X'| by two loops.
    private func plain(_ samples: [Double], _ y: Double) -> Double {
        let n = Double(samples.count)
        let toOutcome = samples.reduce(0) { $0 + abs($1 - y) } / n
        let among = samples.reduce(0) { sum, a in sum + samples.reduce(0) { $0 + abs($1 - a) } } / (n * n)
        return toOutcome - among / 2
    }

    @Test func samplesAreScoredByTheFormula() {
        let samples = [3.0, -1, 4, 1, 5, 9, -2, 6, 5, 3]
        for outcome in [-7.0, -2, 0.5, 3, 5, 8.9, 20] {
            #expect(abs(RankedScore.of(samples: samples, outcome: outcome) - plain(samples, outcome)) < 1e-12)
        }
        #expect(RankedScore.of(samples: [2], outcome: 5) == 3)
        #expect(RankedScore.of(samples: [2, 2], outcome: 2) == 0)
    }

    /// For a normal forecast σ·(z·(2·Φ(z) - 1) + 2·φ(z) - 1/√π) (Gneiting and Raftery 2007, equation 21's example). Σz² over
    /// 24 seeds is χ² with 24 degrees of freedom: outside of 6.5 … 59 about twice in 10,000.
    @Test(arguments: [(0.0, 0.23369497725), (1.0, 0.60244143)]) func estimatesAndTheirErrorsAreHonest(z: Double, truth: Double) throws {
        var sum = 0.0
        for seed in 1...24 {
            let graph = Graph()
            let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 7, sd: 2)))
            let result = try Simulation(graph, outputs: [("x", x)], options: .init(trials: 8_000, seed: UInt64(seed))).run()
            let score = result["x"]!.rankedScore(outcome: 7 + 2 * z)
            let miss = (score.value - 2 * truth) / score.error
            sum += miss * miss
            // The buckets of the sketch hardly matter.
            let samples = try result.samples(of: ["x"], first: 8_000)[0]
            #expect(abs(score.value - RankedScore.of(samples: samples, outcome: 7 + 2 * z)) < score.error / 10)
        }
        #expect(sum > 6.5 && sum < 59)
    }

    @Test func aConditionScoresTheSquareOfItsMiss() throws {
        let graph = Graph()
        let x = graph.variate(try graph.declare("x", isNamed: true, .uniform(min: 0, max: 1)))
        let low = graph.apply(.less, x, graph.constant(0.3))
        let estimate = try Simulation(graph, outputs: [("low", low)], options: .init(trials: 5_000, seed: 1)).run()["low"]!
        let p = estimate.probability
        #expect(abs(estimate.rankedScore(outcome: 1).value - (1 - p) * (1 - p)) < 1e-12)
        #expect(abs(estimate.rankedScore(outcome: 0).value - p * p) < 1e-12)
        #expect(abs(estimate.rankedScore(outcome: 1).error - 2 * (1 - p) * estimate.probabilityError) < 1e-12)
    }
}
