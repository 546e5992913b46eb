/// Something a program does with values once they are known: hand them over, store, check.
struct Effect {
    /// Everything but the operands' registers.
    var instruction: Instruction
    /// The nodes that are its operands; -1 where there is none.
    var operands = SIMD4<Int32>(repeating: -1)
    /// The state that it changes: it must wait until nothing reads the old value any more.
    var state: Int32?
    /// Where the first operand was copied to, because its own register changes earlier.
    var copied: UInt16?

    init(_ instruction: Instruction, _ operands: Int32..., state: Int32? = nil) {
        self.instruction = instruction
        for (lane, operand) in operands.enumerated() { self.operands[lane] = operand }
        self.state = state
    }

    /// The nodes that must exist as registers.
    var roots: [Int32] { (0..<4).compactMap { operands[$0] >= 0 ? operands[$0] : nil } }
}
