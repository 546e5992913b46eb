extension Instruction {
    /// How many operands the form has.
    var operandCount: Int {
        switch form {
        case .fill, .uniform, .normal, .stepUniform, .stepNormal, .history, .internalRate, .generated: 0
        case .unary, .expAffine, .table, .steps, .triangular, .emit, .trailing, .gather, .copy, .push, .check: 1
        case .binary, .checkFinite, .store, .storeTruth, .series: 2
        case .ternary: 3
        case .quaternary: 4
        }
    }

    /// The operands that are registers.
    var readLanes: [Int] { (0..<operandCount).filter { shape >> UInt8($0) & 1 == 0 } }

    /// Whether the destination gets a new value that nothing else decides.
    var defines: Bool {
        switch form {
        case .emit, .store, .storeTruth, .push, .check, .checkFinite, .series, .internalRate, .generated: false
        default: true
        }
    }
}
