internal import CKernels

/// The portable back end: a loop over a flat list of instructions, each a call of one kernel on registers of 256
/// doubles.
///
/// One interpreter belongs to one worker. Everything that an instruction needs is looked up once, when it is made: the
/// loop allocates nothing and counts no references.
final class Interpreter {
    private let loop: TimeLoop?
    private let prologue: BoundSection?
    private let body: BoundSection?
    private let epilogue: BoundSection
    private let registers: UnsafeMutableRawPointer
    private let histories: [HistoryMemory]
    private let kernels: UnsafePointer<hr_kernels>
    /// Room for the flows of eight paths, and for the addresses of a history's rows.
    private let scratch: UnsafeMutablePointer<Double>
    private let rows: UnsafeMutablePointer<UnsafePointer<Double>>
    /// What the lowest path that may not go on has met.
    private(set) var fault: PathFault?
    private let design: SamplingDesign?

    init(
        _ program: Program, seed: UInt64, design: SamplingDesign? = nil, instructionSet: InstructionSet,
        tables: TableMemory
    ) {
        self.design = design
        let doubles = max(1, program.registerCount) * SimulationSize.block
        registers = .allocate(byteCount: doubles * MemoryLayout<Double>.stride, alignment: 64)
        registers.initializeMemory(as: Double.self, repeating: 0, count: doubles)
        kernels = hr_kernels_for(instructionSet.level)
        let binding = KernelBinding(
            kernels: kernels, keys: program.streams.map { StreamKey(seed: seed, name: $0).value }, tables: tables, design: design,
            registers: registers)
        loop = program.loop
        prologue = program.loop.map { BoundSection($0.prologue, binding) }
        body = program.loop.map { BoundSection($0.body, binding) }
        epilogue = BoundSection(program.epilogue, binding)
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
        (registers + Int(number) * SimulationSize.block * 8).assumingMemoryBound(to: Double.self)
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
                if design!.startsFromStream { kernels.pointee.uniform(to, i.pointee.key, block, 0, 0) }
                design!.fill(to, stream: stream, firstPath: firstPath)
                if let kernel = i.pointee.kernel { unsafeBitCast(kernel, to: Unary.self)(to, to) }
            case .expAffine:
                unsafeBitCast(i.pointee.kernel, to: ExpAffine.self)(to, a, i.pointee.numbers[2], i.pointee.numbers[1])
            case .table, .steps, .triangular:
                let table = UnsafeRawPointer(bitPattern: UInt(i.pointee.key))!
                unsafeBitCast(i.pointee.kernel, to: Lookup.self)(to, a, table)
            case .fill: unsafeBitCast(i.pointee.kernel, to: Fill.self)(to, i.pointee.numbers[0])
            case .emit: sink.consume(output: Int(i.pointee.index), values: a, firstPath: firstPath, count: valid)
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
