/// What a shard of a simulation found: exact to merge, whatever the split.
public struct PartialResult: Sendable {
    package let simulation: Simulation
    /// The chunks covered: disjoint, ascending.
    public private(set) var chunks: [Range<Int>]
    /// Maximal aligned subtrees of moments.
    package private(set) var tree: AlignedTree<[Moments]>
    package private(set) var tallies: [Tally]
    /// The same for each replicate of a design, by its own chunks; empty where there are none.
    package private(set) var replicateTrees: [AlignedTree<[Moments]>]

    public var planHash: UInt64 { simulation.planHash }

    /// Integer counts of one output.
    package struct Tally: Sendable {
        /// Paths that count: all, or those that meet the output's condition.
        package var count = 0
        package var trueCount = 0
        package var nonFiniteCount = 0
        package var firstNonFinite = Int.max
        package var sketch: Sketch?
        /// Coarse counts of each replicate; empty where there are none.
        package var replicates: [Sketch?] = []

        mutating func add(_ other: Tally) {
            count += other.count
            trueCount += other.trueCount
            nonFiniteCount += other.nonFiniteCount
            firstNonFinite = min(firstNonFinite, other.firstNonFinite)
            sketch = Tally.together(sketch, other.sketch)
            if replicates.isEmpty { replicates = other.replicates; return }
            for i in other.replicates.indices { replicates[i] = Tally.together(replicates[i], other.replicates[i]) }
        }

        private static func together(_ a: Sketch?, _ b: Sketch?) -> Sketch? {
            guard let a, let b else { return a ?? b }
            return a.merged(with: b)
        }
    }

    init(simulation: Simulation, chunks: [Range<Int>], tree: AlignedTree<[Moments]>, tallies: [Tally],
        replicateTrees: [AlignedTree<[Moments]>] = []
    ) {
        self.replicateTrees = replicateTrees
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
        for replicate in other.replicateTrees.indices {
            for subtree in other.replicateTrees[replicate].subtrees {
                result.replicateTrees[replicate].insert(subtree)
            }
        }
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
