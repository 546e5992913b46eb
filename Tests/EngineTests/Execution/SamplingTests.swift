import Engine
import Testing

/// e^(0.3 z) + u·v and the event that it is small: smooth in three inputs.
private struct Smooth {
    let graph = Graph()
    let y: Graph.Node
    let isSmall: Graph.Node
    let z: Graph.Node
    /// e^0.045 + 1/4
    static let mean = 1.046027859908717 + 0.25

    init() throws {
        z = graph.variate(try graph.declare("z", isNamed: true, .normal(mean: 0, sd: 1)))
        let u = graph.variate(try graph.declare("u", isNamed: true, .uniform(min: 0, max: 1)))
        let v = graph.variate(try graph.declare("v", isNamed: true, .uniform(min: 0, max: 1)))
        let grown = graph.apply(.exp, graph.apply(.multiply, z, graph.constant(0.3)))
        y = graph.apply(.add, grown, graph.apply(.multiply, u, v))
        isSmall = graph.apply(.less, y, graph.constant(1))
    }

    func simulation(
        _ sampling: Sampling, _ trials: Int, seed: UInt64 = 1, threads: Int = 1, _ set: InstructionSet? = nil,
        controlled: Bool = false
    ) throws -> Simulation {
        let options = Simulation.Options(
            trials: trials, seed: seed, threads: threads, instructionSet: set, sampling: sampling)
        var outputs = [
            Simulation.Output("y", y), .init("small", isSmall), .init("tail", y, where: isSmall),
        ]
        if controlled {
            outputs = try Simulation.controlled(graph, outputs, by: [.init("y", variate: z, mean: 0)], options: options)
        }
        return try Simulation(graph, asking: outputs, options: options)
    }
}

private func bits(_ result: SimulationResult) -> [UInt64] {
    result.names.flatMap { name -> [UInt64] in
        let e = result[name]!
        var numbers = [e.mean, e.standardError, e.standardDeviation, e.minimum, e.maximum, Double(e.count)]
        for p in [0, 0.05, 0.5, 0.95, 1] { numbers += [e.quantile(p).value, e.quantile(p).error] }
        numbers += [e.expectedShortfall(0.05).value, e.expectedShortfall(0.05).error, e.cumulative(1.2).error]
        return numbers.map(\.bitPattern)
    }
}

@Suite struct SamplingTests {
    @Test(arguments: [Sampling.sobol, .latin, .antithetic], [4096, 20_000, 300_000])
    func threadsAndInstructionSetsChangeNoBit(_ sampling: Sampling, _ trials: Int) throws {
        let model = try Smooth()
        let single = bits(try model.simulation(sampling, trials).run())
        for threads in [2, 7] { #expect(bits(try model.simulation(sampling, trials, threads: threads).run()) == single) }
        for set in InstructionSet.available { #expect(bits(try model.simulation(sampling, trials, set).run()) == single) }
        #expect(bits(try model.simulation(sampling, trials, seed: 2).run()) != single)
    }

    @Test func shardsOfReplicatesMergeToTheWhole() throws {
        let model = try Smooth()
        let whole = try model.simulation(.sobol, 1 << 18)
        func shard(_ chunks: Range<Int>) throws -> PartialResult {
            try Simulation(
                model.graph, asking: [.init("y", model.y), .init("small", model.isSmall), .init("tail", model.y, where: model.isSmall)],
                options: .init(trials: 1 << 18, seed: 1, chunks: chunks, sampling: .sobol)
            ).runPart()
        }
        let parts = [try shard(20..<32), try shard(0..<3), try shard(3..<20)]
        #expect(bits(try SimulationResult.merged(parts)) == bits(try whole.run()))
    }

    @Test func trialsBecomeReplicatesOfAPowerOfTwo() {
        for (asked, got) in [(1, 4096), (4096, 4096), (5000, 4096), (6000, 8192), (1_000_000, 1 << 20), (100_000, 131_072)] {
            #expect(ReplicateLayout(trials: asked).trials == got)
        }
        #expect(ReplicateLayout(trials: 1_000_000, limit: 1_000_000).trials == 1 << 19)
    }

    /// Every replicate of 2^k points has one in each of 2^k strata of every input, and so do its mirror images.
    @Test(arguments: [Sampling.sobol, .latin]) func pointsAreStratified(_ sampling: Sampling) throws {
        let graph = Graph()
        let inputs = try (0..<5).map { graph.variate(try graph.declare("u\($0)", isNamed: true, .uniform(min: 0, max: 1))) }
        for log in [8, 9, 14] {
            let simulation = try Simulation(
                graph, outputs: inputs.enumerated().map { ("u\($0)", $1) },
                options: .init(trials: 16 << log, seed: 3, sampling: sampling))
            let columns = try simulation.run().samples(of: simulation.names, first: 16 << log)
            let layout = try #require(simulation.design?.layout)
            for column in columns {
                var seen = [[Int]](repeating: [Int](repeating: 0, count: 1 << log), count: 16)
                for path in column.indices {
                    seen[layout.place(of: path).replicate][Int(column[path] * Double(1 << log))] += 1
                    #expect(column[path] > 0 && column[path] < 1)
                }
                #expect(seen.allSatisfy { $0.allSatisfy { $0 == 1 } })
            }
            #expect(columns[0] != columns[1])
        }
    }

    @Test func pairsMirrorEachOther() throws {
        let graph = Graph()
        let u = graph.variate(try graph.declare("u", isNamed: true, .uniform(min: 0, max: 1)))
        let simulation = try Simulation(graph, outputs: [("u", u)], options: .init(trials: 999, seed: 3, sampling: .antithetic))
        let result = try simulation.run()
        #expect(result.trials == 1000)
        let column = try result.samples(of: ["u"], first: 1000)[0]
        for k in 0..<500 { #expect(column[2 * k] + column[2 * k + 1] == 1) }
        #expect(result["u"]!.standardError < 1e-12)
    }

    /// The error of a smooth mean with 64 times the paths falls at least 30-fold (independent: 8-fold; the ideal for so
    /// smooth a function is about 64^1.5 = 512).
    @Test func sobolErrorsFallFasterThanIndependentOnes() throws {
        let model = try Smooth()
        func error(_ sampling: Sampling, _ trials: Int) throws -> Double {
            var squares = 0.0
            for seed in 1...20 {
                let d = try model.simulation(sampling, trials, seed: UInt64(seed)).run()["y"]!.mean - Smooth.mean
                squares += d * d
            }
            return (squares / 20).squareRoot()
        }
        #expect(try error(.sobol, 4096) / error(.sobol, 262_144) > 30)
        #expect(try error(.sobol, 65_536) < error(.random, 65_536) / 20)
    }

    /// Of 200 intervals at 95 % (16 replicates: ±2.131 standard errors), 190 ± 3.1 should hold the truth; beyond four
    /// standard deviations once in 15,000 for an honest error. The others are of normal errors, ±1.96.
    @Test(arguments: [(Sampling.sobol, false), (.latin, false), (.antithetic, false), (.random, true), (.sobol, true)])
    func intervalsCoverTheTruth(_ sampling: Sampling, _ controlled: Bool) throws {
        let model = try Smooth()
        let width = sampling.hasReplicates ? 2.131 : 1.96
        var covered = 0
        for seed in 1...200 {
            let y = try model.simulation(sampling, 8192, seed: UInt64(seed), controlled: controlled).run()["y"]!
            if abs(y.mean - Smooth.mean) < width * y.standardError { covered += 1 }
        }
        #expect((178...200).contains(covered), "\(covered) of 200")
    }

    /// Quantiles, probabilities and tail means against a run of 2^24 Sobol paths; 100 seeds of ±2.131 errors: at least 85
    /// must cover (binomial 95 ± 2.2: one false alarm in 1e5 if the errors are honest).
    @Test(arguments: [Sampling.sobol, .latin]) func otherFiguresHaveHonestErrorsToo(_ sampling: Sampling) throws {
        let model = try Smooth()
        let truth = try model.simulation(.sobol, 1 << 23, seed: 77, threads: 2).run()
        var covered = [0, 0, 0, 0]
        for seed in 1...100 {
            let r = try model.simulation(sampling, 65_536, seed: UInt64(seed)).run()
            func check(_ index: Int, _ value: Double, _ error: Double, _ truth: Double) {
                if abs(value - truth) < 2.131 * error { covered[index] += 1 }
            }
            for (index, p) in [0.05, 0.5].enumerated() {
                let q = r["y"]!.quantile(p)
                check(index, q.value, q.error, truth["y"]!.quantile(p).value)
            }
            check(2, r["small"]!.probability, r["small"]!.probabilityError, truth["small"]!.probability)
            check(3, r["tail"]!.mean, r["tail"]!.standardError, truth["tail"]!.mean)
        }
        for count in covered { #expect(count >= 85, "\(covered) of 100") }
    }

    @Test func pairsAndControlsReduceTheVariance() throws {
        let model = try Smooth()
        let plain = try model.simulation(.random, 100_000).run()["y"]!
        let pairs = try model.simulation(.antithetic, 100_000).run()["y"]!
        let controlled = try model.simulation(.random, 100_000, controlled: true).run()["y"]!
        // y is monotone in every input; z alone makes about two thirds of the variance.
        #expect(pairs.standardError < plain.standardError / 2)
        #expect(controlled.standardError < plain.standardError / 1.5)
        #expect(abs(controlled.varianceReduction! - (plain.standardError / controlled.standardError).squared) < 0.01)
        #expect(controlled.standardDeviation == plain.standardDeviation)
        #expect(controlled.quantile(0.5).value == plain.quantile(0.5).value)
    }

    @Test func aControlThatDoesNotVaryIsRefused() throws {
        let model = try Smooth()
        let options = Simulation.Options(trials: 1000, seed: 1)
        #expect(throws: SimulationError.uselessControl(output: "y")) {
            try Simulation.controlled(
                model.graph, [.init("y", model.y)], by: [.init("y", variate: model.graph.constant(2), mean: 2)], options: options)
        }
    }

    @Test(arguments: [Sampling.random, .antithetic, .sobol]) func aRunEndsWhenItsGoalIsReached(_ sampling: Sampling) throws {
        let model = try Smooth()
        let goal = Simulation.Goal("y", error: 0.0004, isRelative: true)
        let simulation = try model.simulation(sampling, 1 << 22)
        let result = try simulation.run(until: [goal])
        #expect(result.shortfalls.isEmpty && result.trials < 1 << 22 && result.trials % 8192 == 0)
        #expect(result["y"]!.standardError <= 0.0004 * result["y"]!.mean)
        #expect(result["y"]!.count == result.trials)
        for threads in [2, 7] {
            let other = try model.simulation(sampling, 1 << 22, threads: threads).run(until: [goal])
            #expect(bits(other) == bits(result))
        }
        // The first paths are those of a plain run.
        let plain = try model.simulation(sampling, 1 << 22).run().samples(of: ["y"], first: 500)
        #expect(try result.samples(of: ["y"], first: 500) == plain)
    }

    @Test func aGoalOutOfReachIsNamed() throws {
        let result = try Smooth().simulation(.random, 20_000).run(until: [.init("small", error: 1e-9, isRelative: false)])
        #expect(result.trials == 20_000)
        let shortfall = try #require(result.shortfalls.first)
        #expect(shortfall.wanted == 1e-9 && shortfall.reached == result["small"]!.probabilityError)
    }

    @Test func anEventSeesTheSamePoints() throws {
        let model = try Smooth()
        let simulation = try model.simulation(.sobol, 32_768)
        // One more input, declared last and needed by the event alone, changes no draw of the others.
        let w = model.graph.variate(try model.graph.declare("w", isNamed: true, .uniform(min: 0, max: 1)))
        let given = try simulation.given(model.graph.apply(.less, w, model.graph.constant(0.5)), in: model.graph)
        #expect(try given.run().samples(of: ["y"], first: 500) == simulation.run().samples(of: ["y"], first: 500))
    }
}

extension Double {
    fileprivate var squared: Double { self * self }
}
