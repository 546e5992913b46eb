/// What is served: a model, how long requests and answers are, and how many answers grow at once.
public struct ServingJob: Hashable, Sendable {
    public var model: Architecture
    /// Tokens of a request and of its answer.
    public var prompt: Int
    public var output: Int
    /// Answers that grow at once on one copy of the model.
    public var concurrency: Int
    /// Of weights and products; the cache of keys and values is kept in 16 bits.
    public var precision: Precision
    /// Chips that share every matrix.
    public var tensor: Int
    /// Seconds of the host for a layer: captured graphs start kernels faster than training's host does.
    public var launchPerLayer = 20e-6

    package init(
        model: Architecture, prompt: Int, output: Int, concurrency: Int, precision: Precision = .bf16, tensor: Int = 8
    ) {
        self.model = model
        self.prompt = prompt
        self.output = output
        self.concurrency = concurrency
        self.precision = precision
        self.tensor = tensor
    }
}

/// Closed forms of serving, without queues: every copy of the model is always full. Nothing is fitted on served requests.
public struct ServingEstimate: Hashable, Sendable {
    /// Seconds until the first token of a request that waits for nobody.
    public let prefill: Double
    /// Seconds of one more token of every answer, at the mean length.
    public let decodeStep: Double
    /// Bytes on one chip: weights, and the caches of all answers at full length.
    public let weights: Double
    public let cache: Double
    /// Tokens of answers per second of one copy, requests read in between.
    public let tokensPerSecond: Double
    public let chips: Int
    public let grade = Grade.assumed

    /// Money for a million tokens of answers at a price per chip and hour.
    public func cost(perChipHour price: Double) -> Double { price / 3600 * Double(chips) / tokensPerSecond * 1e6 }
}

extension ServingEstimate {
    /// Prices one copy of the model.
    ///
    /// Reading: the layers' products and causal attention over the prompt. Writing: products with `concurrency` rows, which read
    /// the weights once, and the caches read once: max(FLOPs, bytes) in each product, plus collectives and the host's floor.
    /// - Throws: what does not divide; memory that is too small, with the concurrency that fits.
    package init(_ job: ServingJob, on cluster: Cluster) throws(ClusterError) {
        let m = job.model
        try m.check()
        try cluster.check()
        for (parameter, value) in [
            ("prompt", job.prompt), ("output", job.output), ("concurrency", job.concurrency), ("tp", job.tensor),
        ] where value < 1 || value > 1 << 24 {
            throw .value(subject: "serving", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 24)")
        }
        guard m.heads % job.tensor == 0 else {
            throw .indivisible(what: "heads", whole: m.heads, parts: job.tensor, allowed: Divisors.near(job.tensor, of: m.heads))
        }
        guard job.tensor <= min(cluster.chips, cluster.nodeSize) else {
            throw .chips(needed: job.tensor, available: min(cluster.chips, cluster.nodeSize))
        }
        let t = Double(job.tensor)
        let rows = Double(job.concurrency)
        let layers = Double(m.layers)
        weights = m.parameters * job.precision.bytes / t
        // Heads of keys and values are copied where there are fewer than chips; a latent is kept whole on every chip.
        let copies = m.latentWidth > 0 ? t : max(1, t / Double(m.keyValueHeads))
        let perToken = m.cache(bytes: 2) / t * copies
        let perAnswer = perToken * Double(job.prompt + job.output)
        cache = rows * perAnswer
        guard weights + cache <= cluster.chip.memory else {
            let most = Int(max(0, ((cluster.chip.memory - weights) / perAnswer).rounded(.down)))
            throw .memory(
                needed: weights + cache, available: cluster.chip.memory, stage: 1,
                remedy: most > 0 ? "a concurrency of \(most) fits" : "the weights alone need a larger tp")
        }
        let products = try MatrixProduct(cluster.chip, job.precision)
        func layer(_ rows: Double) -> Double {
            let (h, inner) = (Double(m.hidden), Double(m.feedForward))
            let attention = m.attentionParameters / h
            var time = products.time(rows, attention / t, h)
            let width = (m.isGated ? 3.0 : 2.0) * inner / t
            if m.experts > 0 {
                // Experts that at least one of the rows visits.
                let visits = rows * Double(m.activeExperts)
                let touched = min(Double(m.experts), visits)
                time += products.time(visits / touched, width, h, count: touched)
                if m.sharedExperts > 0 { time += products.time(rows, width * Double(m.sharedExperts), h) }
            } else {
                time += products.time(rows, width, h)
            }
            return time + 2 * Collective.allReduce.time(2 * rows * h, members: t, on: cluster.inside)
        }
        let bandwidth = cluster.chip.bandwidth * products.constants.bandwidthShare
        let prompt = Double(job.prompt)
        let scores = 2 * prompt * prompt * Double(m.heads * m.headWidth) / t
            / (products.peak * products.constants.efficiency * products.constants.fusedAttention)
        let head = products.time(rows, Double(m.vocabulary) / t, Double(m.hidden))
        prefill = layers * max(layer(prompt) + scores, job.launchPerLayer)
            + products.time(1, Double(m.vocabulary) / t, Double(m.hidden))
        let context = prompt + Double(job.output) / 2
        decodeStep = layers * max(layer(rows), job.launchPerLayer) + rows * perToken * context / bandwidth + head
        // While an answer grows, as many requests are read as answers end.
        let cycle = Double(job.output) * decodeStep + rows * prefill
        tokensPerSecond = rows * Double(job.output) / cycle
        chips = job.tensor
    }
}
