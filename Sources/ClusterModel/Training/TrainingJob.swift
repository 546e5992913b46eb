/// What is trained: a model, the length of a sequence and of a batch, and the number format.
public struct TrainingJob: Hashable, Sendable {
    public var model: Architecture
    /// Tokens of a sequence.
    public var sequence: Int
    /// Sequences of a batch.
    public var batch: Int
    public var precision: Precision
    /// Tokens to train on; 0 where only the step is asked for.
    public var tokens: Double
    /// Whether attention never writes its scores to memory and skips what lies in the future.
    public var hasFusedAttention: Bool
    public var software: Software

    package init(
        model: Architecture, sequence: Int, batch: Int, precision: Precision = .bf16, tokens: Double = 0,
        hasFusedAttention: Bool = true, software: Software = .megatron
    ) {
        self.model = model
        self.sequence = sequence
        self.batch = batch
        self.precision = precision
        self.tokens = tokens
        self.hasFusedAttention = hasFusedAttention
        self.software = software
    }

    package func check() throws(ClusterError) {
        try model.check()
        for (parameter, value) in [("sequence", sequence), ("batch", batch)] where value < 1 || value > 1 << 30 {
            throw .value(subject: "a training job", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 30)")
        }
        guard tokens >= 0, tokens.isFinite else {
            throw .value(subject: "a training job", parameter: "tokens", value: tokens, requirement: "at least 0")
        }
    }
}

/// Constants of the training step, fitted together on 793 measured A100 rows, and one factor per source.
public struct Software: Hashable, Sendable {
    /// Multiplies the whole step: 1 for Megatron-DeepSpeed, on whose rows the constants mostly rest.
    public var factor = 1.0
    /// Seconds of the host for one kernel, and kernels of a layer forward and backward.
    public var launch = 36e-6
    public var forwardKernels = 24.0
    public var backwardKernels = 40.0
    /// Seconds of the host for a collective among t chips: times (t − 1)².
    public var collectiveLaunch = 3.52e-6
    /// Matrix products inside a training step against the same product measured alone.
    public var matrixSlowdown = 1.124
    /// Passes over the attention scores, unfused, in two bytes.
    public var scorePasses = 4.63
    /// Bytes moved per logit by the loss, and the kernels of output head and loss.
    public var logitBytes = 31.6
    public var headKernels = 60.0
    /// Bytes moved per parameter by the optimizer.
    public var optimizerBytes = 16.0
    /// Seconds to start one exchange between pipeline stages.
    public var hop = 334e-6
    /// How sharply the slower of host and chip wins.
    public var sharpness = 3.77
    /// Seconds per step that nothing else explains.
    public var fixed = 1e-3
    /// Share of the gradient exchange that hides behind the backward pass of one microbatch.
    public var overlap = 0.0
    /// Work of the busiest expert over the mean.
    public var expertImbalance = 1.1

    /// Constants that the fit on training rows was free to move, the network's efficiency among them. Three ended at the bounds they were
    /// given (optimizer bytes, head kernels, elementwise traffic) and one exponent was rounded to 2.
    package static let fittedConstants = 12

    package static let deepSpeed = Software()
    package static let megatron = Software()
    /// The stack of arXiv:2104.04473, a year older.
    package static let megatron2021 = Software(factor: 1.076)

    package init(factor: Double = 1) { self.factor = factor }
}
