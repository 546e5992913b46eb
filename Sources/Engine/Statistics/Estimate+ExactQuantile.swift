extension Estimate {
    /// The quantile at p exactly as sorting all values would give it, and its sampling error. Repeats the run.
    ///
    /// The sketch tells which bucket holds the value; a second pass keeps the values of that bucket alone, at most some
    /// ten thousandths of all. Where a bucket holds more than `memoryLimit` values, passes that split it come first.
    /// - Precondition: 0 <= p <= 1.
    public func exactQuantile(_ p: Double) -> (value: Double, error: Double) {
        precondition(p >= 0 && p <= 1, "a probability is within [0, 1]")
        guard let distribution, !isEmpty else { return quantile(p) }
        let position = p * Double(distribution.count - 1)
        let below = UInt64(position.rounded(.down))
        let share = position - Double(below)
        let lower = exactValue(rank: below, distribution)
        let error = distribution.quantile(p).samplingError
        if share == 0 { return (lower, error) }
        let upper = exactValue(rank: below + 1, distribution)
        return (lower + (upper - lower) * share, error)
    }

    /// Values of one bucket kept in memory at a time: 32 MB.
    private static let memoryLimit: UInt64 = 4 << 20

    private func exactValue(rank: UInt64, _ distribution: EmpiricalDistribution) -> Double {
        if rank == 0 { return distribution.minimum }
        if rank == distribution.count - 1 { return distribution.maximum }
        var distribution = distribution
        while true {
            let position = distribution.position(ofRank: rank)
            let bucket = distribution.bucket(ofRank: rank)
            if bucket.width == 0 { return bucket.lower }
            let keepsAll = bucket.count <= Estimate.memoryLimit
            let window = distribution.window(
                output: output, position: position, bucket: bucket, parts: keepsAll ? 0 : 1024)
            let sinks = simulation.look(into: [window])!
            if keepsAll {
                var values: [Double] = []
                for sink in sinks { values += sink.values[0] }
                values.sort()
                return values[Int(rank - bucket.before)]
            }
            distribution.refine(
                position, bucket, with: BucketSink.parts(of: 0, in: sinks).map { ($0.lower, $0.upper, $0.count) })
        }
    }
}
