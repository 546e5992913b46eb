/// The frozen sizes of a run: bits depend on them.
package enum SimulationSize {
    /// Paths per block: the width of a register.
    package static let block = 256
    /// Paths per chunk: what a worker takes at a time and the leaf of every reduction.
    package static let chunk = 8192
    package static let blocksPerChunk = chunk / block
    /// How many chunks a number of trials takes.
    package static func chunks(of trials: Int) -> Int { (trials + chunk - 1) / chunk }
    /// The paths of a chunk.
    package static func paths(of chunk: Int, trials: Int) -> Range<Int> {
        chunk * Self.chunk..<min(trials, (chunk + 1) * Self.chunk)
    }
}
