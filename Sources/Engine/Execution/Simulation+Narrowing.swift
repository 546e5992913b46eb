extension Simulation {
    /// The quantiles that reports print; a run makes sure of them without being asked.
    static let printedQuantiles = [0.05, 0.5, 0.95]
    /// Each pass makes buckets a thousand times narrower, and most need one; what is still wide after these is wide
    /// because doubles are.
    private static let narrowingPasses = 5

    /// Repeats the run where the bucket of a printed quantile is wider than a quarter of its sampling error, to look
    /// into those buckets: the width shrinks a thousandfold, and to nothing around a value that repeats.
    func narrow(
        _ distributions: inout [EmpiricalDistribution?], _ progress: ((Progress) -> Void)?, _ isCancelled: (() -> Bool)?
    ) throws(SimulationError) {
        for _ in 0..<Simulation.narrowingPasses {
            let wide = distributions.indices.flatMap { output in
                (distributions[output]?.wideBuckets ?? []).map {
                    (output: output, position: $0.position, bucket: $0.bucket)
                }
            }
            guard !wide.isEmpty else { return }
            let windows = wide.map {
                distributions[$0.output]!.window(output: $0.output, position: $0.position, bucket: $0.bucket)
            }
            guard let sinks = look(into: windows, continuation(.narrowing, 0..<chunkCount, progress, isCancelled))
            else {
                throw .cancelled
            }
            for (index, place) in wide.enumerated() {
                let parts = BucketSink.parts(of: index, in: sinks)
                distributions[place.output]!.refine(
                    place.position, place.bucket, with: parts.map { ($0.lower, $0.upper, $0.count) })
            }
        }
    }

    /// Runs all paths once more, looking into some buckets; nil when stopped.
    func look(into windows: [BucketSink.Window], _ continuation: Executor.Continuation? = nil) -> [BucketSink]? {
        let executor = self.executor()
        return executor.run(
            chunks: 0..<chunkCount,
            makeSink: { BucketSink(windows, gate: self.gate, instructionSet: executor.instructionSet) },
            continuation: continuation)
    }
}

extension EmpiricalDistribution {
    /// The buckets of printed quantiles that are too wide, each once.
    fileprivate var wideBuckets: [(position: Int, bucket: Bucket)] {
        var wide: [(position: Int, bucket: Bucket)] = []
        guard count > 0 else { return wide }
        for p in Simulation.printedQuantiles {
            let quantile = self.quantile(p)
            guard quantile.width > quantile.samplingError / 4 else { continue }
            let rank = p * Double(count - 1)
            for whole in [rank.rounded(.down), rank.rounded(.up)] {
                let bucket = self.bucket(ofRank: UInt64(whole))
                // Neighbouring doubles can't be told apart any better.
                guard bucket.width > 2 * max(abs(bucket.lower), abs(bucket.upper)).ulp else { continue }
                guard !wide.contains(where: { $0.bucket.before == bucket.before }) else { continue }
                wide.append((position(ofRank: UInt64(whole)), bucket))
            }
        }
        return wide
    }

    /// A window on a bucket, or on a part that an earlier pass found.
    func window(output: Int, position: Int, bucket: Bucket, parts: Int = 1024) -> BucketSink.Window {
        BucketSink.Window(
            output: output, scale: scale, bucket: ids[position], lower: bucket.lower, upper: bucket.upper, parts: parts,
            isClosed: isRefined(position))
    }
}
