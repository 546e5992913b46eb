/// Requests that arrive at a cluster, and how they are served.
public struct ServingLoad: Hashable, Sendable {
    public var model: Architecture
    /// Mean tokens of a request and of its answer.
    public var prompt: Int
    public var output: Int
    /// Standard deviation of the logarithm of both lengths (lognormal); 0 makes all requests alike.
    public var spread: Double
    /// Requests per second, in a Poisson process.
    public var arrivals: Double
    public var precision: Precision

    package init(model: Architecture, prompt: Int, output: Int, spread: Double = 0, arrivals: Double, precision: Precision = .bf16) {
        self.model = model
        self.prompt = prompt
        self.output = output
        self.spread = spread
        self.arrivals = arrivals
        self.precision = precision
    }

    package func check() throws(ClusterError) {
        try model.check()
        for (parameter, value) in [("prompt", prompt), ("output", output)] where value < 1 || value > 1 << 20 {
            throw .value(subject: "serving", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 20)")
        }
        guard spread >= 0, spread <= 2 else {
            throw .value(subject: "serving", parameter: "spread", value: spread, requirement: "from 0 to 2")
        }
        guard arrivals > 0, arrivals <= 1e7 else {
            throw .value(subject: "serving", parameter: "arrivals", value: arrivals, requirement: "above 0 and at most 10 million a second")
        }
    }
}

/// How copies of the model share the work.
public struct ServingPlan: Hashable, Sendable {
    public enum Reading: Hashable, Sendable {
        /// Requests are read whole, and nothing else happens meanwhile.
        case whole
        /// At most so many tokens of requests are read in a step, beside the answers that grow.
        case chunks(Int)
    }

    /// Chips of a copy.
    public var tensor: Int
    /// Copies that do everything, or that only write where `readers` is above 0.
    public var copies: Int
    /// Copies that only read requests and hand their caches over.
    public var readers: Int
    public var reading: Reading
    /// Answers that grow at once on a copy, at most.
    public var most: Int

    package init(tensor: Int, copies: Int, readers: Int = 0, reading: Reading = .chunks(1024), most: Int = 256) {
        self.tensor = tensor
        self.copies = copies
        self.readers = readers
        self.reading = reading
        self.most = most
    }

    package var chips: Int { tensor * (copies + readers) }

    package func check() throws(ClusterError) {
        for (parameter, value, least) in [("copies", copies, 1), ("prefill copies", readers, 0), ("max_batch", most, 1)]
        where value < least || value > 1 << 16 {
            throw .value(subject: "serving", parameter: parameter, value: Double(value), requirement: "from \(least) to \(1 << 16)")
        }
        if case .chunks(let tokens) = reading, tokens < 1 || tokens > 1 << 20 {
            throw .value(subject: "serving", parameter: "chunk", value: Double(tokens), requirement: "from 1 to \(1 << 20)")
        }
    }
}
