/// What one worker of a paired run gathers about one plan: its statistics, and the columns of the current chunk.
final class PairedSink: BlockSink {
    private let statistics: StatisticsSink?
    /// The place of every output among the columns, -1 for none.
    private let places: [Int]
    private let columns: UnsafeMutablePointer<Double>

    /// - Parameter used: the outputs whose values are kept.
    init(statistics: StatisticsSink?, outputs: Int, used: [Int]) {
        self.statistics = statistics
        var places = [Int](repeating: -1, count: outputs)
        for (place, output) in used.enumerated() { places[output] = place }
        self.places = places
        let count = max(1, used.count) * SimulationSize.chunk
        columns = .allocate(capacity: count)
        columns.initialize(repeating: 0, count: count)
    }

    deinit { columns.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        statistics?.consume(output: output, values: values, firstPath: firstPath, count: count)
        guard places[output] >= 0 else { return }
        let first = places[output] * SimulationSize.chunk + firstPath % SimulationSize.chunk
        (columns + first).update(from: values, count: count)
    }

    func finish(chunk: Int) { statistics?.finish(chunk: chunk) }

    /// The values of an output on the paths of the last chunk.
    func column(_ output: Int) -> UnsafePointer<Double> {
        precondition(places[output] >= 0, "the output's column is kept")
        return UnsafePointer(columns + places[output] * SimulationSize.chunk)
    }

    func takeTally(_ output: Int) -> PartialResult.Tally { statistics?.takeTally(output) ?? PartialResult.Tally() }
}

/// A sum of columns, block by block.
struct CombinationSum {
    private let terms: [(column: UnsafePointer<Double>, weight: Double)]

    init(_ terms: [(column: UnsafePointer<Double>, weight: Double)]) { self.terms = terms }

    /// Writes `count` sums from the `first` entry of the columns on.
    func write(to block: UnsafeMutablePointer<Double>, first: Int, count: Int) {
        for i in 0..<count {
            var sum = 0.0
            for term in terms { sum += term.weight * term.column[first + i] }
            block[i] = sum
        }
    }
}
