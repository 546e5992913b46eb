extension Simulation {
    /// The quantiles that reports print; a run makes sure of them without being asked.
    static let printedQuantiles = [0.05, 0.5, 0.95]

    /// Repeats the run where the bucket of a printed quantile is wider than a quarter of its sampling error, to look into
    /// those buckets: the width then shrinks a thousandfold, and to nothing around a value that repeats.
    func narrow(
        _ distributions: inout [EmpiricalDistribution?], _ progress: ((Progress) -> Void)?, _ isCancelled: (() -> Bool)?
    ) throws(SimulationError) {
        var windows: [BucketSink.Window] = []
        var positions: [Int] = []
        for (output, distribution) in distributions.enumerated() {
            guard let distribution else { continue }
            var wide: [Int] = []
            for p in Simulation.printedQuantiles {
                let quantile = distribution.quantile(p)
                guard quantile.width > quantile.samplingError / 4 else { continue }
                let rank = p * Double(distribution.count - 1)
                for whole in [rank.rounded(.down), rank.rounded(.up)] {
                    let position = distribution.position(ofRank: UInt64(whole))
                    // Rounding alone keeps a bucket of one value from having no width.
                    let bucket = distribution.bucket(at: position)
                    if bucket.width > bucket.lower.ulp, !wide.contains(position) { wide.append(position) }
                }
            }
            for position in wide {
                windows.append(distribution.window(output: output, position: position, parts: 1024))
                positions.append(position)
            }
        }
        guard !windows.isEmpty else { return }
        guard let sinks = look(into: windows, continuation(.narrowing, 0..<chunkCount, progress, isCancelled)) else {
            throw .cancelled
        }
        for (index, window) in windows.enumerated() {
            var parts = sinks[0].parts[index]
            for sink in sinks.dropFirst() {
                for part in parts.indices { parts[part].add(sink.parts[index][part]) }
            }
            distributions[window.output]!.refine(
                positions[index], with: parts.map { ($0.lower, $0.upper, $0.count) })
        }
    }

    /// Runs all paths once more, looking into some buckets; nil when stopped.
    func look(into windows: [BucketSink.Window], _ continuation: Executor.Continuation? = nil) -> [BucketSink]? {
        let executor = self.executor()
        return executor.run(
            chunks: 0..<chunkCount,
            makeSink: { BucketSink(windows, outputs: names.count, instructionSet: executor.instructionSet) },
            continuation: continuation)
    }
}

extension EmpiricalDistribution {
    func window(output: Int, position: Int, parts: Int) -> BucketSink.Window {
        let bucket = self.bucket(at: position)
        return BucketSink.Window(
            output: output, scale: scale, bucket: ids[position], lower: bucket.lower, upper: bucket.upper, parts: parts)
    }
}
