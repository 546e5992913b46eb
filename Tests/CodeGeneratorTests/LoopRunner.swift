internal import CKernels
@testable import CodeGenerator
internal import TestSupport

/// Blocks of its own, and what a loop does to them.
final class LoopRunner {
    static let doubles = LaneLoop.blockStride / 8
    let blocks: UnsafeMutablePointer<Double>
    private let count: Int
    let kernels = hr_kernels_for(HR_ISA_V3)

    init(blocks count: Int) {
        self.count = count
        let capacity = count * LoopRunner.doubles
        blocks = UnsafeMutableRawPointer.allocate(byteCount: capacity * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: capacity)
        blocks.initialize(repeating: 0, count: capacity)
    }

    deinit { blocks.deallocate() }

    subscript(block: Int) -> UnsafeMutablePointer<Double> { blocks + block * LoopRunner.doubles }

    /// Runs a loop. Each test's bytes are given back, empty where no test fails.
    @discardableResult
    func run(_ loop: LaneLoop, cells: [Double] = []) throws -> [[UInt8]] {
        let code = try CompiledLoop(loop)
        let pool = LoopRunner.pool(of: code, cells: cells)
        defer { pool.deallocate() }
        var tests = [UInt8](repeating: 0, count: max(1, code.testCount) * 64)
        let failed = withExtendedLifetime(code) { code.function(blocks, pool + 128, &tests) }
        guard failed != 0 else { return [] }
        return (0..<code.testCount).map { Array(tests[$0 * 64..<$0 * 64 + 64]) }
    }
}

extension LoopRunner {
    /// The numbers that code reads. Whoever asks frees them.
    static func pool(of code: CompiledLoop, cells: [Double] = []) -> UnsafeMutableRawPointer {
        let pool = UnsafeMutableRawPointer.allocate(byteCount: code.pool.count * 32 + 256, alignment: 64)
        func put(_ bits: UInt64, at position: Int) {
            for lane in 0..<4 { (pool + position * 32 + lane * 8).storeBytes(of: bits, as: UInt64.self) }
        }
        for (i, bits) in code.pool.enumerated() { put(bits, at: i) }
        for (cell, number) in cells.enumerated() {
            if let position = code.cells[cell] { put(number.bitPattern, at: position) }
        }
        return pool
    }
}

/// Operands that make trouble, and those that do not.
struct Operands {
    private var generator: SplitMix

    init(seed: UInt64) { generator = SplitMix(seed: seed) }

    static let special: [Double] = [
        0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, .infinity, -.infinity, .nan, 5e-324, -5e-324, 0x1p-1022, 0x0.fffffffffffffp-1022,
        1.7976931348623157e308, -1.7976931348623157e308, 707.9999999, 708, 709.8, 710, 711, -708, -745.2, -746, 0.47, 0.55, 0.6,
        0.67, 0x1p-54, 0x1p-60, 1e-20, 0x1p52, 0x1p52 - 0.5, 0x1p52 + 1, 0x1p53, 1.5, 2.5, -1.5, -2.5, 0.9999999999999999, 1e22, 22,
        0x1p960, 0x1p1023,
    ]

    mutating func next() -> UInt64 { generator.next() }

    mutating func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

    /// Any bits, ordinary numbers of a few sizes, special ones.
    mutating func number() -> Double {
        switch below(5) {
        case 0: Double(bitPattern: next())
        case 1: Operands.special[below(Operands.special.count)]
        case 2: Double(below(41) - 20) / 2
        case 3: Double(next() >> 11) * 0x1p-53
        default: Double(next() >> 11) * 0x1p-48 - 16
        }
    }

    /// Positive and near 1: nothing is special.
    mutating func ordinary() -> Double { 0.25 + Double(next() >> 11) * 0x1p-52 }

    mutating func fill(_ block: UnsafeMutablePointer<Double>, ordinary isOrdinary: Bool = false) {
        for i in 0..<256 { block[i] = isOrdinary ? ordinary() : number() }
    }
}

/// The same bits; NaN is NaN.
func isSame(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || a.isNaN && b.isNaN }
