internal import CKernels

/// Both back ends: a loop over a flat list of instructions, each a call of one kernel on registers of 256
/// doubles; in a program with machine code, generated loops take the place of most.
///
/// One interpreter belongs to one worker. Everything that an instruction needs is looked up once, when it is made: the
/// loop allocates nothing and counts no references.
final class Interpreter {
    private let loop: TimeLoop?
    private let prologue: BoundSection?
    private let body: BoundSection?
    private let epilogue: BoundSection
    private let loops: [LoopMemory]
    private let registers: UnsafeMutableRawPointer
    private let design: SamplingDesign?
    private let uniforms: Stream
    private let histories: [HistoryMemory]
    private let kernels: UnsafePointer<hr_kernels>
    /// Room for the flows of eight paths, and for the addresses of a history's rows.
    private let scratch: UnsafeMutablePointer<Double>
    private let rows: UnsafeMutablePointer<UnsafePointer<Double>>
    /// What the lowest path that may not go on has met.
    private(set) var fault: PathFault?

    init(
        _ program: Program, seed: UInt64, design: SamplingDesign? = nil, instructionSet: InstructionSet,
        tables: TableMemory, native: NativeProgram? = nil
    ) {
        self.design = design
        uniforms = hr_kernels_for(instructionSet.level).pointee.uniform
        let doubles = max(1, native?.registerCount ?? program.registerCount) * LoopMemory.blockStride / 8
        registers = .allocate(byteCount: doubles * MemoryLayout<Double>.stride, alignment: 64)
        registers.initializeMemory(as: Double.self, repeating: 0, count: doubles)
        kernels = hr_kernels_for(instructionSet.level)
        loops = native?.loops.map { LoopMemory($0) } ?? []
        let binding = KernelBinding(
            kernels: kernels, keys: program.streams.map { StreamKey(seed: seed, name: $0).value }, tables: tables,
            design: design, registers: registers, loops: loops)
        loop = program.loop
        prologue = (native?.prologue ?? program.loop?.prologue).map { BoundSection($0, binding) }
        body = (native?.body ?? program.loop?.body).map { BoundSection($0, binding) }
        epilogue = BoundSection(native?.epilogue ?? program.epilogue, binding)
        let lengths = program.loop?.historyLengths ?? []
        histories = lengths.map { HistoryMemory(length: $0) }
        let longest = max(1, lengths.max() ?? 1)
        scratch = UnsafeMutableRawPointer.allocate(byteCount: longest * 64, alignment: 64)
            .bindMemory(to: Double.self, capacity: longest * 8)
        rows = .allocate(capacity: longest)
    }

    deinit {
        prologue?.deallocate()
        body?.deallocate()
        epilogue.deallocate()
        registers.deallocate()
        for loop in loops { loop.deallocate() }
        for history in histories { history.deallocate() }
        scratch.deallocate()
        rows.deallocate()
    }

    /// Computes the paths of one chunk and hands every output to the sink, block by block in ascending order; ends
    /// behind the first block with a fault.
    func run<Sink: BlockSink>(chunk: Int, paths: Range<Int>, _ sink: Sink) {
        var first = paths.lowerBound
        while first < paths.upperBound && fault == nil {
            let valid = min(SimulationSize.block, paths.upperBound - first)
            if let loop, let prologue, let body { runSteps(loop, prologue, body, first, valid, sink) }
            run(epilogue, step: (loop?.steps ?? -1) + 1, firstPath: first, valid: valid, sink)
            first += SimulationSize.block
        }
        sink.finish(chunk: chunk)
    }

    /// The states of one block from the beginning to the end of time, or until no path lives.
    private func runSteps<Sink: BlockSink>(
        _ loop: TimeLoop, _ prologue: BoundSection, _ body: BoundSection, _ firstPath: Int, _ valid: Int, _ sink: Sink
    ) {
        // What lies before the first step means nothing, but is the same whatever block came before.
        for history in histories where history.length <= loop.steps { history.clear(0...history.length - 1) }
        run(prologue, step: 0, firstPath: firstPath, valid: valid, sink)
        for step in 1...loop.steps {
            body.prepare(step: step)
            run(body, step: step, firstPath: firstPath, valid: valid, sink)
            recordFrozen(loop, step, firstPath, valid, sink)
            guard let alive = loop.alive, kernels.pointee.any(register(alive), Int32(valid)) == 0 else { continue }
            if step < loop.steps {
                for later in step + 1...loop.steps { recordFrozen(loop, later, firstPath, valid, sink) }
                for history in histories where history.length > loop.steps { history.clear(step + 1...loop.steps) }
            }
            break
        }
        epilogue.prepare(step: loop.steps)
    }

    private func recordFrozen<Sink: BlockSink>(
        _ loop: TimeLoop, _ step: Int, _ firstPath: Int, _ valid: Int, _ sink: Sink
    ) {
        let record = loop.recordOfStep[step - 1]
        guard record >= 0 else { return }
        for (series, place) in loop.frozenValues {
            sink.consume(
                series: Int(series), record: Int(record), values: register(place), mask: nil, firstPath: firstPath,
                count: valid)
        }
    }

    private func register(_ number: UInt16) -> UnsafeMutablePointer<Double> {
        (registers + Int(number) * LoopMemory.blockStride).assumingMemoryBound(to: Double.self)
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

    private func run<Sink: BlockSink>(
        _ section: BoundSection, step: Int, firstPath: Int, valid: Int, _ sink: Sink
    ) {
        let block = UInt64(firstPath / SimulationSize.block)
        var i = section.code
        let end = section.code + section.count
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
            case .stepDesigned:
                uniforms(to, i.pointee.key, block, UInt32(step), 0)
                design!.fill(to, stream: i.pointee.index, firstPath: firstPath)
                if let kernel = i.pointee.kernel { unsafeBitCast(kernel, to: Unary.self)(to, to) }
            case .stepStream:
                unsafeBitCast(i.pointee.kernel, to: Stream.self)(to, i.pointee.key, block, UInt32(step), 0)
            case .copy: unsafeBitCast(i.pointee.kernel, to: Unary.self)(to, a)
            case .store, .storeTruth: store(i, step, firstPath, valid)
            case .history:
                kernels.pointee.copy(to, histories[Int(i.pointee.index)].row(step - Int(i.pointee.count)))
            case .trailing: sum(i, step)
            case .gather:
                let list = UnsafePointer<Double>(bitPattern: UInt(i.pointee.key))!
                kernels.pointee.gather(to, a, list, Int64(i.pointee.count))
            case .push: kernels.pointee.copy(histories[Int(i.pointee.index)].row(step), a)
            case .check:
                if kernels.pointee.any(a, Int32(valid)) != 0 {
                    note(.check(Int(i.pointee.index)), step, firstPath, valid) { a[$0] != 0 }
                }
            case .checkFinite:
                let mask = i.pointee.b
                if kernels.pointee.any_not_finite(a, mask, Int32(valid)) != 0 {
                    note(.check(Int(i.pointee.index)), step, firstPath, valid) { mask[$0] != 0 && !a[$0].isFinite }
                }
            case .series:
                let record = loop!.recordOfStep[step - 1]
                if record >= 0 {
                    sink.consume(
                        series: Int(i.pointee.index), record: Int(record), values: a,
                        mask: i.pointee.isUnmasked ? nil : i.pointee.b, firstPath: firstPath, count: valid)
                }
            case .internalRate: solveRate(i)
            case .generated:
                let loop = loops[Int(i.pointee.index)]
                let pool = UnsafeRawPointer(bitPattern: UInt(i.pointee.key))!
                if unsafeBitCast(i.pointee.kernel, to: LoopMemory.Function.self)(registers, pool, loop.tests) != 0 {
                    judge(loop, step, firstPath, valid)
                }
            }
            i += 1
        }
    }

    // MARK: Steps

    private func store(_ i: UnsafeMutablePointer<BoundInstruction>, _ step: Int, _ firstPath: Int, _ valid: Int) {
        let to = i.pointee.destination
        let bad =
            i.pointee.isUnmasked
            ? kernels.pointee.store(to, i.pointee.a, Int32(valid))
            : kernels.pointee.store_live(to, i.pointee.a, i.pointee.b, Int32(valid))
        guard bad != 0, i.pointee.form == .store else { return }
        let mask = i.pointee.isUnmasked ? nil : i.pointee.b
        note(.state(Int(i.pointee.index)), step, firstPath, valid) { lane in
            !to[lane].isFinite && (mask.map { $0[lane] != 0 } ?? true)
        }
    }

    /// Notes the faults that a generated loop has found, in the order of its tests.
    private func judge(_ loop: LoopMemory, _ step: Int, _ firstPath: Int, _ valid: Int) {
        for (number, cause) in loop.causes.enumerated() {
            note(cause, step, firstPath, valid) { loop.fails(test: number, lane: $0) }
        }
        loop.clearTests()
    }

    /// Remembers the fault of the first path for which `isBad` holds, unless a lower path has one.
    private func note(
        _ cause: PathFault.Cause, _ step: Int, _ firstPath: Int, _ valid: Int, _ isBad: (Int) -> Bool
    ) {
        guard let lane = (0..<valid).first(where: isBad) else { return }
        fault = PathFault.first(fault, PathFault(path: firstPath + lane, step: step, cause: cause))
    }

    private func sum(_ i: UnsafeMutablePointer<BoundInstruction>, _ step: Int) {
        let history = histories[Int(i.pointee.index)]
        let count = Int(i.pointee.count)
        for k in 0..<count - 1 { rows[k] = UnsafePointer(history.row(step - count + 1 + k)) }
        rows[count - 1] = i.pointee.a
        kernels.pointee.sum_rows(i.pointee.destination, rows, Int32(count))
    }

    private func solveRate(_ i: UnsafeMutablePointer<BoundInstruction>) {
        let rate = loop!.rates[Int(i.pointee.index)]
        let flows = histories[Int(rate.history)]
        let status = UnsafeMutablePointer(mutating: i.pointee.c)
        kernels.pointee.internal_rate(
            i.pointee.destination, status, flows.row(0), Int32(flows.length), rate.low, rate.high, scratch)
    }
}
