internal import CKernels
import Synchronization

/// What one worker gathers about each replicate of a design: moments in a tree for each, shared by all workers, and counts
/// in buckets that are coarse, since they only serve to tell how replicates differ.
final class ReplicateSink {
    /// The trees all workers of a run fill, one a replicate.
    final class SharedTrees: Sendable {
        let trees = Mutex(
            [AlignedTree<StatisticsSink.Leaf>](repeating: .ofMoments(), count: ReplicateLayout.replicates))
    }

    /// Mantissa bits of a bucket: at most 1/256 of the distance from the center wide.
    static let bits = 8

    private let layout: ReplicateLayout
    private let shared: SharedTrees
    private let scales: [SketchScale?]
    private let reductions: hr_reductions
    /// By output and replicate; made when first needed.
    private var sketches: [[SketchMemory?]]
    /// Moments of the blocks of the current chunk, with their replicates, by output.
    private var blocks: [[(replicate: Int, moments: Moments)]]

    init(scales: [SketchScale?], layout: ReplicateLayout, shared: SharedTrees, reductions: hr_reductions) {
        self.layout = layout
        self.shared = shared
        self.reductions = reductions
        self.scales = scales.map { $0?.coarser(bits: ReplicateSink.bits) }
        sketches = scales.map { _ in [SketchMemory?](repeating: nil, count: ReplicateLayout.replicates) }
        blocks = scales.map { _ in [] }
        for output in blocks.indices { blocks[output].reserveCapacity(SimulationSize.blocksPerChunk) }
    }

    /// Takes the values of an output on some paths of the block from `firstPath` on, and their moments.
    func consume(_ output: Int, _ values: UnsafePointer<Double>, _ firstPath: Int, _ moments: Moments) {
        let replicate = layout.place(of: firstPath).replicate
        blocks[output].append((replicate, moments))
        guard let scale = scales[output] else { return }
        let memory = sketches[output][replicate] ?? SketchMemory(scale)
        sketches[output][replicate] = memory
        memory.add(values, Int32(moments.count), reductions)
    }

    func finish(chunk: Int) {
        var leaves: [(replicate: Int, leaf: StatisticsSink.Leaf)] = []
        for output in blocks.indices {
            for (replicate, moments) in blocks[output] {
                let place = leaves.firstIndex { $0.replicate == replicate } ?? leaves.count
                if place == leaves.count {
                    leaves.append((replicate, blocks.map { _ in Moments.none }))
                }
                // In the order of the blocks, so the same in every run.
                let sum = leaves[place].leaf[output]
                leaves[place].leaf[output] = sum.count == 0 ? moments : sum.merged(with: moments)
            }
            blocks[output].removeAll(keepingCapacity: true)
        }
        let index = layout.leaf(of: chunk)
        shared.trees.withLock { trees in
            for (replicate, leaf) in leaves { trees[replicate].insert(chunk: index, leaf) }
        }
    }

    /// The counts of an output by replicate; its counters are freed.
    func takeSketches(_ output: Int) -> [Sketch?] {
        let taken = sketches[output].map { $0?.sketch() }
        sketches[output] = []
        return taken
    }
}

extension Moments {
    /// Of no values.
    static let none = Moments(count: 0, mean: 0, m2: 0, minimum: 0, maximum: 0)
}
