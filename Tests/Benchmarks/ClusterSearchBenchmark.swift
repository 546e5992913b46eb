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
        // 11.7 million strategies of 175 billion parameters on 1,024 chips, all priced.
        guard let large = Architecture.catalogue.first(where: { $0.architecture.name == "gpt3-175b" })?.architecture else { return [] }
        var space = SearchSpace()
        space.schedules = [.oneForwardOneBackward, .zeroBubble]
        space.contexts = [1, 2, 4, 8]
        space.offloads = [0, 16e9, 25e9, 50e9, 64e9, 100e9]
        space.maximumMicrobatch = 512
        let wide = StrategySearch(
            try TrainingModel(
                TrainingJob(model: large, sequence: 2048, batch: 3072, precision: .fp16, hasFusedAttention: false),
                on: Cluster(chip: .a100, chips: 1024, nodeSize: 8, inside: .a100, network: 25e9)), space)
        let begin = ChildProcess.ownCPUSeconds
        let all = try wide.run(isExhaustive: true)
        let wideTime = (ChildProcess.ownCPUSeconds - begin) / Double(all.candidates) * 11.7e6 * 1e9
        let few = single.median * 10_944
        return [
            Measurement(
                name: "cluster-10944", cpuNanoseconds: few, reference: "10,944 strategies of 530B in 15 ms", referenceNanoseconds: 15e6,
                ratio: few / 15e6, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load),
            Measurement(
                name: "cluster-11.7M", cpuNanoseconds: wideTime, reference: "11.7 million strategies of 175B, from \(all.candidates), in 24 s of CPU",
                referenceNanoseconds: 24e9, ratio: wideTime / 24e9, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load),
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
