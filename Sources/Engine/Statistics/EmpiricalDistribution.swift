/// The distribution of an output as a run saw it: a sketch, where needed narrowed by a second pass, with its ends.
///
/// Ranks run from 0 to n - 1. Inside a bucket its values are taken to be spread evenly, so a value read from it is
/// within the bucket's width of the truth.
package struct EmpiricalDistribution: Sendable {
    /// One bucket: `before` values lie below it, `count` in it, all of them between `lower` and `upper`.
    package struct Bucket: Sendable {
        package var before: UInt64
        package var count: UInt64
        package var lower: Double
        package var upper: Double

        package var width: Double { upper - lower }
    }

    package let scale: SketchScale
    package let count: UInt64
    package let minimum: Double
    package let maximum: Double
    /// Ascending buckets of the sketch that hold something.
    package let ids: [Int32]
    /// How many values lie below each, and at the end how many there are.
    private let before: [UInt64]
    /// The common value of each bucket, NaN where there is none; empty where atoms are not tracked.
    private let atoms: [Double]
    /// How uncertain ranks are.
    package var spread = RankSpread.independent
    /// Finer buckets in the place of some, by position in `ids`.
    private var refined: [Int: [Bucket]] = [:]

    package init(_ sketch: Sketch, minimum: Double, maximum: Double) {
        scale = sketch.scale
        self.minimum = minimum
        self.maximum = maximum
        ids = sketch.buckets
        atoms = sketch.values
        var sum: UInt64 = 0
        var before: [UInt64] = [0]
        before.reserveCapacity(sketch.counts.count + 1)
        for count in sketch.counts {
            sum += count
            before.append(sum)
        }
        self.before = before
        count = sum
        for atom in sketch.atoms where atom.equal > 0 { separate(atom) }
    }

    /// Divides the bucket of a frequent value into what lies below it, the value itself and what lies above.
    private mutating func separate(_ atom: Sketch.Atom) {
        let bucket = self.bucket(ofRank: atom.less)
        guard bucket.width > 0 else { return }
        let below = atom.less - bucket.before
        // The neighbours end beside the value: a second pass takes what lies between their ends, these included.
        refine(
            position(ofRank: atom.less), bucket,
            with: [
                (bucket.lower, max(bucket.lower, atom.value.nextDown), below), (atom.value, atom.value, atom.equal),
                (min(atom.value.nextUp, bucket.upper), bucket.upper, bucket.count - below - atom.equal),
            ])
    }

    /// The bucket at a position of `ids`, as the sketch knows it.
    package func bucket(at position: Int) -> Bucket {
        let count = before[position + 1] - before[position]
        if !atoms.isEmpty, !atoms[position].isNaN {
            return Bucket(before: before[position], count: count, lower: atoms[position], upper: atoms[position])
        }
        // Within the extremes; where rounding at an edge puts them in the wrong order, they are one value.
        let bounds = scale.bounds(ids[position])
        let lower = min(max(bounds.lower, minimum), maximum)
        return Bucket(
            before: before[position], count: count, lower: lower, upper: max(lower, min(bounds.upper, maximum)))
    }

    /// The position in `ids` of the bucket that holds a rank.
    package func position(ofRank rank: UInt64) -> Int {
        var low = 0
        var high = ids.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if before[middle] <= rank { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The finest bucket that holds a rank.
    package func bucket(ofRank rank: UInt64) -> Bucket {
        let position = self.position(ofRank: rank)
        guard let parts = refined[position] else { return bucket(at: position) }
        return parts.last { $0.before <= rank }!
    }

    /// Whether the bucket at a position has been divided; its parts then hold all values between their ends.
    package func isRefined(_ position: Int) -> Bool { refined[position] != nil }

    /// Calls `body` for every bucket in ascending order until it returns false.
    package func forEachBucket(_ body: (Bucket) -> Bool) {
        for position in ids.indices {
            for bucket in refined[position] ?? [bucket(at: position)] where !body(bucket) { return }
        }
    }

    /// Calls `body` for every bucket in descending order until it returns false.
    package func forEachBucketReversed(_ body: (Bucket) -> Bool) {
        for position in ids.indices.reversed() {
            for bucket in (refined[position] ?? [bucket(at: position)]).reversed() where !body(bucket) { return }
        }
    }

    /// Calls `body` for the parts of the bucket at a position of `ids`.
    package func forEachPart(of position: Int, _ body: (Bucket) -> Void) {
        for part in refined[position] ?? [bucket(at: position)] { body(part) }
    }

    /// Puts finer buckets, ascending, in the place of `bucket`, which is the one at `position` or a part of it.
    package mutating func refine(
        _ position: Int, _ bucket: Bucket, with parts: [(lower: Double, upper: Double, count: UInt64)]
    ) {
        var sum = bucket.before
        var finer: [Bucket] = []
        for part in parts where part.count > 0 {
            finer.append(Bucket(before: sum, count: part.count, lower: part.lower, upper: part.upper))
            sum += part.count
        }
        precondition(sum == bucket.before + bucket.count, "a second pass finds the same values")
        var buckets = refined[position] ?? [bucket]
        let place = buckets.firstIndex { $0.before == bucket.before }!
        buckets.replaceSubrange(place...place, with: finer)
        refined[position] = buckets
    }
}
