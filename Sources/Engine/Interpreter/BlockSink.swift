/// What happens to the values of outputs, block by block. One sink per worker.
package protocol BlockSink: AnyObject {
    /// Takes `count` values (1...256) of an output, those of the paths from `firstPath` on. The block always holds 256
    /// doubles, 64-byte aligned; those beyond `count` belong to no path.
    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int)
    /// Takes the values of a series at one of the recorded steps, counted from 0. Where `mask` is given, only paths on
    /// which it is not 0 count.
    func consume(
        series: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int)
    /// All blocks of a chunk have been consumed.
    func finish(chunk: Int)
}

extension BlockSink {
    package func consume(
        series: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int
    ) {}
}
