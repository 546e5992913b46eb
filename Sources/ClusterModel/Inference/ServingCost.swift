/// What one step of a served model takes: some answers grow by a token each while a piece of a request is read.
///
/// Nothing is fitted on served requests: matrix products, collectives and bandwidth are those of the training model.
package struct ServingCost: Sendable {
    package let model: Architecture
    /// Chips that share every matrix.
    package let tensor: Int
    /// Bytes on one chip: all weights, what one token leaves in the cache, and what the cache may take.
    package let weights: Double
    package let perToken: Double
    package let room: Double
    private let products: MatrixProduct
    private let cluster: Cluster
    private let launchPerLayer: Double
    private let bandwidth: Double
    /// FLOP/s of one chip in attention kernels.
    private let attentionRate: Double
    /// Seconds of a layer by its rows, as far as asked so far.
    private var known: [Double] = []

    /// - Parameter launchPerLayer: Seconds of the host: captured graphs start kernels faster than training's host does.
    /// - Throws: what does not divide; weights that do not fit.
    package init(
        _ model: Architecture, on cluster: Cluster, precision: Precision, tensor: Int, launchPerLayer: Double = 20e-6
    ) throws(ClusterError) {
        try model.check()
        try cluster.check()
        guard tensor >= 1, tensor <= 1 << 24 else {
            throw .value(subject: "serving", parameter: "tp", value: Double(tensor), requirement: "from 1 to \(1 << 24)")
        }
        guard model.heads % tensor == 0 else {
            throw .indivisible(what: "heads", whole: model.heads, parts: tensor, allowed: Divisors.near(tensor, of: model.heads))
        }
        guard tensor <= min(cluster.chips, cluster.nodeSize) else {
            throw .chips(needed: tensor, available: min(cluster.chips, cluster.nodeSize))
        }
        self.model = model
        self.cluster = cluster
        self.tensor = tensor
        self.launchPerLayer = launchPerLayer
        let t = Double(tensor)
        products = try MatrixProduct(cluster.chip, precision)
        bandwidth = cluster.chip.bandwidth * products.constants.bandwidthShare
        attentionRate = products.peak * products.constants.efficiency * products.constants.fusedAttention
        weights = model.parameters * precision.bytes / t
        // Heads of keys and values are copied where there are fewer than chips; a latent is kept whole on every chip.
        let copies = model.latentWidth > 0 ? t : max(1, t / Double(model.keyValueHeads))
        perToken = model.cache(bytes: 2) / t * copies
        room = cluster.chip.memory - weights
    }

    /// Seconds of a layer's products and collectives with so many rows. O(1), some ten matrix products.
    private func layer(_ rows: Double) -> Double {
        let m = model
        let t = Double(tensor)
        let (h, inner) = (Double(m.hidden), Double(m.feedForward))
        let attention = m.attentionParameters / h
        var time = products.time(rows, attention / t, h)
        let width = (m.isGated ? 3.0 : 2.0) * inner / t
        if m.experts > 0 {
            // Experts that at least one of the rows visits, if all are equally likely: E (1 − (1 − k/E)^rows).
            let experts = Double(m.experts)
            let missed = Smooth.power(1 - Double(m.activeExperts) / experts, rows)
            let touched = max(1, experts * (1 - missed))
            time += products.time(rows * Double(m.activeExperts) / touched, width, h, count: touched)
            if m.sharedExperts > 0 { time += products.time(rows, width * Double(m.sharedExperts), h) }
        } else {
            time += products.time(rows, width, h)
        }
        return time + 2 * Collective.allReduce.time(2 * rows * h, members: t, on: cluster.inside)
    }

    /// Seconds of a step.
    /// - Parameters:
    ///   - growing: Answers that grow by a token.
    ///   - context: Tokens in their caches together.
    ///   - read: Tokens of requests that are read.
    ///   - pairs: Pairs of a token read and a token it looks at.
    ///   - finished: Requests whose reading ends: their first tokens leave the output head.
    package mutating func step(growing: Int, context: Double, read: Int, pairs: Double, finished: Int) -> Double {
        let rows = growing + read
        guard rows > 0 else { return 0 }
        if known.count <= rows { known += Array(repeating: -1, count: rows + 1 - known.count) }
        if known[rows] < 0 { known[rows] = layer(Double(rows)) }
        let t = Double(tensor)
        let layers = Double(model.layers)
        let width = Double(model.heads * model.headWidth) / t
        // Growing answers read their caches once, and compute with what they read: with latents that is much per byte.
        let reading = context * perToken / layers / bandwidth
        let perPair = model.latentWidth > 0 ? 4 * Double(model.heads * model.latentWidth) / t : 4 * width
        let attention = max(reading, context * perPair / attentionRate) + 4 * pairs * width / attentionRate
        let logits = growing + finished
        let head = logits > 0 ? products.time(Double(logits), Double(model.vocabulary) / t, Double(model.hidden)) : 0
        return layers * max(known[rows] + attention, launchPerLayer) + head
    }

    /// Seconds to hand a request's cache to other chips, every chip sending its share.
    package func handOver(_ tokens: Int) -> Double {
        let rate = cluster.network > 0 ? cluster.network * cluster.networkEfficiency : cluster.inside.rate
        return cluster.networkLatency + Double(tokens) * perToken / rate
    }
}
