internal import Engine

/// Something to measure. To add one, write a type and list it in `Benchmark.all`.
protocol Benchmark {
    /// As the command line spells it.
    var name: String { get }

    /// Measures, with the references built so far at hand; nil when `../shared/bench` is not there.
    func measure(_ references: References?) throws -> [Measurement]
}

enum Benchmarks {
    static var all: [any Benchmark] {
        [
            ModelBenchmark(name: "m1-avx2", model: "m1", instructionSet: .avx2, backend: .interpreter),
            ModelBenchmark(name: "m1-avx512", model: "m1", instructionSet: .avx512),
            ModelBenchmark(name: "m1-lua-avx2", model: "m1-lua", instructionSet: .avx2),
            ModelBenchmark(name: "m1-lua-avx512", model: "m1-lua", instructionSet: .avx512),
            throughTime("m2", .interpreter, .avx2),
            throughTime("m2", .interpreter, .avx512),
            throughTime("m3", .interpreter, .avx2),
            throughTime("m3", .interpreter, .avx512),
            ModelBenchmark(
                name: "m1-native", model: "m1", instructionSet: .avx2, backend: .native, goal: "ratio <= 0.85"),
            throughTime("m2", .native, .avx2),
            throughTime("m3", .native, .avx2),
            LoopBenchmark(),
            CompilationBenchmark(),
            NormalsBenchmark(),
            NarrowingBenchmark(),
            ThreadBenchmark(),
            GraphBuildBenchmark(),
            LuaGraphBenchmark(),
            ClusterSearchBenchmark(),
            ClusterEventBenchmark(),
            DispatchBenchmark(),
            ClearingBenchmark(),
            ExerciseBenchmark(),
            ProjectFinanceBenchmark(),
        ]
    }

    private static func throughTime(
        _ model: String, _ backend: Backend, _ instructionSet: InstructionSet
    ) -> ModelBenchmark {
        ModelBenchmark(
            name: "\(model)-\(backend.name)-\(instructionSet.name)", model: model, instructionSet: instructionSet,
            backend: backend, paths: 1_000_000, rounds: 3,
            goal: backend == .interpreter ? "ratio <= 1.35, peak_mb <= 60" : model == "m2" ? "ratio <= 0.85" : "ratio <= 0.90")
    }
}
