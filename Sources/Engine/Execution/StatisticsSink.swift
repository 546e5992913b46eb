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
        var count = 0
        var trueCount = 0
        var nonFiniteCount = 0
        var firstNonFinite = Int.max
        var sketch: SketchMemory?
    }

    private let reductions: hr_reductions
    private let shared: SharedTree
    private let gate: OutputGate
    private let replicates: ReplicateSink?
    /// Moments of the averages of pairs of paths, by output, in the current chunk; empty where paths are no pairs.
    private var pairs: [Moments]
    private var tallies: [Tally]
    /// Moments of the blocks of the current chunk, a row of 32 per output.
    private let blocks: UnsafeMutablePointer<Moments>
    private var blockCounts: [Int]

    /// - Parameter scales: of each output; nil for a boolean one.
    init(scales: [SketchScale?], gate: OutputGate, design: SamplingDesign? = nil, instructionSet: InstructionSet,
        shared: SharedTree, sharedReplicates: ReplicateSink.SharedTrees? = nil
    ) {
        let reductions = hr_reductions_for(instructionSet.level).pointee
        self.reductions = reductions
        self.shared = shared
        self.gate = gate
        if let layout = design?.layout, let sharedReplicates {
            replicates = ReplicateSink(
                scales: scales, layout: layout, shared: sharedReplicates, reductions: reductions)
        } else {
            replicates = nil
        }
        pairs = design?.sampling == .antithetic ? scales.map { _ in Moments.none } : []
        tallies = scales.map { Tally(sketch: $0.map(SketchMemory.init)) }
        blockCounts = [Int](repeating: 0, count: scales.count)
        blocks = .allocate(capacity: scales.count * SimulationSize.blocksPerChunk)
    }

    deinit { blocks.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        guard let (output, values, count) = gate.pass(output, values, count) else { return }
        tallies[output].count += count
        let n = Int32(count)
        if !pairs.isEmpty { addPairs(output, values, count) }
        guard let sketch = tallies[output].sketch else {
            let trueCount = Int(reductions.count_true(values, n))
            tallies[output].trueCount += trueCount
            replicates?.consume(output, values, firstPath, Moments(trueCount: trueCount, of: count))
            return
        }
        var m = hr_block_moments()
        reductions.moments(values, n, &m)
        if m.all_finite == 0 { noteNonFinite(output, values, firstPath, count) }
        let row = blocks + output * SimulationSize.blocksPerChunk
        let moments = Moments(count: count, mean: m.mean, m2: m.m2, minimum: m.min, maximum: m.max)
        (row + blockCounts[output]).initialize(to: moments)
        blockCounts[output] += 1
        replicates?.consume(output, values, firstPath, moments)
        sketch.add(values, n, reductions)
    }

    /// What was counted about an output; its counters are freed.
    func takeTally(_ output: Int) -> PartialResult.Tally {
        let tally = tallies[output]
        tallies[output].sketch = nil
        return PartialResult.Tally(
            count: tally.count, trueCount: tally.trueCount, nonFiniteCount: tally.nonFiniteCount, firstNonFinite: tally.firstNonFinite,
            sketch: tally.sketch?.sketch(), replicates: replicates?.takeSketches(output) ?? [])
    }

    /// Adds the averages of paths 2k and 2k + 1. An output with a condition has no pairs: its figures are not asked for.
    private func addPairs(_ output: Int, _ values: UnsafePointer<Double>, _ count: Int) {
        guard gate.conditionOfOutput[output] == nil else { return }
        var mean = 0.0
        var squares = 0.0
        for i in 0..<count / 2 { mean += (values[2 * i] / 2 + values[2 * i + 1] / 2 - mean) / Double(i + 1) }
        for i in 0..<count / 2 {
            let difference = values[2 * i] / 2 + values[2 * i + 1] / 2 - mean
            squares += difference * difference
        }
        let block = Moments(count: count / 2, mean: mean, m2: squares, minimum: 0, maximum: 0)
        pairs[output] = pairs[output].count == 0 ? block : pairs[output].merged(with: block)
    }

    private func noteNonFinite(_ output: Int, _ values: UnsafePointer<Double>, _ firstPath: Int, _ count: Int) {
        for i in 0..<count where !values[i].isFinite {
            tallies[output].nonFiniteCount += 1
            tallies[output].firstNonFinite = min(
                tallies[output].firstNonFinite, firstPath + gate.lane(i, of: output))
        }
    }

    func finish(chunk: Int) {
        var leaf: Leaf = []
        leaf.reserveCapacity(tallies.count)
        for output in tallies.indices {
            guard let sketch = tallies[output].sketch else {
                leaf.append(.none)
                continue
            }
            leaf.append(foldBlocks(output))
            blockCounts[output] = 0
            sketch.finishChunk()
        }
        for output in pairs.indices {
            leaf.append(pairs[output])
            pairs[output] = .none
        }
        replicates?.finish(chunk: chunk)
        shared.tree.withLock { $0.insert(chunk: chunk, leaf) }
    }

    /// The blocks of the chunk in a tree aligned by block number, as chunks are in the tree above.
    private func foldBlocks(_ output: Int) -> Moments {
        let row = blocks + output * SimulationSize.blocksPerChunk
        let count = blockCounts[output]
        guard count > 0 else { return .none }
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
