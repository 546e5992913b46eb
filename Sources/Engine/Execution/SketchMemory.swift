internal import CKernels
import Glibc

/// The dense counters of one worker's sketch. The pages that are never touched cost nothing: a sketch of 4 MB address
/// space usually holds some hundred kilobytes.
final class SketchMemory {
    let scale: SketchScale
    let kernelScale: hr_sketch_scale
    let counts: UnsafeMutablePointer<UInt32>
    /// The common value of each bucket, where the output repeats values.
    let values: UnsafeMutablePointer<Double>?
    /// Paths counted since the last `drain`; counters are 32 bits wide.
    private var pending = 0
    private var drained: Sketch?

    init(_ scale: SketchScale) {
        self.scale = scale
        kernelScale = scale.kernelScale
        counts = SketchMemory.map(scale.size * MemoryLayout<UInt32>.stride).assumingMemoryBound(to: UInt32.self)
        values =
            scale.tracksAtoms
            ? SketchMemory.map(scale.size * MemoryLayout<Double>.stride).assumingMemoryBound(to: Double.self) : nil
    }

    deinit {
        munmap(counts, scale.size * MemoryLayout<UInt32>.stride)
        if let values { munmap(values, scale.size * MemoryLayout<Double>.stride) }
    }

    private static func map(_ bytes: Int) -> UnsafeMutableRawPointer {
        let pointer = mmap(
            nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let pointer, pointer != MAP_FAILED else { fatalError("no address space left for a sketch") }
        // Huge pages would make every sketch cost its whole size.
        madvise(pointer, bytes, Int32(MADV_NOHUGEPAGE))
        return pointer
    }

    /// Notes that a chunk has been counted; empties the counters before one could overflow.
    func finishChunk() {
        pending += SimulationSize.chunk
        if pending > Int(UInt32.max) - 2 * SimulationSize.chunk { drain() }
    }

    private func drain() {
        let part = Sketch(self)
        drained = drained?.merged(with: part) ?? part
        memset(counts, 0, scale.size * MemoryLayout<UInt32>.stride)
        pending = 0
    }

    /// What has been counted.
    func sketch() -> Sketch {
        let part = Sketch(self)
        return drained?.merged(with: part) ?? part
    }
}
