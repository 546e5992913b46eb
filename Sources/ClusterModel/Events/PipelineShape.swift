/// A pipeline to simulate: how many stages, microbatches and pieces, and how long each piece takes.
///
/// Chunk c of the model lives on chip c modulo `stages`: with interleaving a chip holds several.
public struct PipelineShape: Hashable, Sendable {
    public var stages: Int
    public var microbatches: Int
    /// Chunks on one chip.
    public var interleave: Int
    public var schedule: Schedule
    /// Seconds of one microbatch in each of the stages × interleave chunks; the backward pass is without what `weights` counts.
    public var forward: [Double]
    public var backward: [Double]
    /// Seconds of the gradients of weights, which nobody waits for; part of `backward` unless the schedule moves them.
    public var weights: [Double]
    /// How much longer each stage takes than it should: 1 of a healthy one.
    public var slowdown: [Double]

    package init(
        stages: Int, microbatches: Int, interleave: Int = 1, schedule: Schedule = .oneForwardOneBackward, forward: [Double],
        backward: [Double], weights: [Double] = [], slowdown: [Double] = []
    ) {
        self.stages = stages
        self.microbatches = microbatches
        self.interleave = interleave
        self.schedule = schedule
        self.forward = forward
        self.backward = backward
        self.weights = weights.isEmpty ? Array(repeating: 0, count: forward.count) : weights
        self.slowdown = slowdown.isEmpty ? Array(repeating: 1, count: stages) : slowdown
    }

    package var chunks: Int { stages * interleave }

    package func check() throws(ClusterError) {
        for (parameter, value, most) in [
            ("pp", stages, 1 << 16), ("microbatches", microbatches, 1 << 20), ("interleave", interleave, 1 << 10),
        ] where value < 1 || value > most {
            throw .value(subject: "a schedule", parameter: parameter, value: Double(value), requirement: "from 1 to \(most)")
        }
        let tasks = Double(chunks) * Double(microbatches) * (schedule == .zeroBubble ? 3 : 2)
        guard tasks <= 2e7 else {
            throw .value(subject: "a schedule", parameter: "tasks", value: tasks, requirement: "at most 20 million; lower microbatches or pp")
        }
        guard interleave == 1 || microbatches % stages == 0 else {
            throw .indivisible(what: "microbatches", whole: microbatches, parts: stages, allowed: Divisors.near(stages, of: microbatches))
        }
        guard interleave == 1 || schedule == .oneForwardOneBackward else {
            throw .value(
                subject: "a zero-bubble schedule", parameter: "interleave", value: Double(interleave), requirement: "1")
        }
        precondition(forward.count == chunks && backward.count == chunks && weights.count == chunks && slowdown.count == stages)
        for list in [forward, backward, weights, slowdown] {
            for seconds in list where !(seconds >= 0 && seconds.isFinite) {
                throw .value(subject: "a schedule", parameter: "time of a stage", value: seconds, requirement: "a finite number of at least 0")
            }
        }
    }
}

/// One piece of work of a chip.
public struct PipelineTask: Hashable, Sendable {
    public enum Kind: Int, Hashable, Sendable {
        case forward, backward, weights
    }
    public var kind: Kind
    public var microbatch: Int
    public var chunk: Int
    /// Seconds from the step's beginning.
    public var start: Double
    public var end: Double
}
