internal import CKernels
import Synchronization

/// Moments of outputs and nothing else: chunks meet in a tree whose shape depends on their numbers alone.
final class MomentsSink: BlockSink {
    final class SharedTree: Sendable {
        let tree = Mutex(AlignedTree<[Moments]>.ofMoments())
    }

    private let reductions: hr_reductions
    private let shared: SharedTree
    private var chunkMoments: [Moments]

    init(outputs: Int, instructionSet: InstructionSet, shared: SharedTree) {
        reductions = hr_reductions_for(instructionSet.level).pointee
        self.shared = shared
        chunkMoments = [Moments](repeating: .none, count: outputs)
    }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {
        var m = hr_block_moments()
        reductions.moments(values, Int32(count), &m)
        let block = Moments(count: count, mean: m.mean, m2: m.m2, minimum: m.min, maximum: m.max)
        chunkMoments[output] = chunkMoments[output].count == 0 ? block : chunkMoments[output].merged(with: block)
    }

    func finish(chunk: Int) {
        let leaf = chunkMoments
        shared.tree.withLock { $0.insert(chunk: chunk, leaf) }
        for i in chunkMoments.indices { chunkMoments[i] = .none }
    }
}
