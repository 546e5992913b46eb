internal import CKernels

/// The operations on single numbers, bit for bit those of the block kernels: what folding and replaying use.
package enum ScalarOperations {
    package static func evaluate(_ op: UnaryOperation, _ a: Double) -> Double {
        hr_unary_scalar(op.kernel, a)
    }

    package static func evaluate(_ op: BinaryOperation, _ a: Double, _ b: Double) -> Double {
        switch op {
        // The four operations fold often enough to spare the call.
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        default: hr_binary_scalar(op.kernel, a, b)
        }
    }
}

// The kernels number their operations as the graph does; a test compares the names.
extension UnaryOperation {
    var kernel: hr_unary_op { hr_unary_op(UInt32(rawValue)) }
}

extension BinaryOperation {
    var kernel: hr_binary_op { hr_binary_op(UInt32(rawValue)) }
}
