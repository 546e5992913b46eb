import Testing
import TestSupport

@testable import Engine

/// Generated code against the interpreter, whole programs, bit for bit.
@Suite struct BackendTests {
    /// The values of all outputs with one back end.
    private func columns(_ simulation: (Backend) throws -> Simulation, _ backend: Backend, paths: Int) throws -> [[Double]] {
        let executor = try simulation(backend).executor()
        #expect(executor.report.backend == backend)
        return ColumnSink.columns(executor, first: paths)
    }

    private func expectSame(_ paths: Int, _ simulation: (Backend) throws -> Simulation) throws {
        guard InstructionSet.best >= .avx2 else { return print("skipped: this processor has no avx2") }
        let interpreted = try columns(simulation, .interpreter, paths: paths)
        let native = try columns(simulation, .native, paths: paths)
        #expect(interpreted.count == native.count)
        for (a, b) in zip(interpreted, native) {
            #expect(a.count == b.count)
            #expect(zip(a, b).allSatisfy { isSame($0, $1) })
        }
    }

    @Test func aModelThroughTime() throws {
        try expectSame(5_000) { backend in
            let graph = Graph()
            let built = try walk(graph)
            return try Simulation(
                graph, model: built.model, outputs: built.outputs,
                options: .init(trials: 5_000, seed: 1, threads: 1, backend: backend))
        }
    }

    /// 200 random graphs of 20 to 200 operations over uniforms, normals and numbers. Most outputs are finite.
    @Test func randomGraphs() throws {
        for seed in 0..<200 {
            try expectSame(300) { backend in
                var generator = SplitMix(seed: UInt64(seed))
                let graph = Graph()
                let nodes = try randomNodes(graph, &generator)
                return try Simulation(
                    graph, outputs: nodes.suffix(4).enumerated().map { ("y\($0.offset)", $0.element) },
                    options: .init(trials: 300, seed: 7, threads: 1, backend: backend))
            }
        }
    }

    private func randomNodes(_ graph: Graph, _ generator: inout SplitMix) throws -> [Graph.Node] {
        func below(_ n: Int) -> Int { Int(generator.next() % UInt64(n)) }
        var numbers: [Graph.Node] = [graph.constant(0.5), graph.constant(2), graph.constant(-1.25)]
        for i in 0..<6 { numbers.append(graph.variate(try graph.declare("u\(i)", isNamed: true, .uniform(min: -1, max: 2)))) }
        for i in 0..<3 { numbers.append(graph.variate(try graph.declare("n\(i)", isNamed: true, .normal(mean: 0, sd: 1)))) }
        numbers.append(graph.variate(try graph.declare("t", isNamed: true, .triangular(min: 0, mode: 1, max: 3))))
        for _ in 0..<20 + below(180) {
            func pick() -> Graph.Node { numbers[below(numbers.count)] }
            switch below(6) {
            case 0: numbers.append(graph.apply(UnaryOperation.allCases[below(UnaryOperation.allCases.count - 1)], pick()))
            case 1: numbers.append(graph.select(graph.apply(.less, pick(), pick()), pick(), pick()))
            case 2: numbers.append(graph.apply([.power, .modulo, .floorDivide, .minimum, .maximum][below(5)], pick(), pick()))
            default: numbers.append(graph.apply([.add, .subtract, .multiply, .divide][below(4)], pick(), pick()))
            }
        }
        return numbers
    }

    /// The same fault on the same path in the same step, with a last block that is not full.
    @Test func faults() throws {
        guard InstructionSet.best >= .avx2 else { return print("skipped: this processor has no avx2") }
        func fault(_ backend: Backend, _ trials: Int) throws -> PathFault? {
            let graph = Graph()
            let x = graph.makeState(.number)
            let normal = graph.apply(.inverseNormal, graph.stepUniform("walk"))
            var model = TimeModel(steps: 12)
            // The logarithm of what has fallen below 0.
            let next = graph.apply(.add, graph.apply(.log, graph.apply(.add, x, graph.constant(9))), normal)
            model.states = [.init("x", leaf: x, initial: graph.constant(1), next: next)]
            let simulation = try Simulation(
                graph, model: model, outputs: [("x", x)],
                options: .init(trials: trials, seed: 3, threads: 1, backend: backend))
            let executor = simulation.executor()
            _ = executor.run(chunks: 0..<(trials + 8_191) / 8_192, makeSink: { MomentsSink(outputs: 1, instructionSet: .best, shared: .init()) })
            return executor.fault
        }
        for trials in [3, 700, 300_000] { #expect(try fault(.native, trials) == fault(.interpreter, trials)) }
    }

    /// Where the system grants no executable memory the interpreter runs, says so, and gives the same bits.
    @Test func refusedMemory() throws {
        @Sendable func outputs(_ backend: Backend) throws -> (BackendReport, [[Double]]) {
            let graph = Graph()
            let built = try walk(graph)
            let executor = try Simulation(
                graph, model: built.model, outputs: built.outputs,
                options: .init(trials: 3_000, seed: 1, threads: 1, instructionSet: .best, backend: backend)
            ).executor()
            return (executor.report, ColumnSink.columns(executor, first: 3_000))
        }
        guard InstructionSet.best >= .avx2 else { return print("skipped: this processor has no avx2") }
        guard let outcome = RefusedExecutableMemory.run({ try outputs(.native) }) else {
            return print("skipped: the system lets no thread give up executable memory")
        }
        let (report, columns) = try outcome.get()
        #expect(report == BackendReport(backend: .interpreter, reason: "the system grants no executable memory"))
        let native = try outputs(.native)
        #expect(native.0.backend == .native)
        for (a, b) in zip(columns, native.1) { #expect(zip(a, b).allSatisfy { isSame($0, $1) }) }
    }

    /// A long program with 1,900 values that are all used a second time goes through several loops.
    @Test func longPrograms() throws {
        guard InstructionSet.best >= .avx2 else { return print("skipped: this processor has no avx2") }
        let graph = Graph()
        let x = graph.variate(try graph.declare("x", isNamed: true, .uniform(min: 0, max: 1)))
        let products = (0..<1_900).map { graph.apply(.multiply, x, graph.constant(Double($0) + 0.5)) }
        var sum = x
        for product in products { sum = graph.apply(.add, graph.apply(.divide, sum, product), x) }
        for product in products { sum = graph.apply(.subtract, sum, graph.apply(.multiply, product, sum)) }
        try expectSame(300) { backend in
            try Simulation(
                graph, outputs: [("y", sum)], options: .init(trials: 300, seed: 1, threads: 1, backend: backend))
        }
    }

    @Test func theReasonIsTold() throws {
        func report(_ trials: Int, _ backend: Backend?, _ set: InstructionSet) throws -> BackendReport {
            let graph = Graph()
            let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1)))
            return try Simulation(
                graph, outputs: [("y", graph.apply(.exp, x))],
                options: .init(trials: trials, seed: 1, instructionSet: set, backend: backend)
            ).executor().report
        }
        #expect(try report(1_000_000, .interpreter, .best).reason.contains("asked for"))
        #expect(try report(1_000_000, .native, .portable).backend == .interpreter)
        #expect(try report(1_000, nil, .avx2).reason.contains("too few"))
        guard InstructionSet.best >= .avx2 else { return }
        #expect(try report(1_000_000, nil, .avx2).backend == .native)
        #expect(try report(1_000, .native, .avx2).reason.contains("1 loop"))
    }
}
