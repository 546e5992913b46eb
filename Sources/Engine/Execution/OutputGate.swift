/// Lets the values of outputs through to a sink, of a conditional output only those of the paths on which its condition
/// holds.
///
/// A program that has conditions emits them first: its outputs 0 ..< n are the conditions, the others follow. What passes
/// depends on the block alone, so whatever is gathered block by block stays independent of threads and chunk ranges.
struct OutputGate {
    /// Which condition governs each output, counted without the conditions; nil: every path counts.
    let conditionOfOutput: [Int?]
    private let conditionCount: Int
    private let memory: Memory?

    init(conditionCount: Int, conditionOfOutput: [Int?]) {
        self.conditionCount = conditionCount
        self.conditionOfOutput = conditionOfOutput
        memory = conditionCount > 0 ? Memory(conditionCount) : nil
    }

    /// What passes of a block of the program's output: the output without the conditions, and `count` values. nil for a
    /// condition, which is noted, and where no path passes.
    func pass(
        _ output: Int, _ values: UnsafePointer<Double>, _ count: Int
    ) -> (output: Int, values: UnsafePointer<Double>, count: Int)? {
        guard let memory else { return (output, values, count) }
        guard output >= conditionCount else {
            memory.note(output, values, count)
            return nil
        }
        guard let condition = conditionOfOutput[output - conditionCount] else {
            return (output - conditionCount, values, count)
        }
        let kept = memory.gather(condition, values)
        return kept > 0 ? (output - conditionCount, UnsafePointer(memory.values), kept) : nil
    }

    /// Which lane of the block value `position` of an output came from.
    func lane(_ position: Int, of output: Int) -> Int {
        guard let memory, let condition = conditionOfOutput[output] else { return position }
        return Int(memory.lanes[condition * SimulationSize.block + position])
    }

    /// The lanes on which each condition holds in the current block, and room for values taken from them.
    private final class Memory {
        let lanes: UnsafeMutablePointer<UInt8>
        let counts: UnsafeMutablePointer<Int>
        let values: UnsafeMutablePointer<Double>

        init(_ conditions: Int) {
            lanes = .allocate(capacity: conditions * SimulationSize.block)
            counts = .allocate(capacity: conditions)
            counts.initialize(repeating: 0, count: conditions)
            let bytes = SimulationSize.block * MemoryLayout<Double>.stride
            let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            values = raw.initializeMemory(as: Double.self, repeating: 0, count: SimulationSize.block)
        }

        deinit {
            lanes.deallocate()
            counts.deallocate()
            values.deallocate()
        }

        func note(_ condition: Int, _ values: UnsafePointer<Double>, _ count: Int) {
            let row = lanes + condition * SimulationSize.block
            var kept = 0
            for lane in 0..<count {
                row[kept] = UInt8(truncatingIfNeeded: lane)
                kept += values[lane] != 0 ? 1 : 0
            }
            counts[condition] = kept
        }

        func gather(_ condition: Int, _ source: UnsafePointer<Double>) -> Int {
            let row = lanes + condition * SimulationSize.block
            for position in 0..<counts[condition] { values[position] = source[Int(row[position])] }
            return counts[condition]
        }
    }
}
