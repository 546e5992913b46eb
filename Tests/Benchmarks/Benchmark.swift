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
            ModelBenchmark(name: "m1-avx2", model: "m1", instructionSet: .avx2),
            ModelBenchmark(name: "m1-avx512", model: "m1", instructionSet: .avx512),
            ModelBenchmark(name: "m1-lua-avx2", model: "m1-lua", instructionSet: .avx2),
            ModelBenchmark(name: "m1-lua-avx512", model: "m1-lua", instructionSet: .avx512),
            ModelBenchmark(
                name: "m1-interpreter", model: "m1", instructionSet: .avx2, backend: .interpreter),
            ModelBenchmark(
                name: "m1-native", model: "m1", instructionSet: .avx2, goal: "ratio <= 0.85"),
            ModelBenchmark(
                name: "m2-interpreter", model: "m2", referenceModel: "m2", instructionSet: .avx2, backend: .interpreter,
                paths: 500_000),
            ModelBenchmark(
                name: "m2-native", model: "m2", referenceModel: "m2", instructionSet: .avx2, goal: "ratio <= 0.85",
                paths: 500_000),
            ModelBenchmark(
                name: "m3-interpreter", model: "m3", referenceModel: "m3", instructionSet: .avx2, backend: .interpreter,
                paths: 200_000),
            ModelBenchmark(
                name: "m3-native", model: "m3", referenceModel: "m3", instructionSet: .avx2, goal: "ratio <= 0.90",
                paths: 200_000),
            LoopBenchmark(),
            ThreadBenchmark(),
            GraphBuildBenchmark(),
            LuaGraphBenchmark(),
        ]
    }
}
