/// Where the time of a step goes, seconds. The parts add up to the step.
public struct StepTime: Hashable, Sendable {
    /// Forward, backward and head of the busiest stage, without what the other parts count.
    public var compute = 0.0
    public var recompute = 0.0
    public var tensorCollectives = 0.0
    public var expertExchange = 0.0
    /// Exchanges between stages.
    public var stageExchange = 0.0
    /// Waiting while the pipeline fills and empties.
    public var bubble = 0.0
    public var gradientExchange = 0.0
    public var optimizer = 0.0
    /// Optimizer state to and from the host's memory.
    public var offload = 0.0
    public var other = 0.0

    package init() {}

    public var total: Double {
        compute + recompute + tensorCollectives + expertExchange + stageExchange + bubble + gradientExchange + optimizer
            + offload + other
    }
}

/// Prices strategies of one job on one cluster.
package struct TrainingModel: Sendable {
    package let job: TrainingJob
    package let cluster: Cluster
    let products: MatrixProduct

    package init(_ job: TrainingJob, on cluster: Cluster) throws(ClusterError) {
        try job.check()
        try cluster.check()
        self.job = job
        self.cluster = cluster
        products = try MatrixProduct(cluster.chip, job.precision)
    }

    /// Parameters of one layer on one chip.
    package func parametersPerLayer(_ s: Strategy) -> Double {
        let m = job.model
        let whole = m.layerParameters / Double(s.tensor)
        guard s.expert > 1 else { return whole }
        let experts = Double(m.experts) * m.expertParameters * (1 - Double(m.denseLayers) / Double(m.layers)) / Double(s.tensor)
        return whole - experts * (1 - 1 / Double(s.expert))
    }

    /// Seconds that a stage waits for one microbatch from its neighbour.
    @inline(__always)
    func stageHop(_ s: Strategy, _ cost: LayerCost) -> Double {
        let crosses = s.tensor * s.data * s.context >= cluster.nodeSize
        // Without a network everything is one node, whatever the order of chips.
        return cost.boundary / (crosses && cluster.network > 0 ? cluster.network * cluster.networkEfficiency : cluster.inside.rate)
            + job.software.hop
    }

    /// The step's time from the price of its layers. O(1), no allocation: the inner loop of every search.
    @inline(__always)
    package func step(_ s: Strategy, _ cost: LayerCost, perLayer: Double) -> StepTime {
        let software = job.software
        let factor = software.factor
        let (p, t, d, v) = (Double(s.pipeline), Double(s.tensor), Double(s.data), Double(s.interleave))
        let m = Double(s.microbatches(batch: job.batch))
        let fullest = Double(s.layersPerStage(job.model.layers))
        // Uneven stages (layers + 2 divide): first and last hold one layer less.
        let isPadded = job.model.layers % s.pipeline != 0
        let ends = isPadded ? fullest - 1 : fullest
        let node = Double(cluster.nodeSize)
        let hop = s.pipeline > 1 ? stageHop(s, cost) : 0
        let layer = cost.total
        let middle = fullest * layer
        let last = ends * layer + cost.head
        let first = ends * layer + cost.embedding
        let isAlone = s.pipeline == 1
        let busiest = isAlone ? middle + cost.head + cost.embedding : max(middle, max(first, last))
        let exchange = isAlone ? 0 : 2 * hop * v

        var time = StepTime()
        time.recompute = m * fullest * cost.recomputed * factor
        time.tensorCollectives = m * fullest * cost.tensorCollectives * factor
        time.expertExchange = m * fullest * cost.expertExchange * factor
        time.stageExchange = m * exchange * factor
        time.compute = m * busiest * factor - time.recompute - time.tensorCollectives - time.expertExchange
        if !isAlone {
            var others = (middle + exchange) * (p - 2) + first + last + 2 * exchange - busiest - exchange
            if s.schedule == .zeroBubble { others = max(0, others - (p - 1) * fullest * cost.weightGradients) }
            time.bubble = others / v * factor
        }

        let embedding = job.model.embeddingParameters / t
        let parameters = perLayer * (isPadded ? fullest : ends) + embedding
        if s.data > 1 {
            let crosses = t * d > node
            let passes = 2 * (d - 1) / d
            let flow = passes * 2 * parameters
            var once = 0.0
            if crosses, cluster.network > 0 {
                // A ring of copies enters a node once; t rings share the node's way out.
                once = flow * min(t, node) / (cluster.network * cluster.networkEfficiency * node)
            } else {
                once = flow / cluster.inside.rate
            }
            var exchanged = once
            if s.zero == 3 { exchanged = once * 0.5 + once * m }
            let hidden = software.overlap * fullest * cost.backward * (s.zero == 3 ? m : 1)
            time.gradientExchange = max(0, exchanged - hidden) * factor
        }
        let owned = parameters / (s.zero >= 1 ? d : 1)
        time.optimizer = owned * software.optimizerBytes / cluster.chip.bandwidth * factor
        if s.offload > 0 { time.offload = owned * 32 / s.offload * factor }
        time.other = software.fixed * factor
        return time
    }

    /// Memory of the fullest stage's chip, and which stage that is, counted from 1.
    @inline(__always)
    package func memory(_ s: Strategy, _ cost: LayerCost, perLayer: Double) -> (memory: TrainingMemory, stage: Int) {
        let fullest = Double(s.layersPerStage(job.model.layers))
        let isPadded = job.model.layers % s.pipeline != 0
        let embedding = job.model.embeddingParameters / Double(s.tensor)
        let first = TrainingMemory.of(
            job, s, stage: 0, layers: isPadded ? fullest - 1 : fullest, perLayer: perLayer, activations: cost.activations,
            embedding: embedding * (s.pipeline == 1 && job.model.isGated ? 2 : 1))
        guard isPadded, s.pipeline > 2 else { return (first, 1) }
        let second = TrainingMemory.of(
            job, s, stage: 1, layers: fullest, perLayer: perLayer, activations: cost.activations, embedding: 0)
        return second.total > first.total ? (second, 2) : (first, 1)
    }

    /// Memory of every stage, first to last.
    package func memoryByStage(_ s: Strategy) throws(ClusterError) -> [TrainingMemory] {
        try s.check(job, on: cluster)
        let cost = layerCost(s)
        let perLayer = parametersPerLayer(s)
        let isPadded = job.model.layers % s.pipeline != 0
        let fullest = Double(s.layersPerStage(job.model.layers))
        return (0..<s.pipeline).map { stage in
            let isEnd = stage == 0 || stage == s.pipeline - 1
            return TrainingMemory.of(
                job, s, stage: stage, layers: isEnd && isPadded ? fullest - 1 : fullest, perLayer: perLayer,
                activations: cost.activations, embedding: isEnd ? job.model.embeddingParameters / Double(s.tensor) : 0)
        }
    }

    /// Prices one strategy; with `mustFit` false also one whose memory or pipeline would be refused, for runs that took place.
    /// - Throws: `ClusterError` for what does not divide, does not fit, or is no number.
    package func plan(_ s: Strategy, mustFit: Bool = true) throws(ClusterError) -> TrainingPlan {
        try s.check(job, on: cluster, fillsPipeline: mustFit)
        let cost = layerCost(s)
        let perLayer = parametersPerLayer(s)
        let (memory, stage) = memory(s, cost, perLayer: perLayer)
        if mustFit, memory.total > cluster.chip.memory {
            throw .memory(needed: memory.total, available: cluster.chip.memory, stage: stage, remedy: remedy(for: s))
        }
        return TrainingPlan(self, s, step(s, cost, perLayer: perLayer), memory)
    }

    /// The first change of recomputation, ZeRO and microbatch that would fit.
    private func remedy(for s: Strategy) -> String? {
        for recompute in Recompute.allCases where recompute.rawValue >= s.recompute.rawValue {
            for zero in s.zero...3 {
                for microbatch in [s.microbatch, 1] {
                    var other = s
                    other.recompute = recompute
                    other.zero = zero
                    other.microbatch = microbatch
                    other.interleave = microbatch == s.microbatch ? s.interleave : 1
                    guard (try? other.check(job, on: cluster)) != nil else { continue }
                    let (memory, _) = memory(other, layerCost(other), perLayer: parametersPerLayer(other))
                    if memory.total <= cluster.chip.memory { return "it fits with \(other.text)" }
                }
            }
        }
        return nil
    }
}
