internal import CKernels

/// The tables of a program where the kernels can read them, shared by all workers of a run: written before the workers
/// start, freed after they have ended.
final class TableMemory {
    let quantiles: UnsafeMutablePointer<hr_table>
    let steps: UnsafeMutablePointer<hr_steps>
    let triangulars: UnsafeMutablePointer<hr_triangular>
    /// Columns and lists by number.
    private(set) var columns: [UnsafePointer<Double>] = []
    let columnCounts: [Int]
    private var owned: [UnsafeMutableRawPointer] = []

    init(_ program: Program) {
        columnCounts = program.columns.map(\.count)
        quantiles = .allocate(capacity: max(1, program.quantileTables.count))
        steps = .allocate(capacity: max(1, program.stepTables.count))
        triangulars = .allocate(capacity: max(1, program.triangulars.count))
        columns = program.columns.map { UnsafePointer(keep($0)) }
        for (i, table) in program.quantileTables.enumerated() {
            (quantiles + i).initialize(
                to: hr_table(coefficients: keep(table.coefficients), subdivision: Int32(table.subdivision)))
        }
        for (i, table) in program.stepTables.enumerated() {
            let count = Int32(table.values.count)
            let cumulative = keep(table.cumulative)
            let guide = keep([Int32](repeating: 0, count: table.values.count))
            hr_steps_guide(cumulative, count, guide, count)
            (steps + i).initialize(
                to: hr_steps(
                    cumulative: cumulative, values: keep(table.values), guide: guide, count: count, guide_count: count))
        }
        for (i, shape) in program.triangulars.enumerated() {
            (triangulars + i).initialize(
                to: hr_triangular(
                    minimum: shape.minimum, maximum: shape.maximum, split: shape.split, lower: shape.lower,
                    upper: shape.upper))
        }
    }

    deinit {
        quantiles.deallocate()
        steps.deallocate()
        triangulars.deallocate()
        for pointer in owned { pointer.deallocate() }
    }

    private func keep<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
        let bytes = max(1, values.count) * MemoryLayout<Element>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        owned.append(raw)
        let pointer = raw.bindMemory(to: Element.self, capacity: max(1, values.count))
        pointer.initialize(from: values, count: values.count)
        return pointer
    }
}
