extension EmpiricalDistribution {
    /// The value of a whole rank: the middle of its share of the bucket.
    private func value(rank: UInt64) -> (value: Double, width: Double) {
        let bucket = self.bucket(ofRank: rank)
        let share = (Double(rank - bucket.before) + 0.5) / Double(bucket.count)
        return (bucket.lower + bucket.width * share, bucket.width)
    }

    /// The value at a position between ranks, and the width of the bucket that it comes from.
    private func value(at position: Double) -> (value: Double, width: Double) {
        let clamped = min(max(position, 0), Double(count - 1))
        let below = UInt64(clamped)
        let share = clamped - Double(below)
        let first = value(rank: below)
        if share == 0 { return first }
        let second = value(rank: below + 1)
        return (first.value + (second.value - first.value) * share, max(first.width, second.width))
    }

    /// Quantile p in [0, 1], Hyndman and Fan's type 7: the value at the rank p·(n - 1).
    ///
    /// The sampling error is half the distance between the values one standard deviation of the rank, √(n·p·(1-p)) for
    /// independent paths, to either side: √(p(1 - p)/n)/density with the density read off the distribution itself. `width` is that of
    /// the bucket, anywhere in which the value may lie.
    package func quantile(_ p: Double) -> (value: Double, samplingError: Double, width: Double) {
        let position = p * Double(count - 1)
        let (value, width) = self.value(at: position)
        let spread = max(0.5, rankError(p, at: value))
        let error = (self.value(at: position + spread).value - self.value(at: position - spread).value) / 2
        return (value, error, width)
    }

    /// How many values lie below x; the bucket around x is split in proportion.
    package func countBelow(_ x: Double) -> Double {
        if x <= minimum { return 0 }
        if x > maximum { return Double(count) }
        var result = Double(count)
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if bucket(at: middle).upper < x { low = middle + 1 } else { high = middle }
        }
        guard low < ids.count else { return result }
        result = Double(bucket(at: low).before)
        forEachPart(of: low) { part in
            if part.upper < x {
                result = Double(part.before + part.count)
            } else if part.lower < x {
                result = Double(part.before) + Double(part.count) * ((x - part.lower) / part.width)
            }
        }
        return result
    }

    /// The mean of the lowest (or highest) share of the values, the value at the boundary weighted so that exactly that
    /// share counts (Acerbi and Tasche 2002), and its error.
    ///
    /// With q the boundary, m and v the mean and variance of the values beyond it and k of them, the variance of the
    /// mean is (v + (1 - share)·(q - m)²)/k (Chen 2008, formula 2.7). Half the mean width of the buckets is added,
    /// since a bucket's values count as its middle.
    package func tailMean(_ share: Double, isHigh: Bool) -> (value: Double, error: Double) {
        let wanted = share * Double(count)
        var taken = 0.0
        var mean = 0.0
        var squares = 0.0
        var widths = 0.0
        var boundary = isHigh ? maximum : minimum
        func take(_ bucket: Bucket) -> Bool {
            let n = min(Double(bucket.count), wanted - taken)
            guard n > 0 else { return false }
            // Part of a bucket is its outer part.
            let part = bucket.width * (n / Double(bucket.count))
            let middle = isHigh ? bucket.upper - part / 2 : bucket.lower + part / 2
            taken += n
            let difference = middle - mean
            mean += difference * (n / taken)
            squares += n * difference * (middle - mean)
            widths += n * bucket.width
            boundary = isHigh ? bucket.upper - part : bucket.lower + part
            return taken < wanted
        }
        if isHigh { forEachBucketReversed(take) } else { forEachBucket(take) }
        let distance = boundary - mean
        let variance = (squares / taken + (1 - share) * distance * distance) / taken
        return (mean, tailError(share, isHigh: isHigh, independent: variance.squareRoot()) + widths / taken / 2)
    }
}
