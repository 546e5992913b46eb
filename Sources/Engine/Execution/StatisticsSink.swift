internal import CKernels
import Synchronization

/// What one worker gathers about every output. Moments go into a tree shared by all workers; counts are integers, so
/// each worker keeps its own.
final class StatisticsSink: BlockSink {
    /// Moments of each numeric output on some chunks, by output; booleans hold none.
    typealias Leaf = [Moments]

    /// The tree all workers of a run fill.
    final class SharedTree: Sendable {
        let tree = Mutex(AlignedTree<Leaf>.ofMoments())
    }

    /// Integer tallies of one output.
    struct Tally {
        var trueCount = 0
        var nonFiniteCount = 0
        var firstNonFinite = Int.max
        var sketch: SketchMemory?
    }

    private let reductions: hr_reductions
    private let shared: SharedTree
    private var tallies: [Tally]
    /// Moments of the blocks of the current chunk, a row of 32 per output.
    private let blocks: UnsafeMutablePointer<Moments>
    private var blockCounts: [Int]

    /// - Parameter scales: of each output; nil for a boolean one.
    init(scales: [SketchScale?], instructionSet: InstructionSet, shared: SharedTree) {
        reductions = hr_reductions_for(instructionSet.level).pointee
        self.shared = shared
        tallies = scales.map { Tally(sketch: $0.map(SketchMemory.init)) }
        blockCounts = [Int](repeating: 0, count: scales.count)
        blocks = .allocate(capacity: scales.count * SimulationSize.blocksPerChunk)
    }

    deinit { blocks.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        let n = Int32(count)
        guard let sketch = tallies[output].sketch else {
            tallies[output].trueCount += Int(reductions.count_true(values, n))
            return
        }
        var m = hr_block_moments()
        reductions.moments(values, n, &m)
        if m.all_finite == 0 { noteNonFinite(output, values, firstPath, count) }
        let row = blocks + output * SimulationSize.blocksPerChunk
        (row + blockCounts[output]).initialize(
            to: Moments(count: count, mean: m.mean, m2: m.m2, minimum: m.min, maximum: m.max))
        blockCounts[output] += 1
        var scale = sketch.kernelScale
        if let atoms = sketch.values {
            reductions.sketch_atoms(values, n, &scale, sketch.counts, atoms)
        } else {
            reductions.sketch(values, n, &scale, sketch.counts)
        }
    }

    /// What was counted about an output; its counters are freed.
    func takeTally(_ output: Int) -> PartialResult.Tally {
        let tally = tallies[output]
        tallies[output].sketch = nil
        return PartialResult.Tally(
            trueCount: tally.trueCount, nonFiniteCount: tally.nonFiniteCount, firstNonFinite: tally.firstNonFinite,
            sketch: tally.sketch?.sketch())
    }

    private func noteNonFinite(_ output: Int, _ values: UnsafePointer<Double>, _ firstPath: Int, _ count: Int) {
        for i in 0..<count where !values[i].isFinite {
            tallies[output].nonFiniteCount += 1
            tallies[output].firstNonFinite = min(tallies[output].firstNonFinite, firstPath + i)
        }
    }

    func finish(chunk: Int) {
        var leaf: Leaf = []
        leaf.reserveCapacity(tallies.count)
        for output in tallies.indices {
            guard let sketch = tallies[output].sketch else {
                leaf.append(Moments(count: 0, mean: 0, m2: 0, minimum: 0, maximum: 0))
                continue
            }
            leaf.append(foldBlocks(output))
            blockCounts[output] = 0
            sketch.finishChunk()
        }
        shared.tree.withLock { $0.insert(chunk: chunk, leaf) }
    }

    /// The blocks of the chunk in a tree aligned by block number, as chunks are in the tree above.
    private func foldBlocks(_ output: Int) -> Moments {
        let row = blocks + output * SimulationSize.blocksPerChunk
        let count = blockCounts[output]
        var width = 1
        while width < count {
            var i = 0
            while i + width < count {
                row[i] = row[i].merged(with: row[i + width])
                i += 2 * width
            }
            width *= 2
        }
        return row[0]
    }
}

extension AlignedTree where Value == [Moments] {
    /// A tree of the moments of several outputs.
    static func ofMoments() -> AlignedTree {
        AlignedTree { earlier, later in
            zip(earlier, later).map { $0.count == 0 ? $1 : $1.count == 0 ? $0 : $0.merged(with: $1) }
        }
    }
}
