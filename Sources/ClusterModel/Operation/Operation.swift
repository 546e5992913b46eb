/// A job that runs on a cluster whose parts fail: what is lost, and what is left.
///
/// Interruptions of the job come as a Poisson process while it runs or restarts. An unexpected one throws away what was computed since the
/// last finished checkpoint; a planned one writes a checkpoint first. After a hardware failure one unit (the chips that leave together)
/// goes to repair and a spare takes its place; without a spare the job waits for a repair. Spares do not fail. Then the job restarts.
public struct Operation: Hashable, Sendable {
    /// Units that the job needs, spare units, and chips of a unit.
    public var units: Int
    public var spares: Int
    public var chipsPerUnit: Int
    /// Seconds.
    public var horizon: Double
    /// Unexpected and planned interruptions of the whole job per second.
    public var unexpected: Double
    public var planned: Double
    /// Share of unexpected interruptions that take a unit out.
    public var hardwareShare: Double
    /// Seconds that a checkpoint stops the job, and seconds of work between checkpoints.
    public var write: Double
    public var interval: Double
    /// Seconds from an interruption until the job computes again, detection included.
    public var restart: Double
    /// Mean seconds of a repair; repairs are exponential and do not wait for each other.
    public var repair: Double

    package init(
        units: Int, spares: Int, chipsPerUnit: Int, horizon: Double, failures: FailureRecord, write: Double, interval: Double,
        restart: Double, repair: Double
    ) throws(ClusterError) {
        try failures.check()
        self.units = units
        self.spares = spares
        self.chipsPerUnit = chipsPerUnit
        self.horizon = horizon
        unexpected = Double(units) * Double(chipsPerUnit) / (failures.hoursPerInterruption * 3600)
        planned = unexpected * failures.plannedPerUnexpected
        hardwareShare = failures.hardwareShare
        self.write = write
        self.interval = interval
        self.restart = restart
        self.repair = repair
    }

    /// Chips of the job and of its spares.
    public var chips: Int { (units + spares) * chipsPerUnit }
    /// All interruptions per second.
    package var rate: Double { unexpected + planned }

    /// Microseconds fit into 64 bits; whole microseconds are what the accounting adds.
    package func check() throws(ClusterError) {
        for (parameter, value) in [("units", units), ("unit", chipsPerUnit)] where value < 1 || value > 1 << 24 {
            throw .value(subject: "the operation", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 24)")
        }
        guard spares >= 0, spares <= 1 << 24 else {
            throw .value(subject: "the operation", parameter: "spares", value: Double(spares), requirement: "from 0 to \(1 << 24)")
        }
        let day = 86400.0
        for (parameter, value, least, most) in [
            ("duration", horizon, 1, 36525 * day), ("checkpoint", interval, 1e-3, 36525 * day), ("write", write, 0, 365 * day),
            ("restart", restart, 0, 365 * day), ("repair", repair, 0, 36525 * day),
        ] where !(value >= least && value <= most) {
            throw .value(
                subject: "the operation", parameter: parameter, value: value,
                requirement: least > 0 ? "above \(least == 1 ? "1 second" : "1 ms") and at most \(Int(most / day)) days" : "from 0 to \(Int(most / day)) days")
        }
        guard Double(units + spares) * horizon <= 9e12 else {
            throw .value(
                subject: "the operation", parameter: "duration", value: horizon,
                requirement: "at most \(Int(9e12 / Double(units + spares) / day)) days for so many chips: the accounting counts microseconds in 64 bits")
        }
        guard rate.isFinite, rate * horizon <= 1e8 else {
            throw .value(
                subject: "the operation", parameter: "interruptions", value: rate * horizon, requirement: "at most 100 million in the duration")
        }
    }
}
