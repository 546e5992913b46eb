/// One operation on whole blocks of 256 paths.
package struct Instruction: Hashable, Sendable {
    /// What an instruction does and how many of its operands count.
    package enum Form: UInt8, Sendable {
        /// The number `numbers[0]` everywhere.
        case fill
        /// The uniforms of stream `index`, and Φ⁻¹ of them.
        case uniform, normal
        /// `operation` of the operands: a `UnaryOperation`, `BinaryOperation`, `TernaryOperation`,
        /// `QuaternaryOperation`.
        case unary, binary, ternary, quaternary
        /// `exp(numbers[1] + numbers[2] · a)`.
        case expAffine
        /// Quantile table or step table `index` at a; triangular distribution `index` at a.
        case table, steps, triangular
        /// Hands a to output `index`; no destination.
        case emit
    }

    package var form: Form
    /// Raw value of the operation.
    package var operation: UInt8 = 0
    /// Bit k is set where operand k is `numbers[k]` and not a register.
    package var shape: UInt8 = 0
    package var destination: UInt16 = 0
    package var registers = SIMD4<UInt16>()
    package var numbers = SIMD4<Double>()
    package var index: Int32 = 0
}

/// Three operands in one pass over memory, each step rounded. Numbered as the kernels number them.
package enum TernaryOperation: UInt8, CaseIterable, Sendable {
    case multiplyAdd, multiplySubtract, multiplySubtractFrom, addMultiply, subtractMultiply, multiplyMultiply, addAdd
    case multiplyDivide, select
}

/// A comparison of the first two operands and a choice between the others. Numbered as the kernels number them.
package enum QuaternaryOperation: UInt8, CaseIterable, Sendable {
    case selectLess, selectLessEqual, selectEqual
}
