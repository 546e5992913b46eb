internal import Engine

/// How often a run is repeated to look into buckets of printed quantiles that are too wide, by distribution and trials, seed 42:
/// the ratio is that count. The table is in `Docs/Engine.md`.
struct NarrowingBenchmark: Benchmark {
    let name = "narrowing"

    func measure(_ references: References?) throws -> [Measurement] {
        let distributions: [(String, Distribution)] = [
            ("normal", try .normal(mean: 0, sd: 1)), ("lognormal-0.5", try .lognormal(median: 1, sdLog: 0.5)),
            ("lognormal-1", try .lognormal(median: 1, sdLog: 1)), ("lognormal-2", try .lognormal(median: 1, sdLog: 2)),
            ("exponential", try .exponential(mean: 1)), ("cauchy", try .cauchy(location: 0, scale: 1)),
        ]
        var lines: [Measurement] = []
        for (label, trials) in [("1e4", 10_000), ("1e5", 100_000), ("1e6", 1_000_000), ("1e7", 10_000_000)] {
            for (name, distribution) in distributions {
                let graph = Graph()
                let x = graph.variate(try graph.declare("x", isNamed: true, distribution))
                lines.append(line("\(name)-\(label)", try passes(graph, [("y", x)], trials)))
            }
            let graph = Graph()
            lines.append(line("m1-\(label)", try passes(graph, try ModelM1.build(in: graph), trials)))
        }
        return lines
    }

    /// A pass begins where fewer paths are done than before.
    private func passes(_ graph: Graph, _ outputs: [(name: String, node: Graph.Node)], _ trials: Int) throws -> Int {
        let simulation = try Simulation(
            graph, outputs: outputs.map { ($0.name, $0.node) }, options: .init(trials: trials, seed: 42, threads: 1))
        var (count, last) = (0, Int.max)
        _ = try simulation.run { progress in
            guard progress.phase == .narrowing else { return }
            if progress.pathsDone <= last { count += 1 }
            last = progress.pathsDone
        }
        return count
    }

    private func line(_ name: String, _ count: Int) -> Measurement {
        Measurement(
            name: "narrowing-\(name)", cpuNanoseconds: nil, reference: "passes", referenceNanoseconds: nil, ratio: Double(count),
            goal: "", peakMegabytes: nil, load: ChildProcess.load)
    }
}
