import Engine
import Testing

/// One output from a graph made in a closure.
private func estimate(
    trials: Int, seed: UInt64 = 1, _ build: (Graph) throws -> Graph.Node
) throws -> (estimate: Estimate, values: [Double], result: SimulationResult) {
    let graph = Graph()
    let node = try build(graph)
    let simulation = try Simulation(graph, outputs: [("y", node)], options: .init(trials: trials, seed: seed))
    let result = try simulation.run()
    return (result["y"]!, try result.samples(of: ["y"], first: trials)[0], result)
}

/// Hyndman and Fan's type 7 on all values.
private func type7(_ sorted: [Double], _ p: Double) -> Double {
    let position = p * Double(sorted.count - 1)
    let below = Int(position)
    let share = position - Double(below)
    return share == 0 ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * share
}

private func lognormal(_ graph: Graph) throws -> Graph.Node {
    graph.variate(try graph.declare("x", isNamed: true, .lognormal(median: 100, sdLog: 1)))
}

@Suite struct EstimateTests {
    @Test(arguments: [1, 2, 3, 1000, 100_000]) func momentsAreThoseOfTheValues(_ trials: Int) throws {
        let (estimate, values, _) = try estimate(trials: trials, lognormal)
        let n = Double(trials)
        let mean = values.reduce(0, +) / n
        let variance = trials > 1 ? values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) : 0
        #expect(abs(estimate.mean - mean) <= 1e-12 * mean)
        #expect(abs(estimate.standardDeviation - variance.squareRoot()) <= 1e-11 * mean)
        #expect(estimate.standardError == estimate.standardDeviation / n.squareRoot())
        #expect(estimate.minimum == values.min() && estimate.maximum == values.max())
        #expect(estimate.count == trials && !estimate.isBoolean)
    }

    @Test(arguments: [1, 2, 10, 999, 100_000]) func quantilesAreWithinTheirWidthOfTheExactOnes(_ trials: Int) throws {
        let (estimate, values, _) = try estimate(trials: trials, lognormal)
        let sorted = values.sorted()
        for p in [0, 1e-4, 0.01, 0.05, 0.31, 0.5, 0.8, 0.95, 0.999, 1] {
            let exact = type7(sorted, p)
            let quantile = estimate.quantile(p)
            let width = estimate.distribution!.quantile(p).width
            #expect(abs(quantile.value - exact) <= width + 1e-9 * exact, "p = \(p)")
            #expect(estimate.exactQuantile(p).value == exact, "p = \(p)")
        }
    }

    /// 200 seeds at 5 quantiles; the share within 2 standard errors of the truth is 95.4 % for a normal error. The
    /// bounds are five standard deviations of such a count.
    @Test func quantileErrorsCoverTheTruth() throws {
        let truth = try Distribution.lognormal(median: 100, sdLog: 1)
        for p in [0.05, 0.25, 0.5, 0.9, 0.99] {
            var covered = 0
            for seed in 0..<200 {
                let (estimate, _, _) = try estimate(trials: 4000, seed: UInt64(seed), lognormal)
                let quantile = estimate.quantile(p)
                if abs(quantile.value - truth.quantile(p)) <= 2 * quantile.error { covered += 1 }
            }
            #expect((176...200).contains(covered), "\(covered) of 200 at \(p)")
        }
    }

    @Test func expectedShortfallIsTheMeanOfTheTail() throws {
        let (estimate, values, _) = try estimate(trials: 100_000, lognormal)
        let sorted = values.sorted()
        for share in [0.01, 0.05, 0.123456, 0.5, 1] {
            func exact(_ sorted: [Double]) -> Double {
                let k = share * 100_000
                let whole = Int(k)
                let rest = whole < sorted.count ? (k - Double(whole)) * sorted[whole] : 0
                return (sorted[..<whole].reduce(0, +) + rest) / k
            }
            for (tail, values) in [(Estimate.Tail.low, sorted), (.high, sorted.reversed())] {
                let shortfall = estimate.expectedShortfall(share, tail: tail)
                #expect(abs(shortfall.value - exact(values)) <= 0.02 * shortfall.error, "\(share) \(tail)")
            }
        }
        #expect(abs(estimate.expectedShortfall(1).value - estimate.mean) <= 1e-4 * estimate.mean)
    }

    @Test func shortfallErrorsCoverTheTruth() throws {
        // The mean of the lowest 10 % of a standard normal is -φ(z)/0.1 at its 10 % quantile z.
        let truth = -1.7549833193248681
        var covered = 0
        for seed in 0..<200 {
            let (estimate, _, _) = try estimate(trials: 4000, seed: UInt64(seed)) { graph in
                graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1)))
            }
            let shortfall = estimate.expectedShortfall(0.1)
            if abs(shortfall.value - truth) <= 2 * shortfall.error { covered += 1 }
        }
        #expect((176...200).contains(covered), "\(covered) of 200")
    }

    @Test func boundaryAtomsCountByTheirShare() throws {
        // 0 with probability 0.02, else 10: of the worst 5 %, 2 in 5 are 0.
        let (estimate, values, _) = try estimate(trials: 100_000) { graph in
            graph.variate(
                try graph.declare("x", isNamed: true, .discrete(values: [0, 10], probabilities: [0.02, 0.98])))
        }
        let zeros = Double(values.filter { $0 == 0 }.count) / 100_000
        let shortfall = estimate.expectedShortfall(0.05)
        #expect(abs(shortfall.value - 10 * (0.05 - zeros) / 0.05) < 1e-9)
        #expect(abs(shortfall.value - 6) < 4 * shortfall.error)
    }

    @Test func valuesThatRepeatAreExact() throws {
        let (estimate, values, _) = try estimate(trials: 50_000) { graph in
            let x = graph.variate(try graph.declare("x", isNamed: true, .poisson(mean: 3)))
            return graph.apply(.multiply, x, graph.constant(0.1))
        }
        let sorted = values.sorted()
        for p in [0.01, 0.05, 0.5, 0.95, 0.999] {
            #expect(estimate.quantile(p).value == type7(sorted, p))
            #expect(estimate.distribution!.quantile(p).width == 0)
        }
    }

    @Test func aMixtureOfAnAtomAndARangeIsReadRight() throws {
        let (estimate, values, _) = try estimate(trials: 50_000) { graph in
            let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 1, sd: 1)))
            return graph.apply(.maximum, graph.constant(0.0), x)
        }
        let sorted = values.sorted()
        #expect(estimate.quantile(0.1).value == 0)
        #expect(estimate.quantile(0.1).error == 0)
        #expect(abs(estimate.quantile(0.6).value - type7(sorted, 0.6)) < estimate.quantile(0.6).error)
    }

    @Test func histogramsCountEveryValueOnce() throws {
        let (estimate, values, _) = try estimate(trials: 20_000, lognormal)
        let histogram = estimate.histogram(bins: 40)
        #expect(histogram.counts.count == 40)
        #expect(histogram.counts.reduce(0, +) == 20_000)
        let width = (histogram.upper - histogram.lower) / 40
        for (bin, count) in histogram.counts.enumerated() {
            let exact = values.filter { min(39, Int(($0 - histogram.lower) / width)) == bin }.count
            #expect(abs(count - exact) <= 40 + exact / 20, "bin \(bin)")
        }
        let middle = estimate.histogram(bins: 10, within: 50...150)
        #expect(abs(middle.counts.reduce(0, +) - values.filter { $0 >= 50 && $0 <= 150 }.count) <= 60)
    }

    @Test func cumulativeIsTheShareBelow() throws {
        let (estimate, values, _) = try estimate(trials: 20_000, lognormal)
        for x in [-1.0, 30, 100, 500, 1e9] {
            let exact = Double(values.filter { $0 < x }.count) / 20_000
            #expect(abs(estimate.cumulative(x).value - exact) < 0.002)
        }
    }
}

@Suite struct BooleanEstimateTests {
    private func below(_ p: Double, trials: Int, seed: UInt64 = 1) throws -> Estimate {
        try estimate(trials: trials, seed: seed) { graph in
            graph.apply(.less, try bareStream(graph, "u"), graph.constant(p))
        }.estimate
    }

    @Test func probabilityAndErrorAreThoseOfACount() throws {
        var covered = 0
        for seed in 0..<200 {
            let estimate = try below(0.3, trials: 2000, seed: UInt64(seed))
            if abs(estimate.probability - 0.3) <= 2 * estimate.probabilityError { covered += 1 }
        }
        #expect((176...200).contains(covered), "\(covered) of 200")
    }

    @Test func neverAndAlwaysAreNotCertain() throws {
        let never = try below(0, trials: 1000)
        #expect(never.probability == 0 && never.isBoolean)
        #expect(never.probabilityError > 0 && never.probabilityError < 0.002)
        let always = try below(1, trials: 1000)
        #expect(always.probability == 1 && always.minimum == 1)
        #expect(always.probabilityError > 0)
    }

    @Test func aBooleanAnswersAsANumber() throws {
        let estimate = try below(0.25, trials: 10_000)
        let p = estimate.probability
        #expect(estimate.mean == p)
        #expect(abs(estimate.standardDeviation - (p * (1 - p)).squareRoot()) < 1e-4)
        #expect(estimate.quantile(0.5).value == 0)
        #expect(estimate.quantile(0.99).value == 1)
        #expect(estimate.expectedShortfall(0.1, tail: .high).value == 1)
        #expect(abs(estimate.expectedShortfall(1).value - p) < 1e-12)
    }
}
