import ClusterModel
import Testing

/// A search gives what pricing everything gives.
@Suite struct SearchTests {
    static func job(layers: Int, hidden: Int, heads: Int, batch: Int) -> TrainingJob {
        TrainingJob(
            model: Architecture(name: "small", layers: layers, hidden: hidden, heads: heads, vocabulary: 32000), sequence: 1024,
            batch: batch)
    }

    static func cluster(_ chips: Int, memory: Double = 80e9) -> Cluster {
        var chip = Chip.a100
        chip.memory = memory
        return Cluster(chip: chip, chips: chips, nodeSize: 8, inside: .a100, network: 25e9)
    }

    @Test(arguments: [(12, 1024, 16, 64, 16), (30, 3072, 32, 96, 48), (22, 2048, 8, 60, 64), (6, 512, 4, 7, 8), (48, 8192, 64, 64, 64)])
    func pruningChangesNothing(_ layers: Int, _ hidden: Int, _ heads: Int, _ batch: Int, _ chips: Int) throws {
        let model = try TrainingModel(Self.job(layers: layers, hidden: hidden, heads: heads, batch: batch), on: Self.cluster(chips))
        let search = StrategySearch(model)
        let pruned = try search.run()
        let whole = try search.run(isExhaustive: true)
        #expect(pruned.best.strategy == whole.best.strategy)
        #expect(pruned.nearTies.map(\.strategy) == whole.nearTies.map(\.strategy))
        #expect(pruned.candidates == whole.candidates)
        #expect(pruned.priced <= whole.priced)
        #expect(whole.priced == whole.candidates)
    }

    /// Brute force of its own: every combination is handed to the plain entry point, which refuses what is not allowed.
    @Test func theBestIsTheBestOfAllCombinations() throws {
        let job = Self.job(layers: 4, hidden: 1024, heads: 8, batch: 8)
        let model = try TrainingModel(job, on: Self.cluster(8, memory: 6e9))
        var best = Double.infinity
        for t in 1...8 {
            for p in 1...6 {
                for d in 1...8 where t * p * d <= 8 {
                    for b in 1...8 {
                        for v in 1...4 {
                            for recompute in Recompute.allCases {
                                for zero in 0...3 {
                                    for isSpread in [false, true] {
                                        let s = Strategy(
                                            tensor: t, pipeline: p, data: d, microbatch: b, interleave: v,
                                            isSequenceParallel: isSpread, recompute: recompute, zero: zero)
                                        // Interleaving asks for whole rounds of the pipeline.
                                        if v > 1, p == 1 || job.batch / d / b % p != 0 { continue }
                                        if let plan = try? model.plan(s) { best = min(best, plan.step) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        #expect(try StrategySearch(model).run().best.step == best)
    }

    @Test func nothingOnTheFrontIsBeaten() throws {
        let model = try TrainingModel(Self.job(layers: 12, hidden: 1024, heads: 16, batch: 64), on: Self.cluster(16))
        let front = try StrategySearch(model).run(isExhaustive: true).front
        #expect(front.count > 1)
        for a in front {
            for b in front where a != b {
                #expect(!(a.step <= b.step && a.memory.total <= b.memory.total && a.strategy.chips <= b.strategy.chips))
            }
        }
    }
}
