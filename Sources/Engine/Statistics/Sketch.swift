/// A distribution as integer counts in buckets: order-free, so merging is exact.
package struct Sketch: Sendable {
    package let scale: SketchScale
    /// Ascending buckets that hold something, their counts, and where atoms are tracked the common value of each bucket
    /// (NaN where values differ; empty where atoms are not tracked).
    package private(set) var buckets: [Int32] = []
    package private(set) var counts: [UInt64] = []
    package private(set) var values: [Double] = []

    /// Counts about the scale's atoms, in their order.
    package private(set) var atoms: [Atom] = []

    /// A value that is frequent: how many values are less, and how many are this one.
    package struct Atom: Sendable {
        package let value: Double
        package var less: UInt64 = 0
        package var equal: UInt64 = 0
    }

    package init(scale: SketchScale) { self.scale = scale }

    /// The counters of one worker.
    init(_ memory: SketchMemory) {
        scale = memory.scale
        atoms = memory.atoms
        // Whole words of nothing are skipped eight bytes at a time.
        let pairs = UnsafeRawPointer(memory.counts).assumingMemoryBound(to: UInt64.self)
        var size = 0
        for pair in 0..<memory.scale.size / 2 where pairs[pair] != 0 { size += 2 }
        buckets.reserveCapacity(size)
        counts.reserveCapacity(size)
        if memory.values != nil { values.reserveCapacity(size) }
        for pair in 0..<memory.scale.size / 2 where pairs[pair] != 0 {
            for bucket in [2 * pair, 2 * pair + 1] where memory.counts[bucket] != 0 {
                buckets.append(Int32(bucket))
                counts.append(UInt64(memory.counts[bucket]))
                // Adding 0 makes -0 the same atom as 0.
                if let all = memory.values { values.append(all[bucket] + 0) }
            }
        }
    }

    /// Both together.
    ///
    /// - Precondition: the scales are equal, as they are in shards of one plan.
    package func merged(with other: Sketch) -> Sketch {
        precondition(scale == other.scale, "only sketches of one plan merge")
        var result = Sketch(scale: scale)
        result.atoms = zip(atoms, other.atoms).map {
            Atom(value: $0.value, less: $0.less + $1.less, equal: $0.equal + $1.equal)
        }
        result.buckets.reserveCapacity(max(buckets.count, other.buckets.count))
        result.counts.reserveCapacity(max(buckets.count, other.buckets.count))
        var i = 0
        var j = 0
        while i < buckets.count || j < other.buckets.count {
            let left = i < buckets.count ? buckets[i] : Int32.max
            let right = j < other.buckets.count ? other.buckets[j] : Int32.max
            let bucket = min(left, right)
            var count: UInt64 = 0
            var value: Double?
            if left == bucket {
                count += counts[i]
                if scale.tracksAtoms { value = values[i] }
                i += 1
            }
            if right == bucket {
                count += other.counts[j]
                if scale.tracksAtoms {
                    value = value == nil || value == other.values[j] ? other.values[j] : .nan
                }
                j += 1
            }
            result.buckets.append(bucket)
            result.counts.append(count)
            if let value { result.values.append(value) }
        }
        return result
    }

    package var total: UInt64 { counts.reduce(0, +) }
}
