extension PipelineShape {
    /// The pipeline of a plan, from the prices of its layers. Exchanges between stages hold up the stage that waits for them, as in the
    /// closed form. Every copy and every chip that shares the stage's matrices does the same: the stage is simulated once for all of them.
    package init(_ model: TrainingModel, _ s: Strategy) throws(ClusterError) {
        let cost = model.layerCost(s)
        let factor = model.job.software.factor
        let (p, v) = (s.pipeline, s.interleave)
        let fullest = Double(s.layersPerStage(model.job.model.layers))
        let isPadded = model.job.model.layers % p != 0
        let hop = p > 1 ? model.stageHop(s, cost) : 0
        let chunks = p * v
        var forward: [Double] = []
        var backward: [Double] = []
        var weights: [Double] = []
        for chunk in 0..<chunks {
            let stage = chunk % p
            var layers = fullest / Double(v)
            if isPadded, stage == 0 || stage == p - 1 { layers -= 1 / Double(v) }
            var ahead = layers * cost.forward
            var back = layers * (cost.backward + cost.recomputed)
            let gradients = layers * cost.weightGradients
            // A third of embedding and head is forward work, as of every matrix product.
            for (isThere, seconds) in [(chunk == 0, cost.embedding), (chunk == chunks - 1, cost.head)] where isThere {
                ahead += seconds / 3
                back += seconds * 2 / 3
            }
            forward.append((ahead + hop) * factor)
            backward.append((back + hop - gradients) * factor)
            weights.append(gradients * factor)
        }
        self.init(
            stages: p, microbatches: s.microbatches(batch: model.job.batch), interleave: v, schedule: s.schedule, forward: forward,
            backward: backward, weights: weights)
    }
}
