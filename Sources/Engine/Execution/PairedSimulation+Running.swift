import Synchronization

extension PairedSimulation {
    /// Runs all plans over all paths.
    ///
    /// - Parameters:
    ///   - withResults: whether the statistics of every plan are wanted, too.
    ///   - progress: called on the calling thread from time to time.
    ///   - isCancelled: asked on the calling thread between chunks.
    public func run(
        withResults: Bool = true, progress: ((Simulation.Progress) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(Failure) -> PairedResult {
        let pilot = pilotScales(withResults: withResults)
        let trees = simulations.map { _ in StatisticsSink.SharedTree() }
        let tree = StatisticsSink.SharedTree()
        let workers = max(1, min(simulations[0].executor().threads, chunkCount))
        let team = (0..<workers).map { _ in Worker(self, pilot, trees, tree) }
        let shared = Shared()
        let continuation = simulations[0].continuation(.running, 0..<chunkCount, progress, isCancelled)
        let tables = simulations.map { TableMemory($0.program) }
        ThreadTeam.run(workers) { worker in
            team[worker].work(self, tables, shared, worker == 0 ? continuation : nil)
        }
        if let (simulation, fault) = shared.fault.withLock({ $0 }) {
            throw Failure(simulation: simulation, error: .pathFault(fault))
        }
        if shared.isStopped.load(ordering: .relaxed) { throw Failure(simulation: nil, error: .cancelled) }
        var results: [SimulationResult] = []
        for (number, simulation) in simulations.enumerated() where withResults {
            let tallies = simulation.names.indices.map { output in
                team.reduce(into: PartialResult.Tally()) { $0.add($1.sinks[number].takeTally(output)) }
            }
            let part = PartialResult(
                simulation: simulation, chunks: [0..<chunkCount], tree: trees[number].tree.withLock { $0 }, tallies: tallies)
            do {
                results.append(try SimulationResult.merged([part], progress: progress, isCancelled: isCancelled))
            } catch {
                throw Failure(simulation: number, error: error)
            }
        }
        return PairedResult(results: results, combinations: try estimates(team, tree))
    }

    /// The buckets of every numeric output of every plan, and of every combination, from the first chunk.
    private func pilotScales(withResults: Bool) -> Pilot {
        let trials = options.trials
        let count = min(trials, SimulationSize.chunk)
        let columns = simulations.map { ColumnSink.columns($0.executor(), first: count) }
        let outputs = zip(simulations, columns).map { simulation, columns in
            zip(columns, simulation.program.outputKinds).map {
                $1 == .boolean || !withResults ? nil : SketchScale(pilot: $0, trials: trials)
            }
        }
        let combined = combinations.map { combination in
            let sums = (0..<count).map { path in
                combination.terms.reduce(0.0) { $0 + $1.weight * columns[$1.simulation][$1.output][path] }
            }
            return SketchScale(pilot: sums, trials: trials)
        }
        return Pilot(outputs: outputs, combinations: combined, withResults: withResults)
    }

    private func estimates(_ team: [Worker], _ tree: StatisticsSink.SharedTree) throws(Failure) -> [PairedEstimate] {
        guard !combinations.isEmpty, let moments = tree.tree.withLock({ $0.total }) else { return [] }
        var estimates: [PairedEstimate] = []
        for (number, combination) in combinations.enumerated() {
            let tally = team.reduce(into: PartialResult.Tally()) { $0.add($1.differences.takeTally(number)) }
            guard tally.nonFiniteCount == 0 else {
                let bad = NonFiniteOutput(
                    output: combination.name, path: tally.firstNonFinite, value: .nan, count: tally.nonFiniteCount,
                    trials: options.trials, culprit: nil)
                throw Failure(simulation: nil, error: .nonFinite(bad))
            }
            guard let sketch = tally.sketch else { preconditionFailure("combinations are numbers") }
            estimates.append(
                PairedEstimate(moments: moments[number], isOfConditions: combination.isOfConditions, sketch: sketch))
        }
        return estimates
    }

    private struct Pilot {
        let outputs: [[SketchScale?]]
        let combinations: [SketchScale]
        let withResults: Bool
    }

    private final class Shared: Sendable {
        let next = Atomic<Int>(0)
        let pathsDone = Atomic<Int>(0)
        let isStopped = Atomic<Bool>(false)
        /// The fault of the lowest chunk that has one: every chunk below it has been computed to its end.
        let fault = Mutex<(simulation: Int, fault: PathFault)?>(nil)
    }

    /// What one thread gathers.
    private final class Worker {
        let sinks: [PairedSink]
        let differences: StatisticsSink
        /// A block as sinks want them: 256 doubles, aligned.
        private let block: UnsafeMutablePointer<Double>

        init(
            _ paired: PairedSimulation, _ pilot: Pilot, _ trees: [StatisticsSink.SharedTree], _ tree: StatisticsSink.SharedTree
        ) {
            let instructionSet = paired.simulations[0].executor().instructionSet
            let used = paired.usedOutputs
            sinks = paired.simulations.indices.map { number in
                let statistics =
                    pilot.withResults
                    ? StatisticsSink(
                        scales: pilot.outputs[number], gate: paired.simulations[number].gate, instructionSet: instructionSet,
                        shared: trees[number]) : nil
                return PairedSink(
                    statistics: statistics, outputs: paired.simulations[number].names.count, used: used[number])
            }
            differences = StatisticsSink(
                scales: pilot.combinations,
                gate: OutputGate(conditionCount: 0, conditionOfOutput: pilot.combinations.map { _ in nil }),
                instructionSet: instructionSet, shared: tree)
            block = UnsafeMutableRawPointer.allocate(byteCount: SimulationSize.block * 8, alignment: 64)
                .bindMemory(to: Double.self, capacity: SimulationSize.block)
            block.initialize(repeating: 0, count: SimulationSize.block)
        }

        deinit { block.deallocate() }

        func work(
            _ paired: PairedSimulation, _ tables: [TableMemory], _ shared: Shared, _ continuation: Executor.Continuation?
        ) {
            let executor = paired.simulations[0].executor()
            let interpreters = paired.simulations.indices.map { number in
                Interpreter(
                    paired.simulations[number].program, seed: executor.seed, instructionSet: executor.instructionSet,
                    tables: tables[number], native: paired.simulations[number].executor().nativeProgram)
            }
            while !shared.isStopped.load(ordering: .relaxed) {
                let chunk = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < paired.chunkCount else { return }
                let paths = SimulationSize.paths(of: chunk, trials: executor.trials)
                for (number, interpreter) in interpreters.enumerated() {
                    interpreter.run(chunk: chunk, paths: paths, sinks[number])
                    guard let fault = interpreter.fault else { continue }
                    shared.fault.withLock { first in
                        if let before = first, before.fault.path / SimulationSize.chunk < chunk { return }
                        first = (number, fault)
                    }
                    return shared.isStopped.store(true, ordering: .relaxed)
                }
                combine(paired, chunk, paths)
                let done = shared.pathsDone.wrappingAdd(paths.count, ordering: .relaxed).newValue
                if let continuation, !continuation(done) { shared.isStopped.store(true, ordering: .relaxed) }
            }
        }

        private func combine(_ paired: PairedSimulation, _ chunk: Int, _ paths: Range<Int>) {
            for (number, combination) in paired.combinations.enumerated() {
                let sum = CombinationSum(combination.terms.map { (sinks[$0.simulation].column($0.output), $0.weight) })
                for first in stride(from: 0, to: paths.count, by: SimulationSize.block) {
                    let count = min(SimulationSize.block, paths.count - first)
                    sum.write(to: block, first: first, count: count)
                    differences.consume(
                        output: number, values: block, firstPath: paths.lowerBound + first, count: count)
                }
            }
            differences.finish(chunk: chunk)
        }
    }
}
