extension Estimate {
    /// The quantile at p exactly as sorting all values would give it, and its sampling error. Repeats the run.
    ///
    /// The sketch tells which bucket holds the value; a second pass keeps the values of that bucket alone, at most some
    /// ten thousandths of all. Where a bucket holds more than `memoryLimit` values, passes that split it come first.
    /// - Precondition: 0 <= p <= 1.
    public func exactQuantile(_ p: Double) -> (value: Double, error: Double) {
        precondition(p >= 0 && p <= 1, "a probability is within [0, 1]")
        guard let distribution else { return quantile(p) }
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
        let position = distribution.position(ofRank: rank)
        let bucket = distribution.bucket(at: position)
        if bucket.width == 0 { return bucket.lower }
        if rank == 0 { return distribution.minimum }
        if rank == distribution.count - 1 { return distribution.maximum }
        var window = distribution.window(output: output, position: position, parts: 1024)
        var rank = rank - bucket.before
        var count = bucket.count
        while count > Estimate.memoryLimit {
            let part = splitOnce(window, &rank)
            if part.lower == part.upper { return part.lower }
            window = BucketSink.Window(
                output: output, scale: window.scale, bucket: window.bucket, lower: part.lower, upper: part.upper,
                parts: 1024, isClosed: true)
            count = part.count
        }
        window = BucketSink.Window(
            output: output, scale: window.scale, bucket: window.bucket, lower: window.lower, upper: window.upper, parts: 0,
            isClosed: window.isClosed)
        var values: [Double] = []
        for sink in simulation.look(into: [window])! { values += sink.values[0] }
        values.sort()
        return values[Int(rank)]
    }

    /// One pass that finds the part of a window in which a rank lies; `rank` becomes the rank within that part.
    private func splitOnce(_ window: BucketSink.Window, _ rank: inout UInt64) -> BucketSink.Part {
        var parts = [BucketSink.Part](repeating: BucketSink.Part(), count: window.parts)
        for sink in simulation.look(into: [window])! {
            for part in parts.indices { parts[part].add(sink.parts[0][part]) }
        }
        for part in parts {
            if rank < part.count { return part }
            rank -= part.count
        }
        preconditionFailure("a rank lies within its bucket")
    }
}
