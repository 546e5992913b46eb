internal import CodeGenerator
internal import Engine
import Foundation

/// One generated loop of 40 arithmetic operations, and of 36 with four exp, log, square root and division: nanoseconds per
/// path, and how long making the code takes.
struct LoopBenchmark: Benchmark {
    let name = "loops"

    func measure(_ references: References?) throws -> [Measurement] {
        guard InstructionSet.best >= .avx2 else { throw ModelBenchmark.Unavailable(instructionSet: .avx2) }
        var lines: [Measurement] = []
        for (label, loop) in [("arithmetic-40", LoopBenchmark.arithmetic(40)), ("mixed-40", LoopBenchmark.mixed())] {
            let code = try CompiledLoop(loop)
            lines.append(line("loop-\(label)", try LoopBenchmark.run(code), goal: ""))
        }
        for (count, limit) in [(40, 0.1), (10_000, 30.0)] {
            var times: [Double] = []
            for _ in 0..<11 {
                let start = ChildProcess.ownCPUSeconds
                // As large programs are divided, so are these.
                for _ in 0..<max(1, count / 1_000) { _ = try CompiledLoop(LoopBenchmark.arithmetic(min(count, 1_000))) }
                times.append((ChildProcess.ownCPUSeconds - start) * 1e9)
            }
            lines.append(line("compile-\(count)", times.median, goal: "cpu_ns <= \(limit * 1e6)"))
        }
        return lines
    }

    private func line(_ name: String, _ time: Double, goal: String) -> Measurement {
        Measurement(
            name: name, cpuNanoseconds: time, reference: "none", referenceNanoseconds: nil, ratio: nil, goal: goal,
            peakMegabytes: nil, load: ChildProcess.load)
    }

    /// Sums, products, smaller and larger ones of six inputs.
    private static func arithmetic(_ count: Int) -> LaneLoop {
        let operations: [BinaryOperation] = [.add, .multiply, .subtract, .add, .minimum, .multiply, .add, .subtract, .maximum]
        var loop = LaneLoop()
        var values = (0..<6).map { loop.add(.block($0)) }
        for i in 0..<count {
            let (a, b) = (values[values.count - 1 - i % 3], values[i * 7 % 6])
            values.append(loop.add(.binary(operations[i % operations.count].rawValue, a, b)))
        }
        loop.store(values.last!, in: 6)
        return loop
    }

    private static func mixed() -> LaneLoop {
        var loop = LaneLoop()
        var values = (0..<6).map { loop.add(.block($0)) }
        let functions: [UnaryOperation] = [.exp, .log, .squareRoot, .absolute]
        for i in 0..<4 {
            for k in 0..<8 {
                let (a, b) = (values[values.count - 1 - k % 3], values[(i + k) % 6])
                values.append(loop.add(.binary((k % 2 == 0 ? BinaryOperation.multiply : .add).rawValue, a, b)))
            }
            let size = loop.add(.unary(UnaryOperation.absolute.rawValue, values.last!))
            values.append(loop.add(.unary(functions[i].rawValue, size)))
        }
        values.append(loop.add(.binary(BinaryOperation.divide.rawValue, values[values.count - 1], values[values.count - 2])))
        loop.store(values.last!, in: 6)
        return loop
    }

    /// Median nanoseconds per path.
    private static func run(_ code: CompiledLoop) throws -> Double {
        let blocks = UnsafeMutableRawPointer.allocate(byteCount: 8 * LaneLoop.blockStride, alignment: 64)
        defer { blocks.deallocate() }
        let doubles = blocks.bindMemory(to: Double.self, capacity: LaneLoop.blockStride)
        for i in 0..<LaneLoop.blockStride { doubles[i] = 0.5 + Double(i * 7919 % 1000) / 2000 }
        let pool = UnsafeMutableRawPointer.allocate(byteCount: code.pool.count * 32 + 128, alignment: 64)
        defer { pool.deallocate() }
        for (i, bits) in code.pool.enumerated() {
            for lane in 0..<4 { (pool + i * 32 + lane * 8).storeBytes(of: bits, as: UInt64.self) }
        }
        var times: [Double] = []
        let rounds = 20_000
        for _ in 0..<9 {
            let start = ChildProcess.ownCPUSeconds
            for _ in 0..<rounds { _ = code.function(blocks, pool + 128, nil) }
            times.append((ChildProcess.ownCPUSeconds - start) / Double(rounds * 256) * 1e9)
        }
        return times.median
    }
}
