internal import CodeGenerator

/// What a generated loop reads and writes beside registers: one per worker and loop.
struct LoopMemory {
    typealias Function = CompiledLoop.Function

    /// How often each number stands in the pool.
    static let lanes = ConstantPool.lanes
    /// Bytes from one register to the next.
    static let blockStride = LaneLoop.blockStride

    let function: Function
    /// What the code takes for the address of the pool: 128 bytes behind its beginning.
    let pool: UnsafeMutableRawPointer
    /// Bit i of byte k of a test is set where it fails for path 4k + i.
    let tests: UnsafeMutablePointer<UInt8>
    let causes: [PathFault.Cause]
    private let numbers: UnsafeMutablePointer<Double>
    private let positions: [(column: Int32, position: Int)]

    private static let bytesPerTest = SimulationSize.block / LoopMemory.lanes

    init(_ loop: NativeProgram.Loop) {
        let count = max(1, loop.code.pool.count) * LoopMemory.lanes
        let raw = UnsafeMutableRawPointer.allocate(byteCount: count * 8 + 128, alignment: 64)
        numbers = raw.bindMemory(to: Double.self, capacity: count)
        for (i, bits) in loop.code.pool.enumerated() {
            (numbers + i * LoopMemory.lanes).initialize(repeating: Double(bitPattern: bits), count: LoopMemory.lanes)
        }
        pool = raw + 128
        causes = loop.causes
        let bytes = max(1, loop.causes.count) * LoopMemory.bytesPerTest
        tests = .allocate(capacity: bytes)
        tests.initialize(repeating: 0, count: bytes)
        function = loop.code.function
        positions = loop.columns.indices.compactMap { cell in
            loop.code.cells[cell].map { (loop.columns[cell], $0) }
        }
        code = loop.code
    }

    /// The code lives as long as somebody may call it.
    private let code: CompiledLoop

    func deallocate() {
        numbers.deallocate()
        tests.deallocate()
    }

    /// Where the numbers of a step are to be put, with the column of each.
    func cells(_ tables: TableMemory) -> [(lanes: UnsafeMutablePointer<Double>, column: UnsafePointer<Double>)] {
        positions.map { (numbers + $0.position * LoopMemory.lanes, tables.columns[Int($0.column)]) }
    }

    func fails(test: Int, lane: Int) -> Bool {
        tests[test * LoopMemory.bytesPerTest + lane / LoopMemory.lanes] >> UInt8(lane % LoopMemory.lanes) & 1 == 1
    }

    func clearTests() { tests.update(repeating: 0, count: max(1, causes.count) * LoopMemory.bytesPerTest) }
}
