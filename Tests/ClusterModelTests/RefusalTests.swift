import ClusterModel
import Diagnostics
import Testing

/// Bad input is refused with names and figures.
@Suite struct RefusalTests {
    static let job = SearchTests.job(layers: 12, hidden: 1024, heads: 16, batch: 64)

    private func refusal(_ body: () throws(ClusterError) -> Void) -> ClusterError? {
        do {
            try body()
            return nil
        } catch { return error }
    }

    @Test func whatDoesNotDivideNamesWhatWould() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(16))
        #expect(
            refusal { () throws(ClusterError) in _ = try model.plan(Strategy(tensor: 3)) }
                == .indivisible(what: "heads", whole: 16, parts: 3, allowed: [2, 4]))
        #expect(
            refusal { () throws(ClusterError) in _ = try model.plan(Strategy(pipeline: 5)) }
                == .indivisible(what: "layers", whole: 12, parts: 5, allowed: [4, 6]))
        #expect(
            refusal { () throws(ClusterError) in _ = try model.plan(Strategy(data: 3)) }
                == .indivisible(what: "sequences of a batch", whole: 64, parts: 3, allowed: [2, 4]))
    }

    @Test func aStarvedPipelineAndTooFewChipsAreRefused() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(16))
        #expect(
            refusal { () throws(ClusterError) in _ = try model.plan(Strategy(pipeline: 4, microbatch: 32)) }
                == .pipelineStarved(microbatches: 2, stages: 4, batch: 64))
        #expect(
            refusal { () throws(ClusterError) in _ = try model.plan(Strategy(tensor: 4, data: 8)) }
                == .chips(needed: 32, available: 16))
    }

    @Test func memoryThatIsTooSmallNamesWhatWouldFit() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(16, memory: 5e9))
        let error = try #require(refusal { () throws(ClusterError) in _ = try model.plan(Strategy(data: 8, microbatch: 8)) })
        guard case .memory(let needed, let available, 1, let remedy?) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(needed > available)
        #expect(remedy.hasPrefix("it fits with"))
        #expect(error.diagnostic.message.contains("too little"))
    }

    @Test func aSearchThatFitsNowhereSaysHowMuchIsMissing() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(2, memory: 1e8))
        let error = try #require(refusal { () throws(ClusterError) in _ = try StrategySearch(model).run() })
        guard case .nothingFits(_, let least, 1e8) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(least > 1e8)
    }

    @Test func chipsWithoutThePrecisionSayWhichTheyHave() {
        var job = Self.job
        job.precision = .fp8
        #expect(
            refusal { () throws(ClusterError) in _ = try TrainingModel(job, on: SearchTests.cluster(8)) }
                == .precision(chip: "a100-sxm", asked: "fp8", known: ["bf16"]))
    }

    @Test func noNetworkAndNoBandwidthAreRefused() {
        var cluster = SearchTests.cluster(16)
        cluster.network = 0
        #expect(refusal { () throws(ClusterError) in _ = try TrainingModel(Self.job, on: cluster) } == .unconnected(nodes: 2))
        cluster = SearchTests.cluster(8)
        cluster.chip.bandwidth = 0
        #expect(
            refusal { () throws(ClusterError) in _ = try TrainingModel(Self.job, on: cluster) }
                == .value(subject: "chip a100-sxm", parameter: "bandwidth", value: 0, requirement: "above 0"))
        cluster = SearchTests.cluster(8)
        cluster.chip.memory = .nan
        #expect(refusal { () throws(ClusterError) in _ = try TrainingModel(Self.job, on: cluster) } != nil)
    }
}
