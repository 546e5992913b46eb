import Engine

/// Closed forms of an operation in the long run: shares of the job's time, and interruptions.
public struct Goodput: Hashable, Sendable {
    /// Share of elapsed time in which the job computes what is kept.
    public let productive: Double
    public let discarded: Double
    public let checkpoint: Double
    public let restart: Double
    /// Waiting for a repair.
    public let waiting: Double
    /// Interruptions per second.
    public let unexpected: Double
    public let planned: Double
    /// Mean units in repair.
    public let inRepair: Double

    /// Renewal between interruptions, exact for exponential gaps. With λ all interruptions per second, τ work and δ write of a cycle
    /// c = τ + δ, R restart and φ the planned share, an interruption finds
    ///
    ///     kept        e^(−λR) (τ / (e^(λc) − 1) + φ E min(y, τ)),   y = elapsed time modulo c
    ///
    /// which for φ = 0 is Daly's complete model (Future Generation Computer Systems 22, 2006, eq. 20). A job with S spares waits while
    /// S + 1 units are in repair: Erlang's loss formula with S + 1 servers and load a = rate of hardware failures × repair, which holds for
    /// any distribution of repairs (insensitivity).
    package init(_ o: Operation) {
        let λ = o.rate
        guard λ > 0 else {
            let cycle = o.interval + o.write
            productive = o.interval / cycle
            checkpoint = o.write / cycle
            discarded = 0
            restart = 0
            waiting = 0
            unexpected = 0
            planned = 0
            inRepair = 0
            return
        }
        let (τ, δ, R) = (o.interval, o.write, o.restart)
        let c = τ + δ
        let φ = o.planned / λ
        let survives = ScalarMath.exp(-λ * R)
        let inCycle = -ScalarMath.expm1(-λ * c)
        let beforeWrite = -ScalarMath.expm1(-λ * τ)
        let late = ScalarMath.exp(-λ * c)
        // Of an interruption that does not strike during a restart: whole cycles, and the rest y < c.
        let cycles = late / inCycle
        let partial = (beforeWrite / λ - τ * late) / inCycle
        let rest = 1 / λ - cycles * c
        let saved = (δ * beforeWrite + δ * (1 - beforeWrite) - (inCycle - beforeWrite) / λ) / inCycle
        let kept = survives * (cycles * τ + φ * partial)
        let lost = survives * (1 - φ) * partial
        let written = survives * (cycles * δ + rest - partial + φ * saved)
        let restarted = -ScalarMath.expm1(-λ * R) / λ
        let whole = kept + lost + written + restarted

        // Failures come only while the job is not waiting: Erlang's recursion for the probability that all are taken.
        let load = o.unexpected * o.hardwareShare * o.repair * (1 / λ) / whole
        var blocking = 1.0
        for server in 1...(o.spares + 1) {
            blocking = load * blocking / (Double(server) + load * blocking)
            if blocking < 1e-300 {
                blocking = 0
                break
            }
        }
        let active = 1 - blocking
        productive = active * kept / whole
        discarded = active * lost / whole
        checkpoint = active * written / whole
        restart = active * restarted / whole
        waiting = blocking
        unexpected = active * (1 - φ) / whole
        planned = active * φ / whole
        inRepair = load * active
    }
}

/// How often to write checkpoints.
public enum CheckpointRule: Hashable, Sendable {
    /// The best of the closed form.
    case optimal
    /// √(2δ/λ) (Young 1974).
    case young
    /// √(2δ/λ) − δ while δ is below 2/λ (Daly 2006).
    case daly
    /// Seconds of work between checkpoints.
    case every(Double)
}

extension Operation {
    /// Seconds of work between checkpoints under a rule; planned interruptions lose nothing and do not count.
    /// - Throws: a rule without a cost of writing has no best interval.
    package func interval(_ rule: CheckpointRule) throws(ClusterError) -> Double {
        if case .every(let seconds) = rule { return seconds }
        guard write > 0 else {
            throw .value(
                subject: "the operation", parameter: "write", value: write, requirement: "above 0, or checkpoints have no best interval")
        }
        guard unexpected > 0, unexpected.isFinite else { return horizon }
        let young = (2 * write / unexpected).squareRoot()
        switch rule {
        case .young: return young
        case .daly: return write < 2 / unexpected ? max(young - write, young / 10) : 1 / unexpected
        default: break
        }
        // Golden section over the logarithm of the interval: the share has one maximum.
        let golden = 0.618033988749895
        var (low, high) = (ScalarMath.log(young) - 5, ScalarMath.log(young) + 3)
        var trial = self
        func share(_ x: Double) -> Double {
            trial.interval = ScalarMath.exp(x)
            return Goodput(trial).productive
        }
        var (a, b) = (high - golden * (high - low), low + golden * (high - low))
        var (atA, atB) = (share(a), share(b))
        for _ in 0..<60 {
            if atA < atB {
                (low, a, atA) = (a, b, atB)
                b = low + golden * (high - low)
                atB = share(b)
            } else {
                (high, b, atB) = (b, a, atA)
                a = high - golden * (high - low)
                atA = share(a)
            }
        }
        return ScalarMath.exp((low + high) / 2)
    }
}
