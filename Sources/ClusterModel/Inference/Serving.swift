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
        for (parameter, value) in [("prompt", job.prompt), ("output", job.output), ("concurrency", job.concurrency)]
        where value < 1 || value > 1 << 24 {
            throw .value(subject: "serving", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 24)")
        }
        var cost = try ServingCost(job.model, on: cluster, precision: job.precision, tensor: job.tensor)
        weights = cost.weights
        let rows = Double(job.concurrency)
        let perAnswer = cost.perToken * Double(job.prompt + job.output)
        cache = rows * perAnswer
        guard cache <= cost.room else {
            let most = Int(max(0, (cost.room / perAnswer).rounded(.down)))
            throw .memory(
                needed: weights + cache, available: cluster.chip.memory, stage: 1,
                remedy: most > 0 ? "a concurrency of \(most) fits" : "the weights alone need a larger tp")
        }
        let prompt = Double(job.prompt)
        prefill = cost.step(growing: 0, context: 0, read: job.prompt, pairs: prompt * prompt / 2, finished: 1)
        decodeStep = cost.step(
            growing: job.concurrency, context: rows * (prompt + Double(job.output) / 2), read: 0, pairs: 0, finished: 0)
        // While an answer grows, as many requests are read as answers end.
        let cycle = Double(job.output) * decodeStep + rows * prefill
        tokensPerSecond = rows * Double(job.output) / cycle
        chips = job.tensor
    }
}
