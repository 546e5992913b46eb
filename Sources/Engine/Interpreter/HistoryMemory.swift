/// The rows of one history for the block under way: as many as it looks back, used in turns.
struct HistoryMemory {
    private let rows: UnsafeMutablePointer<Double>
    let length: Int

    init(length: Int) {
        self.length = length
        let doubles = length * SimulationSize.block
        rows = UnsafeMutableRawPointer.allocate(byteCount: doubles * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: doubles)
        rows.initialize(repeating: 0, count: doubles)
    }

    func deallocate() { rows.deallocate() }

    /// The row of a step, from 0 on; before step 0 some row.
    func row(_ step: Int) -> UnsafeMutablePointer<Double> {
        let place = step % length
        return rows + (place < 0 ? place + length : place) * SimulationSize.block
    }

    /// Forgets the steps of a range, which must not be longer than the history.
    func clear(_ steps: ClosedRange<Int>) {
        for step in steps { row(step).update(repeating: 0, count: SimulationSize.block) }
    }
}
