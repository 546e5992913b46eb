internal import CKernels
import Foundation

/// Standard normals on one core, block by block, against numpy's `standard_normal` in turns: nanoseconds for each. numpy is
/// looked for with the interpreter that HEADROOM_PYTHON names, or python3.
struct NormalsBenchmark: Benchmark {
    let name = "normals"
    private let count = 40_000_000

    func measure(_ references: References?) throws -> [Measurement] {
        let block = UnsafeMutableRawPointer.allocate(byteCount: Int(HR_BLOCK) * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: Int(HR_BLOCK))
        defer { block.deallocate() }
        let normal = hr_kernels_for(hr_best_isa()).pointee.normal
        var (ours, theirs): ([Double], [Double]) = ([], [])
        var version = "numpy is not there"
        for _ in 0..<5 {
            let start = ChildProcess.ownCPUSeconds
            for number in 0..<UInt64(count / Int(HR_BLOCK)) { normal(block, 42, number, 0, 0) }
            ours.append((ChildProcess.ownCPUSeconds - start) / Double(count) * 1e9)
            if let (text, time) = numpy() {
                version = text
                theirs.append(time)
            }
        }
        return [
            Measurement(
                name: name, cpuNanoseconds: ours.median, reference: version,
                referenceNanoseconds: theirs.isEmpty ? nil : theirs.median,
                ratio: theirs.isEmpty ? nil : zip(ours, theirs).map { $0 / $1 }.median, goal: "ratio <= 0.3333",
                peakMegabytes: nil, load: ChildProcess.load)
        ]
    }

    /// numpy's version, and its CPU nanoseconds a number, in an array that fits the cache.
    private func numpy() -> (String, Double)? {
        let script = """
            import numpy, time
            g = numpy.random.Generator(numpy.random.PCG64(42)); a = numpy.empty(4096); n = \(count / 4096)
            g.standard_normal(out=a); s = time.process_time()
            for _ in range(n): g.standard_normal(out=a)
            print(numpy.__version__, (time.process_time() - s) / n / 4096 * 1e9)
            """
        let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"] ?? "python3"
        guard let words = try? ChildProcess.run([python, "-c", script]).output.split(whereSeparator: \.isWhitespace),
            words.count == 2, let time = Double(words[1])
        else { return nil }
        return ("numpy \(words[0]) standard_normal, PCG64", time)
    }
}
