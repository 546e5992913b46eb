/// The instructions of one section with everything looked up, and the numbers that each step puts into them.
struct BoundSection {
    let code: UnsafeMutablePointer<BoundInstruction>
    let count: Int
    private let patches: [(number: UnsafeMutablePointer<Double>, column: UnsafePointer<Double>)]
    private let cells: [(lanes: UnsafeMutablePointer<Double>, column: UnsafePointer<Double>)]

    init(_ section: Section, _ binding: KernelBinding) {
        count = section.instructions.count
        code = .allocate(capacity: max(1, count))
        for (i, instruction) in section.instructions.enumerated() { binding.bind(instruction, at: code + i) }
        let offset = MemoryLayout<BoundInstruction>.offset(of: \.numbers)!
        let code = self.code
        patches = section.patches.map { patch in
            let numbers = UnsafeMutableRawPointer(code + Int(patch.instruction)).advanced(by: offset)
                .assumingMemoryBound(to: Double.self)
            return (numbers + Int(patch.lane), binding.tables.columns[Int(patch.column)])
        }
        cells = section.instructions.filter { $0.form == .generated }.flatMap { binding.loops[Int($0.index)].cells(binding.tables) }
    }

    func deallocate() { code.deallocate() }

    /// Puts in what columns hold for a step, counted from 1.
    func prepare(step: Int) {
        for patch in patches { patch.number.pointee = patch.column[step - 1] }
        for cell in cells { cell.lanes.update(repeating: cell.column[step - 1], count: LoopMemory.lanes) }
    }
}
