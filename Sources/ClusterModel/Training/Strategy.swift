/// What is computed again in the backward pass instead of being kept.
public enum Recompute: Int, CaseIterable, Hashable, Sendable {
    case none, selective, full

    package var name: String {
        switch self {
        case .none: "none"
        case .selective: "selective"
        case .full: "full"
        }
    }
}

/// How the stages of a pipeline take turns.
public enum Schedule: Int, CaseIterable, Hashable, Sendable {
    /// One forward, one backward; interleaved where a chip holds several stages.
    case oneForwardOneBackward
    /// Weight gradients fill the bubble [arXiv:2401.10241].
    case zeroBubble
}

/// One way to spread a job over chips.
public struct Strategy: Hashable, Sendable {
    /// Chips that share every matrix.
    public var tensor = 1
    /// Stages.
    public var pipeline = 1
    /// Copies.
    public var data = 1
    /// Chips that share a sequence.
    public var context = 1
    /// Groups that experts are spread over; they are among the copies.
    public var expert = 1
    /// Sequences a copy works on at once.
    public var microbatch = 1
    /// Stages that one chip holds.
    public var interleave = 1
    /// Whether what tensor parallelism leaves whole is spread along the sequence.
    public var isSequenceParallel = false
    public var recompute = Recompute.none
    /// 0 to 3: what is spread over the copies: nothing, optimizer, gradients, weights.
    public var zero = 0
    public var schedule = Schedule.oneForwardOneBackward
    /// Bytes per second to the host's memory, over which optimizer state lives; 0 keeps it on the chip.
    public var offload = 0.0

    package init(
        tensor: Int = 1, pipeline: Int = 1, data: Int = 1, context: Int = 1, expert: Int = 1, microbatch: Int = 1,
        interleave: Int = 1, isSequenceParallel: Bool = false, recompute: Recompute = .none, zero: Int = 0,
        schedule: Schedule = .oneForwardOneBackward, offload: Double = 0
    ) {
        self.tensor = tensor
        self.pipeline = pipeline
        self.data = data
        self.context = context
        self.expert = expert
        self.microbatch = microbatch
        self.interleave = interleave
        self.isSequenceParallel = isSequenceParallel
        self.recompute = recompute
        self.zero = zero
        self.schedule = schedule
        self.offload = offload
    }

    package var chips: Int { tensor * pipeline * data * context }

    package func microbatches(batch: Int) -> Int { batch / (data * microbatch) }

    /// The layers of the fullest stage; first and last stages may hold one less, beside embedding and output head.
    package func layersPerStage(_ layers: Int) -> Int { (layers + pipeline - 1) / pipeline }

    /// `tp8 pp16 dp64 mb1 v4 sp recompute none zero1`
    package var text: String {
        var words = ["tp\(tensor)", "pp\(pipeline)", "dp\(data)"]
        if context > 1 { words.append("cp\(context)") }
        if expert > 1 { words.append("ep\(expert)") }
        words.append("microbatch \(microbatch)")
        if interleave > 1 { words.append("interleave \(interleave)") }
        if isSequenceParallel { words.append("sequence parallel") }
        words.append("recompute \(recompute.name)")
        if zero > 0 { words.append("ZeRO-\(zero)") }
        if schedule == .zeroBubble { words.append("zero-bubble") }
        if offload > 0 { words.append("offload") }
        return words.joined(separator: ", ")
    }

    /// Refuses what does not divide, with the nearest numbers that do. A pipeline with fewer microbatches than stages runs, badly:
    /// it is refused unless `fillsPipeline` is false.
    package func check(_ job: TrainingJob, on cluster: Cluster, fillsPipeline: Bool = true) throws(ClusterError) {
        let parts = [
            ("tp", tensor), ("pp", pipeline), ("dp", data), ("cp", context), ("ep", expert), ("microbatch", microbatch),
            ("interleave", interleave),
        ]
        for (name, value) in parts where value < 1 || value > 1 << 24 {
            throw .value(subject: "a strategy", parameter: name, value: Double(value), requirement: "at least 1")
        }
        guard (0...3).contains(zero) else {
            throw .value(subject: "a strategy", parameter: "zero", value: Double(zero), requirement: "from 0 to 3")
        }
        guard offload >= 0, offload.isFinite else {
            throw .value(subject: "a strategy", parameter: "offload", value: offload, requirement: "at least 0")
        }
        try divide("heads", job.model.heads, tensor)
        let padded = job.model.layers + 2
        if job.model.layers % pipeline != 0, padded % pipeline != 0 {
            try divide("layers", job.model.layers, pipeline)
        }
        try divide("layers per stage", layersPerStage(job.model.layers), interleave)
        try divide("sequences of a batch", job.batch, data)
        try divide("sequences of a copy", job.batch / data, microbatch)
        try divide("tokens of a sequence", job.sequence, context)
        if expert > 1 {
            try divide("experts", max(job.model.experts, 1), expert)
            try divide("copies", data, expert)
        }
        let (two, overflow) = tensor.multipliedReportingOverflow(by: pipeline)
        let (three, overflow2) = two.multipliedReportingOverflow(by: data * context)
        guard !overflow, !overflow2, three <= cluster.chips else {
            throw .chips(needed: overflow || overflow2 ? Int.max : three, available: cluster.chips)
        }
        let count = microbatches(batch: job.batch)
        guard count >= pipeline || !fillsPipeline else {
            throw .pipelineStarved(microbatches: count, stages: pipeline, batch: job.batch)
        }
    }

    private func divide(_ what: String, _ whole: Int, _ parts: Int) throws(ClusterError) {
        guard whole % parts != 0 else { return }
        throw .indivisible(what: what, whole: whole, parts: parts, allowed: Divisors.near(parts, of: whole))
    }
}
