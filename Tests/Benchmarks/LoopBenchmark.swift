internal import CodeGenerator
internal import Engine
import Foundation

/// One generated loop of 40 arithmetic operations, and of 41 with exp, log, square root and division among them: nanoseconds per
/// path in turns with the loops that compilers make of the same operations, and how long making the code takes.
struct LoopBenchmark: Benchmark {
    let name = "loops"

    func measure(_ references: References?) throws -> [Measurement] {
        guard InstructionSet.best >= .avx2 else { throw ModelBenchmark.Unavailable(instructionSet: .avx2) }
        var lines: [Measurement] = []
        for (label, operations, compilers) in [
            ("arithmetic-40", LoopOperations.arithmetic(40), [CompiledReference.clang, .gxx]),
            ("mixed-40", LoopOperations.mixed(), [.gxxVectorMath]),
        ] {
            let code = try CompiledLoop(operations.loop)
            for compiler in compilers {
                let reference = compiler.build(operations)
                let (ours, theirs) = try run(code, reference)
                lines.append(
                    Measurement(
                        name: "loop-\(label)", cpuNanoseconds: ours.median,
                        reference: reference == nil ? "\(compiler.command[0]) is not there" : compiler.command.joined(separator: " "),
                        referenceNanoseconds: reference == nil ? nil : theirs.median,
                        ratio: reference == nil ? nil : zip(ours, theirs).map { $0 / $1 }.median, goal: compiler.goal,
                        peakMegabytes: nil, load: ChildProcess.load))
            }
        }
        for (count, limit) in [(40, 0.1), (10_000, 30.0)] {
            // As large programs are divided, so are these.
            let loop = LoopOperations.arithmetic(min(count, 1_000)).loop
            var times: [Double] = []
            for _ in 0..<11 {
                let rounds = max(1, 2_000 / count)
                let start = ChildProcess.ownCPUSeconds
                for _ in 0..<rounds { for _ in 0..<max(1, count / 1_000) { _ = try CompiledLoop(loop) } }
                times.append((ChildProcess.ownCPUSeconds - start) / Double(rounds) * 1e9)
            }
            lines.append(
                Measurement(
                    name: "compile-\(count)", cpuNanoseconds: times.median, reference: "\(limit) ms",
                    referenceNanoseconds: limit * 1e6, ratio: times.median / (limit * 1e6), goal: "ratio <= 1",
                    peakMegabytes: nil, load: ChildProcess.load))
        }
        return lines
    }

    /// Nanoseconds per path of both, in turns.
    private func run(_ code: CompiledLoop, _ reference: CompiledReference.Function?) throws -> (ours: [Double], theirs: [Double]) {
        let blocks = UnsafeMutableRawPointer.allocate(byteCount: 8 * LaneLoop.blockStride, alignment: 64)
        defer { blocks.deallocate() }
        let doubles = blocks.bindMemory(to: Double.self, capacity: LaneLoop.blockStride)
        for i in 0..<LaneLoop.blockStride { doubles[i] = 0.5 + Double(i * 7919 % 1000) / 2000 }
        let pool = UnsafeMutableRawPointer.allocate(byteCount: code.pool.count * 32 + 128, alignment: 64)
        defer { pool.deallocate() }
        for (i, bits) in code.pool.enumerated() {
            for lane in 0..<4 { (pool + i * 32 + lane * 8).storeBytes(of: bits, as: UInt64.self) }
        }
        let rounds = 20_000
        func time(_ body: () -> Void) -> Double {
            let start = ChildProcess.ownCPUSeconds
            for _ in 0..<rounds { body() }
            return (ChildProcess.ownCPUSeconds - start) / Double(rounds * 256) * 1e9
        }
        var (ours, theirs): ([Double], [Double]) = ([], [])
        for _ in 0..<15 {
            ours.append(withExtendedLifetime(code) { time { _ = code.function(blocks, pool + 128, nil) } })
            if let reference { theirs.append(time { reference(blocks) }) }
        }
        return (ours, theirs)
    }
}
