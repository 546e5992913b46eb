/// Bytes on one chip of one pipeline stage.
public struct TrainingMemory: Hashable, Sendable {
    public var weights = 0.0
    public var gradients = 0.0
    public var optimizer = 0.0
    /// What the backward pass still needs of the forward passes under way.
    public var activations = 0.0

    package init() {}

    public var state: Double { weights + gradients + optimizer }
    public var total: Double { state + activations }
}

extension TrainingMemory {
    /// Bytes of a stage's activations of one layer and one microbatch on one chip, 16-bit [arXiv:2205.05198, table 2]:
    /// sbh(34 + 5as/h) without tensor parallelism; fused attention keeps no scores; full recomputation keeps 2sbh.
    @inline(__always)
    package static func layerActivations(_ job: TrainingJob, _ s: Strategy) -> Double {
        let m = job.model
        let tokens = Double(s.microbatch) * Double(job.sequence) / Double(s.context)
        let h = Double(m.hidden)
        let t = Double(s.tensor)
        let whole = s.isSequenceParallel ? t : 1
        guard s.recompute != .full else { return 2 * tokens * h / whole }
        let keyValue = Double(m.keyValueHeads * m.headWidth) / h
        let query = Double(m.heads * m.headWidth) / h
        // Of the 24 bytes that divide: q, k, v and the core's result, and the feed-forward part's inputs and outputs.
        let inner = Double(m.feedForward * (m.experts > 0 ? m.activeExperts + m.sharedExperts : 1)) / h
        let split = 4 * query + 4 * keyValue + (m.isGated ? 6 : 4) * inner
        let scores = job.hasFusedAttention || s.recompute == .selective
            ? 0 : 5 * Double(m.heads) * Double(job.sequence) / h
        return tokens * h * (10 / whole + (split + scores) / t)
    }

    /// Of a stage of `layers` layers, counted from 0. `embedding` are parameters beside the layers on one chip.
    /// Mixed-precision Adam keeps 2 + 4 + 12 bytes per parameter; ZeRO spreads them over the copies.
    @inline(__always)
    package static func of(
        _ job: TrainingJob, _ s: Strategy, stage: Int, layers: Double, perLayer: Double, activations: Double, embedding: Double
    ) -> TrainingMemory {
        var memory = TrainingMemory()
        let parameters = layers * perLayer + embedding
        let d = Double(s.data)
        // Experts that are spread over e groups have d / e copies only: what ZeRO spreads is then the whole layer over d.
        let spread = (s.expert > 1 ? layers * job.model.layerParameters / Double(s.tensor) + embedding : parameters) / d
        memory.weights = 2 * (s.zero >= 3 ? spread : parameters)
        memory.gradients = 4 * (s.zero >= 2 ? spread : parameters)
        memory.optimizer = s.offload > 0 ? 0 : 12 * (s.zero >= 1 ? spread : parameters)
        let p = Double(s.pipeline)
        let v = Double(s.interleave)
        // 1F1B: the first stage keeps p microbatches under way; interleaving keeps (p − 1)/v of a stage more.
        var underWay = p - Double(stage)
        if s.interleave > 1 { underWay += (p - 1) / v - Double(stage) * (1 / v) }
        let microbatches = Double(s.microbatches(batch: job.batch))
        memory.activations = activations * layers * max(1, min(underWay, microbatches))
        return memory
    }
}
