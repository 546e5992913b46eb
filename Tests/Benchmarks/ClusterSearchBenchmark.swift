import ClusterModel

/// Searching the strategies of 530 billion parameters on 5,128 A100: nanoseconds per strategy, priced one by one and with pruning, and
/// the whole search.
struct ClusterSearchBenchmark: Benchmark {
    let name = "cluster-search"

    func measure(_ references: References?) throws -> [Measurement] {
        guard let model = Architecture.catalogue.first(where: { $0.architecture.name == "turing-530b" })?.architecture else { return [] }
        let cluster = Cluster(chip: .a100, chips: 5128, nodeSize: 8, inside: .a100, network: 25e9)
        let job = TrainingJob(model: model, sequence: 2048, batch: 2520, precision: .fp16, hasFusedAttention: false)
        let search = StrategySearch(try TrainingModel(job, on: cluster))
        var (single, whole): ([Double], [Double]) = ([], [])
        for _ in 0..<7 {
            var start = ChildProcess.ownCPUSeconds
            let found = try search.run(isExhaustive: true)
            single.append((ChildProcess.ownCPUSeconds - start) / Double(found.candidates) * 1e9)
            start = ChildProcess.ownCPUSeconds
            _ = try search.run()
            whole.append((ChildProcess.ownCPUSeconds - start) * 1e9)
        }
        return [
            Measurement(
                name: "cluster-evaluation", cpuNanoseconds: single.median, reference: "1,000,000 a second", referenceNanoseconds: 1000,
                ratio: single.median / 1000, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load),
            Measurement(
                name: "cluster-search-530b", cpuNanoseconds: whole.median, reference: "all 319,575 strategies in 15 ms",
                referenceNanoseconds: 15e6, ratio: whole.median / 15e6, goal: "ratio <= 1 asked of 10,944 strategies", peakMegabytes: nil,
                load: ChildProcess.load),
        ]
    }
}
