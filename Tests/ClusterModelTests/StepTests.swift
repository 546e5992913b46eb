import ClusterModel
import Testing

/// The step's parts, schedules and collectives follow their closed forms.
@Suite struct StepTests {
    static let job = SearchTests.job(layers: 16, hidden: 2048, heads: 16, batch: 64)

    static func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool { abs(a - b) <= tolerance * max(abs(a), abs(b)) }

    @Test func thePartsAddUpAndAreNoNegatives() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(64))
        for s in [
            Strategy(microbatch: 2), Strategy(tensor: 8, isSequenceParallel: true), Strategy(tensor: 2, pipeline: 4, data: 8, zero: 1),
            Strategy(pipeline: 4, data: 2, interleave: 2, recompute: .full),
            Strategy(pipeline: 4, data: 2, recompute: .selective, schedule: .zeroBubble),
        ] {
            let t = try model.plan(s).time
            let parts = [
                t.compute, t.recompute, t.tensorCollectives, t.expertExchange, t.stageExchange, t.bubble, t.gradientExchange,
                t.optimizer, t.offload, t.other,
            ]
            #expect(parts.allSatisfy { $0 >= 0 && $0.isFinite }, "\(s.text): \(t)")
            #expect(Self.close(parts.reduce(0, +), t.total))
        }
    }

    /// (p − 1)/(v·m) of the ideal: embedding and head shift it a little.
    @Test func interleavingDividesTheBubble() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(64))
        let plain = try model.plan(Strategy(pipeline: 4)).time.bubble
        let twice = try model.plan(Strategy(pipeline: 4, interleave: 2)).time.bubble
        #expect(twice < 0.6 * plain)
        #expect(twice > 0.45 * plain)
        #expect(try model.plan(Strategy(pipeline: 4, schedule: .zeroBubble)).time.bubble < plain)
    }

    @Test func zeroStagesDivideTheState() throws {
        let model = try TrainingModel(Self.job, on: SearchTests.cluster(64))
        let state = try (0...3).map { zero in try model.plan(Strategy(data: 8, zero: zero)).memory }
        #expect(Self.close(state[1].optimizer, state[0].optimizer / 8))
        #expect(state[1].gradients == state[0].gradients)
        #expect(state[2].weights == state[0].weights)
        #expect(Self.close(state[2].gradients, state[0].gradients / 8))
        #expect(Self.close(state[3].weights, state[0].weights / 8))
        #expect(Self.close(state[0].state / state[0].weights, 9))
    }

    @Test func parametersOfPublishedModels() throws {
        let published: [(String, Double, Double)] = [
            ("gpt3-175b", 175e9, 0.01), ("llama-3.1-405b", 405.8e9, 0.005), ("llama-2-70b", 69e9, 0.005), ("deepseek-v3", 671e9, 0.01),
            ("mixtral-8x7b", 46.7e9, 0.005), ("turing-530b", 529.6e9, 0.005),
        ]
        for (name, parameters, tolerance) in published {
            let model = try #require(Architecture.catalogue.first { $0.architecture.name == name }).architecture
            try model.check()
            #expect(Self.close(model.parameters, parameters, tolerance), "\(name): \(model.parameters)")
        }
        let deepSeek = try #require(Architecture.catalogue.first { $0.architecture.name == "deepseek-v3" }).architecture
        #expect(Self.close(deepSeek.activeParameters, 37e9, 0.03), "\(deepSeek.activeParameters)")
        #expect(Self.close(deepSeek.cache(bytes: 2), 70e3, 0.01), "\(deepSeek.cache(bytes: 2))")
    }

    @Test func algorithmsFollowTheirFormulas() throws {
        let (s, b, a) = (1e9, 50e9, 5e-6)
        #expect(Self.close(try AllReduceAlgorithm.ring.time(s, members: 8, rate: b, latency: a), 14 * a + 1.75 * s / b))
        #expect(Self.close(try AllReduceAlgorithm.doubleTree.time(s, members: 9, rate: b, latency: a), 8 * a + 2 * s / b))
        #expect(Self.close(try AllReduceAlgorithm.halvingDoubling.time(s, members: 8, rate: b, latency: a), 6 * a + 1.75 * s / b))
        // 4 × 4: rings of four on all, then on a quarter, each at twice the rate.
        #expect(
            Self.close(
                try AllReduceAlgorithm.torus([4, 4]).time(s, members: 16, rate: b, latency: a),
                12 * a + 1.5 * (s + s / 4) / (2 * b)))
        #expect(
            Self.close(
                try AllReduceAlgorithm.hierarchical(group: 8, insideRate: 10 * b).time(s, members: 16, rate: b, latency: a),
                2 * (7 * a + 0.875 * s / (10 * b)) + 2 * a + s / 8 / b))
        #expect(throws: ClusterError.self) { try AllReduceAlgorithm.ring.time(s, members: 8, rate: 0, latency: a) }
        #expect(throws: ClusterError.self) { try AllReduceAlgorithm.torus([4, 3]).time(s, members: 16, rate: b, latency: a) }
    }

    @Test func moreHardwareIsNeverSlower() throws {
        var cluster = SearchTests.cluster(64)
        let s = Strategy(tensor: 4, pipeline: 2, data: 8)
        let before = try TrainingModel(Self.job, on: cluster).plan(s).step
        cluster.chip.bandwidth *= 2
        let second = try TrainingModel(Self.job, on: cluster).plan(s).step
        #expect(second < before)
        cluster.network *= 2
        #expect(try TrainingModel(Self.job, on: cluster).plan(s).step < second)
    }

    @Test func onlyWhatWasMeasuredIsCalibrated() throws {
        var job = Self.job
        job.hasFusedAttention = false
        let cluster = SearchTests.cluster(64)
        let known = try TrainingModel(job, on: cluster).plan(Strategy(tensor: 2, data: 8)).evidence
        #expect(known.grade == .calibrated)
        let fused = try TrainingModel(Self.job, on: cluster).plan(Strategy(tensor: 2, data: 8)).evidence
        #expect(fused.grade == .extrapolated)
        #expect(fused.band > known.band)
        var other = cluster
        other.chip.family = .general
        #expect(try TrainingModel(job, on: other).plan(Strategy(tensor: 2, data: 8)).evidence.grade == .assumed)
    }
}
