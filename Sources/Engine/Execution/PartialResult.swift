/// What a shard of a simulation found: exact to merge, whatever the split.
public struct PartialResult: Sendable {
    package let simulation: Simulation
    /// The chunks covered: disjoint, ascending.
    public private(set) var chunks: [Range<Int>]
    /// Maximal aligned subtrees of moments.
    package private(set) var tree: AlignedTree<[Moments]>
    package private(set) var tallies: [Tally]

    public var planHash: UInt64 { simulation.planHash }

    /// Integer counts of one output.
    package struct Tally: Sendable {
        package var trueCount = 0
        package var nonFiniteCount = 0
        package var firstNonFinite = Int.max
        package var sketch: Sketch?

        mutating func add(_ other: Tally) {
            trueCount += other.trueCount
            nonFiniteCount += other.nonFiniteCount
            firstNonFinite = min(firstNonFinite, other.firstNonFinite)
            if let mine = sketch, let theirs = other.sketch {
                sketch = mine.merged(with: theirs)
            } else {
                sketch = sketch ?? other.sketch
            }
        }
    }

    init(simulation: Simulation, chunks: [Range<Int>], tree: AlignedTree<[Moments]>, tallies: [Tally]) {
        self.simulation = simulation
        self.chunks = chunks
        self.tree = tree
        self.tallies = tallies
    }

    /// This part and another of the same plan. Exact: the order of merging changes no bit.
    ///
    /// - Throws: `.differentPlans`, `.overlappingChunks`.
    public func merged(with other: PartialResult) throws(SimulationError) -> PartialResult {
        guard planHash == other.planHash else { throw .differentPlans(planHash, other.planHash) }
        var result = self
        for range in other.chunks {
            for mine in chunks where mine.overlaps(range) { throw .overlappingChunks(mine.clamped(to: range)) }
        }
        result.chunks = (chunks + other.chunks).sorted { $0.lowerBound < $1.lowerBound }
        for subtree in other.tree.subtrees { result.tree.insert(subtree) }
        for output in tallies.indices { result.tallies[output].add(other.tallies[output]) }
        return result
    }

    /// The first chunks that nobody ran, nil if all are there.
    package var firstGap: Range<Int>? {
        var next = 0
        for range in chunks {
            if range.lowerBound > next { return next..<range.lowerBound }
            next = range.upperBound
        }
        return next < simulation.chunkCount ? next..<simulation.chunkCount : nil
    }
}
