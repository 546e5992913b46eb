internal import Engine

/// Many futures of an operation, event by event.
package struct OperationSimulation: Sendable {
    package let operation: Operation
    package let seed: UInt64

    package init(_ operation: Operation, seed: UInt64) throws(ClusterError) {
        try operation.check()
        self.operation = operation
        self.seed = seed
    }

    /// The replicas in order. A draw is a function of seed, replica and the number of the interruption, so that the bits do not depend on
    /// `threads`, and scenarios see the same failures.
    package func run(replicas: Int, threads: Int = ThreadTeam.availableProcessors) -> [OperationReplica] {
        guard replicas > 0 else { return [] }
        let members = max(1, min(threads, replicas))
        let key = StreamKey(seed: seed, name: "failures")
        return [OperationReplica](unsafeUninitializedCapacity: replicas) { buffer, count in
            nonisolated(unsafe) let place = buffer.baseAddress!
            place.initialize(repeating: OperationReplica(), count: replicas)
            ThreadTeam.run(members) { member in
                var events = OperationEvents(operation, key)
                var replica = member
                while replica < replicas {
                    place[replica] = events.replica(UInt64(replica))
                    replica += members
                }
            }
            // A thread that could not be started is made up for here.
            var events = OperationEvents(operation, key)
            for replica in 0..<replicas where place[replica].time.total == 0 { place[replica] = events.replica(UInt64(replica)) }
            count = replicas
        }
    }
}

/// The events of one replica after the other; keeps its memory between them.
private struct OperationEvents {
    private let key: StreamKey
    private let horizon: Int64
    private let restart: Int64
    private let work: Int64
    private let write: Int64
    private let units: Int64
    private let spares: Int64
    /// Microseconds of the mean gap and repair.
    private let gap: Double
    private let repair: Double
    private let plannedShare: Double
    private let hardwareShare: Double
    private var returns = TimeHeap()
    private var done = OperationReplica()
    /// Until when units in repair and on standby are counted.
    private var counted: Int64 = 0

    init(_ o: Operation, _ key: StreamKey) {
        func whole(_ seconds: Double) -> Int64 { Int64((seconds * 1e6).rounded()) }
        self.key = key
        horizon = whole(o.horizon)
        restart = whole(o.restart)
        work = max(1, whole(o.interval))
        write = whole(o.write)
        units = Int64(o.units)
        spares = Int64(o.spares)
        gap = o.rate > 0 ? 1e6 / o.rate : .infinity
        repair = o.repair * 1e6
        plannedShare = o.rate > 0 ? o.planned / o.rate : 0
        hardwareShare = o.hardwareShare
    }

    mutating func replica(_ number: UInt64) -> OperationReplica {
        done = OperationReplica()
        returns.removeAll()
        counted = 0
        var now: Int64 = 0
        var toRestart: Int64 = 0
        var draw: UInt32 = 0
        while true {
            let failure = now + whole(-ScalarMath.log(key.uniform(path: number, step: draw)) * gap)
            let end = min(failure, horizon)
            let wait = min(end - now, toRestart)
            done.time.restart += wait * units
            let (cycles, rest) = (end - now - wait).quotientAndRemainder(dividingBy: work + write)
            done.useful += cycles * work
            done.time.checkpoint += cycles * write * units
            guard failure < horizon else {
                // What is under way at the end is kept.
                done.useful += min(rest, work)
                done.time.checkpoint += max(0, rest - work) * units
                break
            }
            now = failure
            let isPlanned = plannedShare > 0 && key.uniform(path: number, step: draw, draw: 1) < plannedShare
            if isPlanned {
                done.planned += 1
                done.useful += min(rest, work)
                // The checkpoint that the planned stop writes, or the rest of the one under way.
                let saved = min(rest > 0 ? (rest > work ? work + write - rest : write) : 0, horizon - now)
                done.time.checkpoint += (max(0, rest - work) + saved) * units
                now += saved
            } else {
                done.unexpected += 1
                done.time.discarded += min(rest, work) * units
                done.time.checkpoint += max(0, rest - work) * units
                if key.uniform(path: number, step: draw, draw: 2) < hardwareShare {
                    advance(to: now)
                    returns.push(now + whole(-ScalarMath.log(key.uniform(path: number, step: draw, draw: 3)) * repair))
                    if Int64(returns.count) > spares {
                        let back = min(returns.first!, horizon)
                        done.time.waiting += (back - now) * (units - 1)
                        advance(to: back)
                        // A repair that ends with the run or later changes nothing any more.
                        now = back
                    }
                }
            }
            toRestart = restart
            draw += 1
            if now >= horizon { break }
        }
        advance(to: horizon)
        done.time.productive = done.useful * units
        return done
    }

    /// Counts units in repair and on standby until `end`, and takes back what is repaired.
    private mutating func advance(to end: Int64) {
        while true {
            let next = min(returns.first ?? .max, end)
            let inRepair = Int64(returns.count)
            done.time.unavailable += (next - counted) * inRepair
            done.time.standby += (next - counted) * max(0, spares - inRepair)
            counted = next
            guard let first = returns.first, first <= end else { return }
            returns.removeFirst()
        }
    }

    /// Microseconds, at most the horizon: later does not matter.
    private func whole(_ microseconds: Double) -> Int64 { microseconds < Double(horizon) ? Int64(microseconds.rounded()) : horizon }
}

/// A binary heap of times, the earliest first.
private struct TimeHeap {
    private var times: [Int64] = []

    var count: Int { times.count }
    var first: Int64? { times.first }

    mutating func removeAll() { times.removeAll(keepingCapacity: true) }

    mutating func push(_ time: Int64) {
        times.append(time)
        var child = times.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if times[parent] <= time { break }
            times[child] = times[parent]
            child = parent
        }
        times[child] = time
    }

    mutating func removeFirst() {
        let last = times.removeLast()
        guard !times.isEmpty else { return }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < times.count else { break }
            if child + 1 < times.count, times[child + 1] < times[child] { child += 1 }
            if times[child] >= last { break }
            times[hole] = times[child]
            hole = child
        }
        times[hole] = last
    }
}
