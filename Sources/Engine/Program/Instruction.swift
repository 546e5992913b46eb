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
        /// The uniforms of stream `index` in the current step, and Φ⁻¹ of them.
        case stepUniform, stepNormal
        /// What history `index` was given `count` steps ago; the sum of its last `count` values, of which a is the newest.
        case history, trailing
        /// Entry a of list `index`.
        case gather
        /// A copy of a.
        case copy
        /// Puts a into the state in `destination`, where b (if it is a register) is not 0, and checks that it is finite.
        /// `index` is the state's number for messages; `storeTruth` does the same without the check.
        case store, storeTruth
        /// Puts a into history `index`.
        case push
        /// Fault `index` where a is not 0; where b is not 0 and a is not finite.
        case check, checkFinite
        /// Hands a to series `index` of the current step, for the paths where b is not 0 (all if b is no register).
        case series
        /// The internal rate of the flows in history `index`: log-rate to `destination`, status to register c.
        case internalRate
        /// Generated loop `index`, in the place of several instructions.
        case generated
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
    /// How many steps a history is asked about.
    package var count: Int32 = 0

    /// Bit 1 of the shape of `store` and `series`: there is no operand b.
    package static let withoutMask: UInt8 = 2
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
