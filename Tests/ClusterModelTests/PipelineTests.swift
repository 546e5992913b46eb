import ClusterModel
import Testing

/// Schedules, task by task.
@Suite struct PipelineTests {
    static func shape(
        _ p: Int, _ m: Int, _ v: Int = 1, _ schedule: Schedule = .oneForwardOneBackward, forward: Double = 1, backward: Double = 2,
        weights: Double = 0
    ) -> PipelineShape {
        let chunks = p * v
        return PipelineShape(
            stages: p, microbatches: m, interleave: v, schedule: schedule, forward: Array(repeating: forward, count: chunks),
            backward: Array(repeating: backward, count: chunks), weights: Array(repeating: weights, count: chunks))
    }

    /// Equal stages: (m + p − 1)(f + b), interleaved m v (f + b) + (p − 1)(f + b) of a piece.
    @Test(arguments: [(1, 4, 1), (4, 4, 1), (4, 16, 1), (16, 64, 1), (4, 8, 2), (8, 32, 3), (16, 16, 4)])
    func equalStagesFollowTheTextbook(_ p: Int, _ m: Int, _ v: Int) throws {
        let run = try PipelineRun(Self.shape(p, m, v))
        #expect(abs(run.end - Double(m * v + p - 1) * 3) < 1e-9)
        #expect(abs(run.idleShare - Double(p - 1) / Double(m * v + p - 1)) < 1e-12)
        if v == 1 { #expect(run.kept(0) == Double(min(p, m))) }
    }

    /// Nothing begins before what it needs, nothing overlaps, everything is done once.
    @Test(arguments: [
        shape(4, 8), shape(4, 8, 2), shape(6, 24, 3), shape(4, 12, 1, .zeroBubble, backward: 1, weights: 1),
        shape(8, 8, 1, .zeroBubble, forward: 0.9, backward: 1.3, weights: 0.7),
    ])
    func theOrderIsPossible(_ shape: PipelineShape) throws {
        let run = try PipelineRun(shape)
        var end: [[Int]: Double] = [:]
        for tasks in run.tasks {
            for (task, after) in zip(tasks, tasks.dropFirst()) { #expect(after.start >= task.end) }
            for task in tasks {
                #expect(end.updateValue(task.end, forKey: [task.kind.rawValue, task.microbatch, task.chunk]) == nil)
            }
        }
        let kinds = shape.schedule == .zeroBubble ? 3 : 2
        #expect(end.count == kinds * shape.chunks * shape.microbatches)
        for task in run.tasks.joined() {
            let needed: [Int]? =
                switch task.kind {
                case .forward: task.chunk > 0 ? [0, task.microbatch, task.chunk - 1] : nil
                case .backward:
                    task.chunk < shape.chunks - 1 ? [1, task.microbatch, task.chunk + 1] : [0, task.microbatch, task.chunk]
                case .weights: [1, task.microbatch, task.chunk]
                }
            if let needed { #expect(end[needed]! <= task.start) }
        }
    }

    /// With f = b = w, H1 leaves a third of the bubble of 1F1B, at its memory (Qi et al. 2024, table 2).
    @Test func zeroBubbleLeavesAThirdAtTheSameMemory() throws {
        let plain = try PipelineRun(Self.shape(8, 32, forward: 1, backward: 2))
        let moved = try PipelineRun(Self.shape(8, 32, 1, .zeroBubble, forward: 1, backward: 1, weights: 1))
        let work = 32.0 * 3
        #expect(moved.end - work <= (plain.end - work) * 0.45)
        for stage in 0..<8 { #expect(moved.kept(stage) <= 8) }
    }

    @Test func aSlowStageHoldsUpAll() throws {
        var shape = Self.shape(4, 32)
        shape.slowdown[2] = 1.5
        let run = try PipelineRun(shape)
        #expect(run.end >= 32 * 4.5)
        #expect(run.end <= (32 + 3) * 4.5)
        #expect(run.idle(2) < run.idle(0))
    }

    /// The closed form of `TrainingModel` is the simulation's pipeline.
    @Test(arguments: [
        Strategy(tensor: 2, pipeline: 4, data: 4), Strategy(tensor: 2, pipeline: 8, data: 2, recompute: .full),
        Strategy(tensor: 4, pipeline: 4, data: 2, interleave: 2), Strategy(pipeline: 16, data: 1, recompute: .selective),
    ])
    func theClosedFormAgrees(_ s: Strategy) throws {
        let model = try TrainingModel(StepTests.job, on: SearchTests.cluster(64))
        let t = try model.plan(s).time
        let closed = t.compute + t.recompute + t.tensorCollectives + t.expertExchange + t.stageExchange + t.bubble
        let run = try PipelineRun(PipelineShape(model, s))
        #expect(abs(run.end / closed - 1) < 0.02, "\(s.text): \(run.end) by events, \(closed) in closed form")
    }

    @Test func thePictureIsWholeAndEscaped() throws {
        let run = try PipelineRun(Self.shape(3, 5))
        let svg = run.svg(title: "a < b & c")
        #expect(svg.contains("a &lt; b &amp; c"))
        #expect(svg.hasSuffix("</svg>\n"))
        #expect(run.rows(width: 42).count == 3)
        for row in run.rows(width: 42) { #expect(row.chart.count == 42) }
        // (5 + 2) · 3 seconds, two columns each: forward at once in the first stage, the last waits 2 seconds.
        #expect(run.rows(width: 42)[2].chart.hasPrefix("····░░████"))
    }

    @Test func badShapesAreRefused() {
        #expect(throws: ClusterError.self) { try PipelineRun(Self.shape(4, 6, 2)) }
        #expect(throws: ClusterError.self) { try PipelineRun(Self.shape(4, 8, forward: .nan)) }
        #expect(throws: ClusterError.self) { try PipelineRun(Self.shape(4, 0)) }
        #expect(throws: ClusterError.self) { try PipelineRun(Self.shape(4, 1 << 20, 1 << 4)) }
    }
}
