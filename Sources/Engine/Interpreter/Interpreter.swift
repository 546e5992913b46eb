internal import CKernels

/// The portable back end: a loop over a flat list of instructions, each a call of one kernel on registers of 256
/// doubles.
///
/// One interpreter belongs to one worker. Everything that an instruction needs is looked up once, when it is made: the
/// loop allocates nothing and counts no references.
final class Interpreter {
    private let code: UnsafeMutablePointer<BoundInstruction>
    private let count: Int
    private let registers: UnsafeMutableRawPointer
    private let design: SamplingDesign?
    private let uniforms: Stream

    init(
        _ program: Program, seed: UInt64, design: SamplingDesign? = nil, instructionSet: InstructionSet,
        tables: TableMemory
    ) {
        self.design = design
        uniforms = hr_kernels_for(instructionSet.level).pointee.uniform
        let doubles = max(1, program.registerCount) * SimulationSize.block
        registers = .allocate(byteCount: doubles * MemoryLayout<Double>.stride, alignment: 64)
        registers.initializeMemory(as: Double.self, repeating: 0, count: doubles)
        count = program.instructions.count
        code = .allocate(capacity: max(1, count))
        let binding = KernelBinding(
            kernels: hr_kernels_for(instructionSet.level),
            keys: program.streams.map { StreamKey(seed: seed, name: $0).value }, tables: tables, design: design,
            registers: registers)
        for (i, instruction) in program.instructions.enumerated() { binding.bind(instruction, at: code + i) }
    }

    deinit {
        code.deallocate()
        registers.deallocate()
    }

    /// Computes the paths of one chunk and hands every output to the sink, block by block in ascending order.
    func run<Sink: BlockSink>(chunk: Int, paths: Range<Int>, _ sink: Sink) {
        var first = paths.lowerBound
        while first < paths.upperBound {
            run(firstPath: first, valid: min(SimulationSize.block, paths.upperBound - first), sink)
            first += SimulationSize.block
        }
        sink.finish(chunk: chunk)
    }

    private typealias Stream = @convention(c) (UnsafeMutablePointer<Double>, UInt64, UInt64, UInt32, UInt32) -> Void
    private typealias Fill = @convention(c) (UnsafeMutablePointer<Double>, Double) -> Void
    private typealias Unary = @convention(c) (UnsafeMutablePointer<Double>, UnsafePointer<Double>) -> Void
    private typealias Registers =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>
        ) -> Void
    private typealias RegisterNumber =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, Double
        ) -> Void
    private typealias NumberRegister =
        @convention(c) (
            UnsafeMutablePointer<Double>, Double, UnsafePointer<Double>
        ) -> Void
    private typealias Ternary =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>
        ) -> Void
    private typealias Quaternary =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>,
            UnsafePointer<Double>
        ) -> Void
    private typealias ExpAffine =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, Double, Double
        ) -> Void
    private typealias Lookup =
        @convention(c) (
            UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafeRawPointer
        ) -> Void

    private func run<Sink: BlockSink>(firstPath: Int, valid: Int, _ sink: Sink) {
        let block = UInt64(firstPath / SimulationSize.block)
        var i = code
        let end = code + count
        while i < end {
            let to = i.pointee.destination
            let a = i.pointee.a
            switch i.pointee.form {
            case .registers: unsafeBitCast(i.pointee.kernel, to: Registers.self)(to, a, i.pointee.b)
            case .registerNumber:
                unsafeBitCast(i.pointee.kernel, to: RegisterNumber.self)(to, a, i.pointee.numbers[1])
            case .numberRegister:
                unsafeBitCast(i.pointee.kernel, to: NumberRegister.self)(to, i.pointee.numbers[0], a)
            case .ternary: unsafeBitCast(i.pointee.kernel, to: Ternary.self)(to, a, i.pointee.b, i.pointee.c)
            case .quaternary:
                unsafeBitCast(i.pointee.kernel, to: Quaternary.self)(to, a, i.pointee.b, i.pointee.c, i.pointee.d)
            case .unary: unsafeBitCast(i.pointee.kernel, to: Unary.self)(to, a)
            case .stream: unsafeBitCast(i.pointee.kernel, to: Stream.self)(to, i.pointee.key, block, 0, 0)
            case .designed:
                let stream = i.pointee.index
                if design!.startsFromStream { uniforms(to, i.pointee.key, block, 0, 0) }
                design!.fill(to, stream: stream, firstPath: firstPath)
                if let kernel = i.pointee.kernel { unsafeBitCast(kernel, to: Unary.self)(to, to) }
            case .expAffine:
                unsafeBitCast(i.pointee.kernel, to: ExpAffine.self)(to, a, i.pointee.numbers[2], i.pointee.numbers[1])
            case .table, .steps, .triangular:
                let table = UnsafeRawPointer(bitPattern: UInt(i.pointee.key))!
                unsafeBitCast(i.pointee.kernel, to: Lookup.self)(to, a, table)
            case .fill: unsafeBitCast(i.pointee.kernel, to: Fill.self)(to, i.pointee.numbers[0])
            case .emit: sink.consume(output: Int(i.pointee.index), values: a, firstPath: firstPath, count: valid)
            }
            i += 1
        }
    }
}
