internal import CKernels

/// What one worker gathers about series of a model: for each series and recorded step how many paths count, on how many
/// it is true, and a coarse sketch. Integers, least and greatest values alone, so nothing depends on threads.
final class SeriesSink: BlockSink {
    /// Mantissa bits of a bucket: at most 1/64 of the distance from the center wide.
    static let bits = 6

    private struct Cell {
        var count = 0
        var trueCount = 0
        var minimum = Double.infinity
        var maximum = -Double.infinity
        var sketch: SketchMemory?
    }

    private let records: Int
    private let compact: @convention(c) (UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, Int32) -> Int32
    private let reductions: hr_reductions
    private let living: UnsafeMutablePointer<Double>
    private var cells: [Cell]

    /// - Parameter scales: by series and record; nil for a truth value.
    init(scales: [SketchScale?], records: Int, instructionSet: InstructionSet) {
        self.records = records
        compact = hr_kernels_for(instructionSet.level).pointee.compact
        reductions = hr_reductions_for(instructionSet.level).pointee
        living = UnsafeMutableRawPointer.allocate(byteCount: SimulationSize.block * 8, alignment: 64)
            .initializeMemory(as: Double.self, repeating: 0, count: SimulationSize.block)
        cells = scales.map { Cell(sketch: $0.map(SketchMemory.init)) }
    }

    deinit { living.deallocate() }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {}

    func consume(
        series: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int
    ) {
        var values = values
        var count = count
        if let mask {
            count = Int(compact(living, values, mask, Int32(count)))
            values = UnsafePointer(living)
        }
        guard count > 0 else { return }
        let place = series * records + record
        cells[place].count += count
        guard let sketch = cells[place].sketch else {
            cells[place].trueCount += Int(reductions.count_true(values, Int32(count)))
            return
        }
        var least = values[0], greatest = values[0]
        for i in 1..<max(1, count) {
            least = values[i] < least ? values[i] : least
            greatest = greatest < values[i] ? values[i] : greatest
        }
        cells[place].minimum = min(cells[place].minimum, least)
        cells[place].maximum = max(cells[place].maximum, greatest)
        sketch.add(values, Int32(count), reductions)
    }

    func finish(chunk: Int) {
        for cell in cells { cell.sketch?.finishChunk() }
    }

    /// What was counted; the counters are freed.
    func take() -> [SeriesResult.Record] {
        defer { cells = [] }
        return cells.map {
            SeriesResult.Record(
                count: $0.count, trueCount: $0.trueCount, minimum: $0.minimum, maximum: $0.maximum, sketch: $0.sketch?.sketch())
        }
    }
}

/// Keeps the values of series on the first paths, from which the buckets of their sketches are chosen.
final class SeriesPilot: BlockSink {
    /// How many paths it looks at.
    static let paths = 1024

    private let records: Int
    private(set) var values: [[Double]]

    init(series: Int, records: Int) {
        self.records = records
        values = [[Double]](repeating: [], count: series * records)
    }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {}

    func consume(
        series: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int
    ) {
        for i in 0..<count where mask.map({ $0[i] != 0 }) ?? true { self.values[series * records + record].append(values[i]) }
    }

    func finish(chunk: Int) {}

    /// The scale of each series and record. Where hardly any path counts, the record before gives its own.
    func scales(kinds: [Graph.Kind], trials: Int) -> [SketchScale?] {
        var scales: [SketchScale?] = []
        for series in kinds.indices {
            var last: [Double] = []
            for record in 0..<records {
                let mine = values[series * records + record]
                if mine.count >= 20 || last.count < mine.count { last = mine }
                scales.append(
                    kinds[series] == .boolean
                        ? nil : SketchScale(pilot: last, trials: trials).coarser(bits: SeriesSink.bits, keepsAtoms: true))
            }
        }
        return scales
    }
}
