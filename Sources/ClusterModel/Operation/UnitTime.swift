/// Where the time of all units went, in whole unit-microseconds: sums are exact, whatever their order.
public struct UnitTime: Hashable, Sendable {
    /// Computing that was kept.
    public var productive: Int64 = 0
    /// Computing that was thrown away.
    public var discarded: Int64 = 0
    /// Stopped for checkpoints, restarting, waiting for a repair, standing by as a spare: together the blocked time.
    public var checkpoint: Int64 = 0
    public var restart: Int64 = 0
    public var waiting: Int64 = 0
    public var standby: Int64 = 0
    /// In repair.
    public var unavailable: Int64 = 0

    package init() {}

    public var blocked: Int64 { checkpoint + restart + waiting + standby }
    public var total: Int64 { productive + discarded + blocked + unavailable }

    package static func += (a: inout UnitTime, b: UnitTime) {
        a.productive += b.productive
        a.discarded += b.discarded
        a.checkpoint += b.checkpoint
        a.restart += b.restart
        a.waiting += b.waiting
        a.standby += b.standby
        a.unavailable += b.unavailable
    }
}

/// One future of an operation.
public struct OperationReplica: Hashable, Sendable {
    public var time = UnitTime()
    /// Microseconds of the job: computing that was kept.
    public var useful: Int64 = 0
    public var unexpected = 0
    public var planned = 0

    package init() {}
}
