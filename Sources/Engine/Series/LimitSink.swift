/// What one worker counts about the limits of a model: when each is first breached, which of them is the first to break,
/// how often each was read. Integers alone; the rooms over time go to a `SeriesSink`.
///
/// The program hands over, for each of n limits, the step of its first breach (0: none), then for each its readings, then
/// for each how often it was not applicable.
final class LimitSink: BlockSink {
    private let limits: Int
    private let series: SeriesSink
    private let firstBreaches: UnsafeMutablePointer<Double>
    private var tallies: [LimitResult.Tally]

    init(limits: Int, steps: Int, series: SeriesSink) {
        self.limits = limits
        self.series = series
        firstBreaches = .allocate(capacity: max(1, limits) * SimulationSize.block)
        firstBreaches.initialize(repeating: 0, count: max(1, limits) * SimulationSize.block)
        tallies = (0..<limits).map { _ in LimitResult.Tally(steps: steps) }
    }

    deinit { firstBreaches.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        let limit = output % limits
        switch output / limits {
        case 0:
            (firstBreaches + limit * SimulationSize.block).update(from: values, count: count)
            for i in 0..<count { tallies[limit].breaches[Int(values[i])] += 1 }
            if limit == limits - 1 { noteFirst(count) }
        case 1: for i in 0..<count { tallies[limit].readings += Int(values[i]) }
        default: for i in 0..<count { tallies[limit].skipped += Int(values[i]) }
        }
    }

    /// The earliest breach of each path; of one step, that of the limit that is called first.
    private func noteFirst(_ count: Int) {
        for lane in 0..<count {
            var earliest = Double.infinity
            var winner = -1
            for limit in 0..<limits {
                let step = firstBreaches[limit * SimulationSize.block + lane]
                if step > 0 && step < earliest { (earliest, winner) = (step, limit) }
            }
            if winner >= 0 { tallies[winner].firstBreaks[Int(earliest)] += 1 }
        }
    }

    func consume(
        series number: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int
    ) {
        series.consume(series: number, record: record, values: values, mask: mask, firstPath: firstPath, count: count)
    }

    func finish(chunk: Int) { series.finish(chunk: chunk) }

    func take() -> (tallies: [LimitResult.Tally], rooms: [SeriesResult.Record]) { (tallies, series.take()) }
}

/// What a repeated run has found about the limits of a model.
package struct LimitResult: Sendable {
    /// Counts about one limit, by step from 0 on (0: never).
    package struct Tally: Sendable {
        /// On how many paths its first breach begins in each step.
        package fileprivate(set) var breaches: [Int]
        /// On how many paths it is the first of all limits to break, by step.
        package fileprivate(set) var firstBreaks: [Int]
        package fileprivate(set) var readings = 0
        package fileprivate(set) var skipped = 0

        init(steps: Int) {
            breaches = [Int](repeating: 0, count: steps + 1)
            firstBreaks = breaches
        }

        /// On how many paths it is breached at all.
        package var breached: Int { breaches.dropFirst().reduce(0, +) }
        /// On how many paths it breaks before all others.
        package var first: Int { firstBreaks.reduce(0, +) }

        /// The median step of the first breach among the paths that have one (type 7); nil without any.
        package var medianStep: Double? {
            let count = breached
            guard count > 0 else { return nil }
            func step(_ rank: Int) -> Int {
                var below = 0
                for step in breaches.indices.dropFirst() {
                    below += breaches[step]
                    if rank < below { return step }
                }
                return breaches.count - 1
            }
            return Double(step((count - 1) / 2) + step(count / 2)) / 2
        }

        fileprivate mutating func add(_ other: Tally) {
            for i in breaches.indices { breaches[i] += other.breaches[i] }
            for i in firstBreaks.indices { firstBreaks[i] += other.firstBreaks[i] }
            readings += other.readings
            skipped += other.skipped
        }
    }

    /// In the order of the limits.
    package let tallies: [Tally]
    package let rooms: SeriesResult

    static func merged(_ parts: [(tallies: [Tally], rooms: [SeriesResult.Record])], steps: [Int]) -> LimitResult {
        var sum = parts[0].tallies
        for part in parts.dropFirst() { for i in sum.indices { sum[i].add(part.tallies[i]) } }
        return LimitResult(tallies: sum, rooms: SeriesResult.merged(parts.map(\.rooms), steps: steps))
    }
}
