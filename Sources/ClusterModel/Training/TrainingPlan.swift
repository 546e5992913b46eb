/// One strategy priced: time, memory, energy and how sure the figures are.
public struct TrainingPlan: Hashable, Sendable {
    public let job: TrainingJob
    public let cluster: Cluster
    public let strategy: Strategy
    public let time: StepTime
    /// Of the fullest chip.
    public let memory: TrainingMemory
    public let evidence: Evidence

    init(_ model: TrainingModel, _ strategy: Strategy, _ time: StepTime, _ memory: TrainingMemory) {
        job = model.job
        cluster = model.cluster
        self.strategy = strategy
        self.time = time
        self.memory = memory
        evidence = Evidence(model.job, on: model.cluster, strategy)
    }

    /// Seconds of a step.
    public var step: Double { time.total }
    public var tokensPerStep: Double { Double(job.batch) * Double(job.sequence) }
    public var tokensPerSecond: Double { tokensPerStep / step }
    /// Seconds for all tokens of the job, without failures; 0 where the job names none.
    public var duration: Double { job.tokens / tokensPerSecond }

    /// Model FLOP/s of one chip: what the model needs, without recomputation, attention counted as the job computes it.
    public var flopsPerChip: Double {
        job.model.flops(sequence: job.sequence, isCausal: job.hasFusedAttention) * tokensPerSecond / Double(strategy.chips)
    }

    /// `flopsPerChip` over the published dense rate.
    public var utilization: Double {
        guard let peak = try? cluster.chip.peak(job.precision) else { return 0 }
        return flopsPerChip / peak
    }

    /// Mean power of a chip over its full power: a third at rest, and the rest in proportion to the time its units are busy. An
    /// assumption: published loads of training lie between 0.7 and 1.
    public var powerShare: Double { 0.35 + 0.65 * min(1, max(0, (time.compute + time.recompute) / time.total)) }

    /// Mean watts of a chip.
    public var powerPerChip: Double { cluster.chip.power * powerShare }

    /// Joules of one step on all chips used, without cooling and hosts.
    public var energyPerStep: Double { powerPerChip * Double(strategy.chips) * step }

    /// Money for a million tokens at a price per chip and hour.
    public func cost(perChipHour price: Double) -> Double {
        price / 3600 * Double(strategy.chips) / tokensPerSecond * 1e6
    }
}

/// How a prediction is known.
public enum Grade: Int, Comparable, Hashable, Sendable {
    case measured, interpolated, calibrated, extrapolated, assumed

    public static func < (a: Grade, b: Grade) -> Bool { a.rawValue < b.rawValue }

    package var name: String {
        switch self {
        case .measured: "measured"
        case .interpolated: "interpolated"
        case .calibrated: "calibrated"
        case .extrapolated: "extrapolated"
        case .assumed: "assumed"
        }
    }
}

/// The grade of a plan, and the band that nine of ten residuals of its nearest regime stay within.
public struct Evidence: Hashable, Sendable {
    public let grade: Grade
    /// Relative: the step is expected within × (1 ± band).
    public let band: Double
    /// Why, in a sentence.
    public let reason: String

    /// Chips with fitted constants and steps (A100) are calibrated; with fitted constants and foreign steps extrapolated; the rest
    /// assumed. Bands: the largest 90th percentile of the residuals of the fitted sets of rows, and multiples beyond them.
    init(_ job: TrainingJob, on cluster: Cluster, _ s: Strategy) {
        var reasons: [String] = []
        var grade = Grade.calibrated
        var band = 0.17
        if cluster.chip.family != .a100 {
            let isKnown = cluster.chip.family != .general
            grade = isKnown ? .extrapolated : .assumed
            band = isKnown ? 0.25 : 0.4
            reasons.append(
                isKnown
                    ? "matrix products of \(cluster.chip.name) were measured, training steps of it not fitted"
                    : "nothing measured on \(cluster.chip.name): efficiencies are those of other chips")
        }
        // No fitted run had fused attention; sharding of gradients or weights was not among them either.
        if job.hasFusedAttention || s.zero >= 2 {
            grade = max(grade, .extrapolated)
            band *= 1.3
            reasons.append("no fitted run had fused attention or ZeRO-2: a search that chooses them picks what was never checked")
        }
        if s.chips > 3072 {
            grade = max(grade, .extrapolated)
            band *= 1.3
            reasons.append("\(s.chips) chips are more than the 3072 of the measured runs")
        }
        if job.model.experts > 0 || s.context > 1 || s.zero == 3 || s.offload > 0 || s.schedule == .zeroBubble
            || job.precision == .fp8 || job.precision == .fp4
        {
            grade = max(grade, .extrapolated)
            band *= 1.5
            reasons.append("experts, context parallelism, ZeRO-3, offload, zero-bubble and 8 or 4 bits are not among the measured runs")
        }
        if s.offload > 0 { reasons.append("an answer that rests on offload is fragile: it changes with the host's link") }
        self.grade = grade
        self.band = band
        reason = reasons.isEmpty ? "within the range of the measured A100 runs" : reasons.joined(separator: "; ")
    }
}
