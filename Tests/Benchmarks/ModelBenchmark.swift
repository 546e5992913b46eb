internal import Engine
internal import HeadroomLua

/// A reference model against the hand-written C++ of the same instruction set, in turns on one machine.
struct ModelBenchmark: Benchmark {
    let name: String
    /// Begins with the reference's name for it.
    let model: String
    let instructionSet: InstructionSet
    var backend = Backend.native
    var paths = 10_000_000
    var rounds = 5
    var goal = "ratio <= 1.25, peak_mb <= 40"

    func measure(_ references: References?) throws -> [Measurement] {
        guard instructionSet <= .best else { throw Unavailable(instructionSet: instructionSet) }
        let threads = 2
        let reference = try references?.build(avx512: instructionSet == .avx512)
        var ours: [Double] = []
        var theirs: [Double] = []
        var peak = 0.0
        for _ in 0..<rounds {
            if let references, let reference {
                theirs.append(
                    try references.nanosecondsPerPath(reference, model: String(model.prefix(2)), paths: paths, threads: threads))
            }
            let report = try ChildRun.run(model, instructionSet, backend, paths: paths, threads: threads)
            ours.append(report.repeats.map(\.nanoseconds).reduce(0, +) / Double(report.repeats.count))
            peak = max(peak, report.peakMegabytes)
        }
        return [
            Measurement(
                name: name, cpuNanoseconds: ours.median, reference: reference?.name ?? References.absence,
                referenceNanoseconds: theirs.isEmpty ? nil : theirs.median,
                ratio: theirs.isEmpty ? nil : zip(ours, theirs).map { $0 / $1 }.median,
                goal: goal, peakMegabytes: peak, load: ChildProcess.load)
        ]
    }

    /// This machine can't run what is to be measured.
    struct Unavailable: Error, CustomStringConvertible {
        let instructionSet: InstructionSet
        var description: String { "this processor has no \(instructionSet.name)" }
    }
}

/// Two threads against one: elapsed time, and the same bits. Of each process the second run counts, as quantile tables are
/// built once; the machine must be idle for the ratio to mean anything, which `load` tells.
struct ThreadBenchmark: Benchmark {
    let name = "threads"

    func measure(_ references: References?) throws -> [Measurement] {
        var speedups: [Double] = []
        var one: [Double] = []
        var two: [Double] = []
        var checksums: Set<String> = []
        for _ in 0..<7 {
            let single = try ChildRun.run("m1", .best, paths: 10_000_000, threads: 1, repeats: 2)
            let double = try ChildRun.run("m1", .best, paths: 10_000_000, threads: 2, repeats: 2)
            checksums.formUnion([single.checksum, double.checksum])
            one.append(single.repeats[1].nanoseconds)
            two.append(double.repeats[1].nanoseconds)
            speedups.append(single.repeats[1].seconds / double.repeats[1].seconds)
        }
        let bits = checksums.count == 1 ? "identical bits" : "DIFFERENT BITS"
        return [
            Measurement(
                name: name, cpuNanoseconds: two.median, reference: "m1 on 1 thread, \(bits)",
                referenceNanoseconds: one.median, ratio: speedups.median, goal: "ratio (elapsed, 1 / 2 threads) >= 1.9",
                peakMegabytes: nil, load: ChildProcess.load)
        ]
    }
}

/// Building a graph from Swift: CPU nanoseconds per node asked for, when it is new and when it is there already.
/// Graphs of 10,000 nodes, as large scripts make them. Building from Lua is to be measured beside it.
struct GraphBuildBenchmark: Benchmark {
    let name = "graph-build"
    private let nodes = 10_000
    private let graphs = 50

    func measure(_ references: References?) throws -> [Measurement] {
        var fresh: [Double] = []
        var known: [Double] = []
        for _ in 0..<7 {
            var times = [0.0, 0.0]
            for _ in 0..<graphs {
                let graph = Graph()
                let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1)))
                for pass in 0..<2 {
                    let start = ChildProcess.ownCPUSeconds
                    build(graph, x)
                    times[pass] += ChildProcess.ownCPUSeconds - start
                }
            }
            fresh.append(times[0] / Double(nodes * graphs) * 1e9)
            known.append(times[1] / Double(nodes * graphs) * 1e9)
        }
        return [("graph-build", fresh), ("graph-build-known", known)].map { name, times in
            Measurement(
                name: name, cpuNanoseconds: times.median, reference: "150 ns a node", referenceNanoseconds: 150,
                ratio: times.median / 150, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load)
        }
    }

    private func build(_ graph: Graph, _ x: Graph.Node) {
        var sum = x
        for i in 0..<nodes / 2 {
            let product = graph.apply(.multiply, sum, x)
            sum = graph.apply(i % 2 == 0 ? .add : .subtract, product, x)
        }
    }
}

/// Building a graph from Lua: nanoseconds per operator on uncertain values, front end and session included.
struct LuaGraphBenchmark: Benchmark {
    let name = "graph-build-lua"
    /// What the script makes.
    private let nodes = 500_000

    func measure(_ references: References?) throws -> [Measurement] {
        var times: [Double] = []
        for _ in 0..<5 {
            let start = ChildProcess.ownCPUSeconds
            try Session { _ in }.run(file: SimulatedModels.script("graph"))
            times.append((ChildProcess.ownCPUSeconds - start) / Double(nodes) * 1e9)
        }
        return [
            Measurement(
                name: name, cpuNanoseconds: times.median, reference: "1000 ns a node", referenceNanoseconds: 1000,
                ratio: times.median / 1000, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load)
        ]
    }
}

/// From the source of M3 to its first block of paths: parsing, tracing, compiling and 256 paths; and how much of that is
/// making machine code, which is what the same takes less with the interpreter.
struct CompilationBenchmark: Benchmark {
    let name = "m3-compile"

    func measure(_ references: References?) throws -> [Measurement] {
        func time(_ backend: Backend) throws -> Double {
            let start = ChildProcess.ownCPUSeconds
            _ = try SimulatedModels.runScript("m3", .best, backend, 256, 1)
            return (ChildProcess.ownCPUSeconds - start) * 1e9
        }
        // The first run pays for what a process does once.
        _ = try time(.native)
        var times: [Double] = []
        var code: [Double] = []
        for _ in 0..<15 {
            times.append(try time(.native))
            code.append(times.last! - (try time(.interpreter)))
        }
        return [
            Measurement(
                name: "m3-code", cpuNanoseconds: code.median, reference: "3 ms", referenceNanoseconds: 3e6,
                ratio: code.median / 3e6, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load),
            Measurement(
                name: name, cpuNanoseconds: times.median, reference: "20 ms", referenceNanoseconds: 20e6,
                ratio: times.median / 20e6, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load)
        ]
    }
}
