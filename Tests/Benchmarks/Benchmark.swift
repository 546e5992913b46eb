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
            ThreadBenchmark(),
            GraphBuildBenchmark(),
            LuaGraphBenchmark(),
            DispatchBenchmark(),
        ]
    }
}
