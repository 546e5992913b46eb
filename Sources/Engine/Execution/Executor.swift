import Synchronization

/// Runs a program over chunks of paths on several threads.
package struct Executor: Sendable {
    package let program: Program
    package let seed: UInt64
    package let trials: Int
    package let threads: Int
    package let instructionSet: InstructionSet
    /// What takes the place of independent uniforms; nil: nothing.
    package let design: SamplingDesign?
    /// nil: machine code where it pays.
    package let backend: Backend?
    private let faults = Faults()

    private final class Faults: Sendable {
        let first = Mutex<PathFault?>(nil)
    }

    /// What ended the last run early.
    package var fault: PathFault? { faults.first.withLock { $0 } }

    package init(
        program: Program, seed: UInt64, trials: Int, threads: Int, instructionSet: InstructionSet,
        design: SamplingDesign? = nil, backend: Backend? = nil
    ) {
        self.backend = backend
        self.design = design
        self.program = program
        self.seed = seed
        self.trials = trials
        self.threads = threads
        self.instructionSet = instructionSet
    }

    /// The machine code of the program, if it may run and there is some.
    var nativeProgram: NativeProgram? {
        reasonAgainstCode == nil ? program.native.code(of: program).program : nil
    }

    /// Why machine code is not even made.
    private var reasonAgainstCode: String? {
        if backend == .interpreter { return "the interpreter is asked for" }
        if instructionSet == .portable { return "generated code needs avx2, and the kernels are to be portable" }
        if backend == .native { return nil }
        if instructionSet > .avx2 {
            return "the kernels of \(instructionSet.name) are wider than generated code; `--backend native` asks for it"
        }
        let work = trials.multipliedReportingOverflow(by: max(1, program.loop?.steps ?? 1))
        if !work.overflow && work.partialValue < Executor.leastWork {
            return "\(trials) paths are too few to pay for code; `--backend native` asks for it"
        }
        return nil
    }

    /// Paths times steps from which on making code pays: about 5 µs an instruction, saving about 0.1 ns a path.
    private static let leastWork = 50_000

    /// What runs the program, and why.
    package var report: BackendReport {
        if let reasonAgainstCode { return BackendReport(backend: .interpreter, reason: reasonAgainstCode) }
        let code = program.native.code(of: program)
        return BackendReport(backend: code.program == nil ? .interpreter : .native, reason: code.reason)
    }

    /// Called on the calling thread between its chunks with the number of paths done; returns false to stop.
    package typealias Continuation = (_ pathsDone: Int) -> Bool

    private final class Shared: Sendable {
        let next: Atomic<Int>
        let pathsDone = Atomic<Int>(0)
        let isStopped = Atomic<Bool>(false)
        init(first: Int) { next = Atomic(first) }
    }

    /// Runs all paths of `chunks`, each worker with a sink of its own, and returns the sinks.
    ///
    /// Which sink sees which chunk depends on timing: what sinks gather must not depend on it.
    /// - Returns: nil if `continuation` returned false, or if a path may not go on: then `fault` says what the lowest
    ///   such path has met (every chunk below it has been computed to its end).
    package func run<Sink: BlockSink>(
        chunks: Range<Int>, makeSink: () -> Sink, continuation: Continuation? = nil
    ) -> [Sink]? {
        let workers = max(1, min(threads, chunks.count))
        let sinks = (0..<workers).map { _ in makeSink() }
        let shared = Shared(first: chunks.lowerBound)
        let memory = TableMemory(program)
        let native = nativeProgram
        ThreadTeam.run(workers) { worker in
            let sink = sinks[worker]
            let interpreter = Interpreter(
                program, seed: seed, design: design, instructionSet: instructionSet, tables: memory,
                native: native)
            while !shared.isStopped.load(ordering: .relaxed) {
                let chunk = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < chunks.upperBound else { break }
                let paths = SimulationSize.paths(of: chunk, trials: trials)
                interpreter.run(chunk: chunk, paths: paths, sink)
                if let fault = interpreter.fault {
                    faults.first.withLock { $0 = PathFault.first($0, fault) }
                    shared.isStopped.store(true, ordering: .relaxed)
                }
                let done = shared.pathsDone.wrappingAdd(paths.count, ordering: .relaxed).newValue
                if worker == 0, let continuation, !continuation(done) {
                    shared.isStopped.store(true, ordering: .relaxed)
                }
            }
        }
        return shared.isStopped.load(ordering: .relaxed) ? nil : sinks
    }
}
