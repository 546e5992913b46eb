/// A loop over a block as machine code.
///
/// The code belongs to no run: what it reads and writes comes with every call, so threads share it.
package final class CompiledLoop: Sendable {
    /// The numbers that the pool of a run begins with: each is to stand `ConstantPool.lanes` times.
    package let pool: [UInt64]
    /// For each cell its position in the pool; nil where the code does not read it.
    package let cells: [Int?]
    package let testCount: Int
    private let memory: ExecutableMemory

    package var byteCount: Int { memory.byteCount }

    /// Why there is no code.
    package enum Refusal: Error, Hashable, Sendable {
        /// The processor lacks AVX2 or FMA.
        case processor
        /// The system grants no executable memory.
        case memory
        /// More than fits the stack or the budget.
        case size
        /// What is to be compiled contradicts itself.
        case corrupted
    }

    /// The most bytes on the stack.
    static let largestFrame = 16_384

    package init(_ loop: LaneLoop) throws(Refusal) {
        guard Processor.isSupported else { throw .processor }
        guard loop.isSound else { throw .corrupted }
        let code = try LoopEmitter(loop)
        guard let memory = ExecutableMemory(code.bytes) else { throw .memory }
        self.memory = memory
        pool = code.pool.numbers
        cells = (0..<Int(loop.cellCount)).map { code.pool.position(ofCell: $0) }
        testCount = loop.tests.count
    }

    package typealias Function =
        @convention(c) (
            _ blocks: UnsafeMutableRawPointer, _ pool: UnsafeRawPointer, _ tests: UnsafeMutableRawPointer?
        ) -> UInt32

    /// Computes one block of 256 paths.
    ///
    /// `blocks` is 64-byte aligned, `pool` points 128 bytes behind the beginning of a 32-byte aligned pool, `tests` has
    /// 64 bytes for each test: bit i of byte k is set where the test fails for path 4k + i. Bytes are written only for
    /// groups of lanes that are not ordinary, so they must be 0 before.
    /// Whoever calls keeps the loop alive meanwhile.
    /// - Returns: 0 where no test fails.
    package var function: Function { unsafeBitCast(memory.address, to: Function.self) }
}
