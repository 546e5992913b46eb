/// Seconds of one layer, and of embedding and output head, for one microbatch on one chip: everything about a strategy that
/// does not depend on how many stages and copies there are.
package struct LayerCost: Hashable, Sendable {
    /// Forward pass, with its collectives.
    package var forward = 0.0
    /// Backward pass, with its collectives, without recomputation.
    package var backward = 0.0
    /// What is computed again.
    package var recomputed = 0.0
    package var head = 0.0
    package var embedding = 0.0
    /// Of the forward and backward passes: seconds of collectives among the chips that share matrices.
    package var tensorCollectives = 0.0
    /// Of the forward and backward passes: seconds of exchanges between experts.
    package var expertExchange = 0.0
    /// Weight gradients' part of the backward pass.
    package var weightGradients = 0.0
    /// Bytes of activations of one layer and microbatch.
    package var activations = 0.0
    /// Bytes that go from stage to stage, per chip.
    package var boundary = 0.0

    package var total: Double { forward + backward + recomputed }
}

extension TrainingModel {
    /// Prices a layer. O(1): some forty matrix products.
    package func layerCost(_ s: Strategy) -> LayerCost {
        let m = job.model
        let software = job.software
        let t = Double(s.tensor)
        let h = Double(m.hidden)
        let sequence = Double(job.sequence)
        let tokens = Double(s.microbatch) * sequence / Double(s.context)
        let (query, keyValue) = (Double(m.heads * m.headWidth), Double(m.keyValueHeads * m.headWidth))

        var (forward, gradients) = (0.0, 0.0)
        /// One matrix forward, its two products backward.
        func matrix(_ rows: Double, _ outputs: Double, _ inputs: Double, count: Double = 1) {
            let once = slowed(rows, outputs, inputs, count)
            forward += once
            gradients += slowed(outputs, inputs, rows, count)
        }
        if m.latentWidth > 0 {
            let latent = Double(m.latentWidth)
            let rank = m.queryRank > 0 ? Double(m.queryRank) : h
            if m.queryRank > 0 { matrix(tokens, rank, h) }
            matrix(tokens, 1.5 * query / t, rank)
            matrix(tokens, latent, h)
            matrix(tokens, 2 * query / t, latent)
        } else {
            matrix(tokens, (query + 2 * max(keyValue, Double(m.headWidth) * t)) / t, h)
        }
        matrix(tokens, h, query / t)
        let inner = Double(m.feedForward)
        let gate = m.isGated ? 2.0 : 1
        var exchange = 0.0
        if m.experts > 0 {
            let e = Double(s.expert)
            let visits = tokens * Double(m.activeExperts) / Double(m.experts) * e * software.expertImbalance
            let own = Double(m.experts) / e
            matrix(visits, gate * inner / t, h, count: own)
            matrix(visits, h, inner / t, count: own)
            if m.sharedExperts > 0 {
                matrix(tokens, gate * inner * Double(m.sharedExperts) / t, h)
                matrix(tokens, h, inner * Double(m.sharedExperts) / t)
            }
            exchange = 2 * crossing(.allToAll, bytes: 2 * tokens * h * Double(m.activeExperts), members: e, stride: t)
        } else {
            matrix(tokens, gate * inner / t, h)
            matrix(tokens, h, inner / t)
        }

        let bandwidth = cluster.chip.bandwidth
        let whole = s.isSequenceParallel ? t : 1
        let visited = m.experts > 0 ? Double(m.activeExperts + m.sharedExperts) : 1
        let spread = 2 * query / h + 4 * keyValue / h + (m.isGated ? 3.5 : 3.5) * inner * visited / h
        let elementwise = 2 * tokens * h * (12 / whole + spread / t) / bandwidth
        let (core, coreBackward) = attention(s, tokens: tokens)
        let tensor = 2 * crossing(.allReduce, bytes: 2 * tokens * h, members: t, stride: 1)
        let ring = contextExchange(s, tokens: tokens, width: keyValue)

        let host = 2 * software.collectiveLaunch * (t - 1) * (t - 1)
        var cost = LayerCost()
        cost.forward = Smooth.larger(
            forward + core + elementwise + tensor + ring + exchange,
            software.forwardKernels * software.launch + host, sharpness: software.sharpness)
        cost.backward = Smooth.larger(
            forward + gradients + coreBackward + 1.5 * elementwise + tensor + 2 * ring + exchange,
            software.backwardKernels * software.launch + host, sharpness: software.sharpness)
        switch s.recompute {
        case .none: break
        case .selective: cost.recomputed = job.hasFusedAttention ? 0 : core
        case .full: cost.recomputed = cost.forward
        }
        cost.tensorCollectives = 2 * tensor
        cost.expertExchange = 2 * exchange
        cost.weightGradients = gradients
        cost.activations = TrainingMemory.layerActivations(job, s)
        cost.boundary = 2 * tokens * h / t
        let vocabulary = Double(m.vocabulary)
        cost.head = 3 * slowed(tokens, vocabulary / t, h, 1) + tokens * vocabulary / t * software.logitBytes / bandwidth
            + 3 * crossing(.allReduce, bytes: 4 * tokens, members: t, stride: 1) + tensor / 2
            + software.headKernels * software.launch
        cost.embedding = 16 * tokens * h / bandwidth + tensor / 2
        return cost
    }

    private func slowed(_ m: Double, _ n: Double, _ k: Double, _ count: Double) -> Double {
        job.software.matrixSlowdown * products.time(m, n, k, count: count)
    }

    /// Scores, softmax and their product with the values, forward and backward.
    private func attention(_ s: Strategy, tokens: Double) -> (forward: Double, backward: Double) {
        let m = job.model
        let sequence = Double(job.sequence)
        let width = Double(m.headWidth)
        let heads = Double(s.microbatch) * Double(m.heads) / Double(s.tensor)
        let rows = sequence / Double(s.context)
        guard job.hasFusedAttention else {
            let twice = slowed(rows, sequence, width, heads) + slowed(rows, width, sequence, heads)
            let scores = job.software.scorePasses * 2 * heads * rows * sequence / cluster.chip.bandwidth
            return (twice + scores, 2 * twice + 1.5 * scores)
        }
        // Causal: half the products; backward repeats the forward product and adds four: 2.5 times [arXiv:2307.08691].
        let work = 2 * heads * rows * sequence * width
        let once = work * job.software.matrixSlowdown
            / (products.peak * products.constants.efficiency * products.constants.fusedAttention)
        return (once, 2.5 * once)
    }

    /// Keys and values pass around the ring of chips that share a sequence.
    private func contextExchange(_ s: Strategy, tokens: Double, width: Double) -> Double {
        guard s.context > 1 else { return 0 }
        let bytes = 4 * tokens * Double(s.context) * width / Double(s.tensor)
        return crossing(.allGather, bytes: bytes, members: Double(s.context), stride: Double(s.tensor))
    }

    /// Seconds of a collective of `members` chips, `stride` apart in the order of chips: on the node's links while the group fits
    /// into a node, else on the network, which every group of the node uses at once.
    func crossing(_ collective: Collective, bytes: Double, members: Double, stride: Double) -> Double {
        guard members > 1 else { return 0 }
        let node = Double(cluster.nodeSize)
        if members * stride <= node { return collective.time(bytes, members: members, on: cluster.inside) }
        // A group that leaves the node owns the node's share of `stride` chips at most.
        let flow = collective.passes * (members - 1) / members * bytes
        let share = cluster.network * cluster.networkEfficiency * node / min(max(stride, 1), node)
        return cluster.networkLatency + 2e-6 * collective.passes * (members - 1) + flow / share
    }
}
