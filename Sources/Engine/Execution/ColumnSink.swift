/// Keeps the values of every output for the first paths of a run.
package final class ColumnSink: BlockSink {
    private let columns: [UnsafeMutablePointer<Double>]
    private let count: Int

    private init(_ columns: [UnsafeMutablePointer<Double>], _ count: Int) {
        self.columns = columns
        self.count = count
    }

    package func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        let kept = min(count, self.count - firstPath)
        if kept > 0 { (columns[output] + firstPath).update(from: values, count: kept) }
    }

    package func finish(chunk: Int) {}

    /// One column per output of the executor's program: its values on the first `count` paths, `count` at most
    /// the executor's trials.
    package static func columns(_ executor: Executor, first count: Int) -> [[Double]] {
        let columns = (0..<executor.program.outputCount).map { _ in
            let column = UnsafeMutablePointer<Double>.allocate(capacity: count)
            column.initialize(repeating: 0, count: count)
            return column
        }
        defer { for column in columns { column.deallocate() } }
        _ = executor.run(chunks: 0..<SimulationSize.chunks(of: count), makeSink: { ColumnSink(columns, count) })
        return columns.map { Array(UnsafeBufferPointer(start: $0, count: count)) }
    }
}
