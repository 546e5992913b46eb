internal import CKernels

/// Looks into single buckets of outputs in a second pass: counts, least and greatest of each of their parts, or all of
/// their values.
final class BucketSink: BlockSink {
    /// A bucket to look into.
    struct Window {
        let output: Int
        let scale: SketchScale
        let bucket: Int32
        let lower: Double
        let upper: Double
        /// Into how many parts of equal width; 0 keeps the values themselves.
        let parts: Int
        /// Whether only values within `lower ... upper` count; else all of the bucket, wherever rounding puts its
        /// edges.
        var isClosed = false

        func part(of x: Double) -> Int {
            guard upper > lower else { return 0 }
            // Rounding at an edge may put a value just outside.
            return min(max(Int((x - lower) / (upper - lower) * Double(parts)), 0), parts - 1)
        }
    }

    /// What was found in one part.
    struct Part {
        var count: UInt64 = 0
        var lower = Double.infinity
        var upper = -Double.infinity

        mutating func add(_ other: Part) {
            count += other.count
            lower = min(lower, other.lower)
            upper = max(upper, other.upper)
        }
    }

    private let windows: [Window]
    private let windowsOfOutput: [[Int]]
    private let gate: OutputGate
    private let scales: [hr_sketch_scale]
    private let reductions: hr_reductions
    private let found: UnsafeMutablePointer<Double>
    private(set) var parts: [[Part]]
    private(set) var values: [[Double]]

    init(_ windows: [Window], gate: OutputGate, instructionSet: InstructionSet) {
        self.windows = windows
        self.gate = gate
        windowsOfOutput = gate.conditionOfOutput.indices.map { output in windows.indices.filter { windows[$0].output == output } }
        scales = windows.map(\.scale.kernelScale)
        reductions = hr_reductions_for(instructionSet.level).pointee
        found = .allocate(capacity: SimulationSize.block)
        parts = windows.map { [Part](repeating: Part(), count: $0.parts) }
        values = windows.map { _ in [] }
    }

    deinit { found.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        guard let (output, values, count) = gate.pass(output, values, count) else { return }
        for index in windowsOfOutput[output] {
            let window = windows[index]
            var scale = scales[index]
            var n = Int(reductions.select_bucket(values, Int32(count), &scale, Int64(window.bucket), found))
            if window.isClosed {
                var kept = 0
                for i in 0..<n where found[i] >= window.lower && found[i] <= window.upper {
                    found[kept] = found[i]
                    kept += 1
                }
                n = kept
            }
            if window.parts == 0 {
                self.values[index].append(contentsOf: UnsafeBufferPointer(start: found, count: n))
                continue
            }
            for i in 0..<n {
                parts[index][window.part(of: found[i])].add(Part(count: 1, lower: found[i], upper: found[i]))
            }
        }
    }

    func finish(chunk: Int) {}

    /// What all workers found in the parts of one window.
    static func parts(of window: Int, in sinks: [BucketSink]) -> [Part] {
        var parts = sinks[0].parts[window]
        for sink in sinks.dropFirst() {
            for part in parts.indices { parts[part].add(sink.parts[window][part]) }
        }
        return parts
    }
}
