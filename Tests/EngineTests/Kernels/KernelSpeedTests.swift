import CKernels
import Engine
import Glibc
import Testing

/// Not a test of anything: prints the rows of the speed table of `Docs/Accuracy.md` when asked by
/// `HEADROOM_KERNEL_SPEED=1`.
@Suite(.serialized, .enabled(if: getenv("HEADROOM_KERNEL_SPEED") != nil))
struct KernelSpeedTests {
    @Test func nanosecondsPerElement() {
        let levels = InstructionSet.available.reversed()
        let u = Block()
        hr_kernels_for(HR_ISA_BASE).pointee.uniform(u.pointer, 123, 5, 0, 0)
        let a = Block { u[$0] * 0.98 + 0.01 }
        let b = Block { u[Block.count - 1 - $0] * 3 + 0.5 }
        let result = Block()
        let coefficients = UnsafeMutablePointer<Double>.allocate(capacity: 8 * Int(hr_table_intervals(5)))
        coefficients.initialize(repeating: 1, count: 8 * Int(hr_table_intervals(5)))
        defer { coefficients.deallocate() }
        var table = hr_table(coefficients: coefficients, subdivision: 5)
        var triangle = hr_triangular(minimum: 1, maximum: 2, split: 0.3, lower: 0.3, upper: 0.7)

        func row(_ name: String, _ kernel: (UnsafePointer<hr_kernels>, UInt64) -> Void) {
            let times = levels.map { level in
                Self.nanoseconds { kernel(hr_kernels_for(hr_isa(UInt32(level.rawValue))), $0) }
            }
            print("speed | \(name) | \(times.map { String(describing: $0) }.joined(separator: " | ")) |")
        }
        row("uniform") { $0.pointee.uniform(result.pointer, 123, $1, 0, 0) }
        row("normal") { $0.pointee.normal(result.pointer, 123, $1, 0, 0) }
        row("quantile table") { kernels, _ in kernels.pointee.table(result.pointer, u.pointer, &table) }
        row("triangular") { kernels, _ in kernels.pointee.triangular(result.pointer, u.pointer, &triangle) }
        for op in 0..<Int32(HR_UNARY_COUNT.rawValue) {
            row("unary \(op)") { kernels, _ in hr_unary_kernel(kernels, op)(result.pointer, a.pointer) }
        }
        for op in 0..<Int32(HR_BINARY_COUNT.rawValue) {
            row("binary \(op)") { kernels, _ in hr_binary_vv_kernel(kernels, op)(result.pointer, a.pointer, b.pointer) }
        }
        row("multiply, add") { kernels, _ in
            hr_ternary_kernel(kernels, 0, 0)(result.pointer, a.pointer, b.pointer, u.pointer)
        }
    }

    /// CPU time per element, the least of seven runs, in hundredths of a nanosecond.
    private static func nanoseconds(_ kernel: (UInt64) -> Void) -> Double {
        let blocks = 2000
        var best = Double.infinity
        for _ in 0..<7 {
            let start = clock()
            for number in 0..<blocks { kernel(UInt64(number)) }
            best = min(best, Double(clock() - start) / Double(blocks * Block.count) * 1000)
        }
        return (best * 100).rounded() / 100
    }
}
