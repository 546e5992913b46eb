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
    /// Of each of the scale's atoms, how many values were less and how many equal.
    private(set) var atoms: [Sketch.Atom]
    /// Paths counted since the last `drain`; counters are 32 bits wide.
    private var pending = 0
    private var drained: Sketch?

    init(_ scale: SketchScale) {
        self.scale = scale
        kernelScale = scale.kernelScale
        atoms = scale.atoms.map { Sketch.Atom(value: $0) }
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

    /// Counts x[0..<n].
    func add(_ x: UnsafePointer<Double>, _ n: Int32, _ reductions: hr_reductions) {
        var scale = kernelScale
        if let values {
            reductions.sketch_atoms(x, n, &scale, counts, values)
        } else {
            reductions.sketch(x, n, &scale, counts)
        }
        for i in atoms.indices {
            var (less, equal): (Int32, Int32) = (0, 0)
            reductions.compare(x, n, atoms[i].value, &less, &equal)
            atoms[i].less += UInt64(less)
            atoms[i].equal += UInt64(equal)
        }
    }

    /// Notes that a chunk has been counted; empties the counters before one could overflow.
    func finishChunk() {
        pending += SimulationSize.chunk
        if pending > Int(UInt32.max) - 2 * SimulationSize.chunk { drain() }
    }

    private func drain() {
        drained = sketch()
        for i in atoms.indices { atoms[i] = Sketch.Atom(value: atoms[i].value) }
        memset(counts, 0, scale.size * MemoryLayout<UInt32>.stride)
        pending = 0
    }

    /// What has been counted.
    func sketch() -> Sketch {
        let part = Sketch(self)
        return drained?.merged(with: part) ?? part
    }
}
