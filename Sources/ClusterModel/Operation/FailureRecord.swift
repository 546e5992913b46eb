/// How often the chips of a large run were interrupted, as one source counted it.
public struct FailureRecord: Hashable, Sendable {
    public struct Cause: Hashable, Sendable {
        public let name: String
        public let count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    public var name: String
    /// Chip-hours between unexpected interruptions of a job.
    public var hoursPerInterruption: Double
    /// Share of the unexpected interruptions after which something is taken out for repair.
    public var hardwareShare: Double
    /// Planned interruptions for one unexpected one.
    public var plannedPerUnexpected: Double
    public var causes: [Cause]
    /// Where it was counted, on what, over how long.
    public var source: String
    /// Seconds of the record and how many unexpected interruptions it rests on; its relative error is 1/√count.
    public var count: Int

    package init(
        name: String, hoursPerInterruption: Double, hardwareShare: Double = 1, plannedPerUnexpected: Double = 0, causes: [Cause] = [],
        source: String, count: Int = 0
    ) {
        self.name = name
        self.hoursPerInterruption = hoursPerInterruption
        self.hardwareShare = hardwareShare
        self.plannedPerUnexpected = plannedPerUnexpected
        self.causes = causes
        self.source = source
        self.count = count
    }

    /// Relative standard error of the rate from counting alone; nil where the source gives no count.
    package var rateError: Double? { count > 0 ? 1 / Double(count).squareRoot() : nil }

    package func check() throws(ClusterError) {
        guard hoursPerInterruption > 0 else {
            throw .value(
                subject: "the failures \(name)", parameter: "chip_time", value: hoursPerInterruption, requirement: "above 0")
        }
        guard hardwareShare >= 0, hardwareShare <= 1 else {
            throw .value(subject: "the failures \(name)", parameter: "hardware", value: hardwareShare, requirement: "from 0 to 1")
        }
        guard plannedPerUnexpected >= 0, plannedPerUnexpected.isFinite else {
            throw .value(subject: "the failures \(name)", parameter: "planned", value: plannedPerUnexpected, requirement: "at least 0")
        }
    }
}

extension FailureRecord {
    /// Counted interruptions of published runs.
    package static let catalogue: [FailureRecord] = [
        FailureRecord(
            name: "llama3-h100", hoursPerInterruption: 54 * 24 * 16384 / 419, hardwareShare: 0.78, plannedPerUnexpected: 47 / 419,
            causes: [
                Cause("faulty GPU", 148), Cause("GPU HBM3 memory", 72), Cause("software bug", 54), Cause("network switch or cable", 35),
                Cause("host maintenance", 32), Cause("GPU SRAM", 19), Cause("GPU system processor", 17), Cause("network interface", 7),
                Cause("NCCL watchdog", 7), Cause("silent data corruption", 6), Cause("GPU thermal interface and sensor", 6),
                Cause("SSD", 3), Cause("power supply", 3), Cause("server chassis", 2), Cause("IO expansion board", 2),
                Cause("dependency", 2), Cause("CPU", 2), Cause("system memory", 2),
            ], source: "arXiv:2407.21783, table 5: 16,384 H100, 54 days", count: 419),
        FailureRecord(
            name: "rsc-1", hoursPerInterruption: 8 * 24 * 1000 / 6.5,
            source: "arXiv:2410.21680: 6.5 failures per 1,000 node-days, nodes of 8 A100"),
        FailureRecord(
            name: "rsc-2", hoursPerInterruption: 8 * 24 * 1000 / 2.34,
            source: "arXiv:2410.21680: 2.34 failures per 1,000 node-days, nodes of 8 A100"),
    ]
}
