import CKernels
import Engine
import Testing

/// Every block kernel of every instruction set gives the bits of the scalar function.
@Suite struct BitIdentityTests {
    private static let rounds = 90
    private static let levels = InstructionSet.available.map { hr_isa(UInt32($0.rawValue)) }

    @Test(arguments: 0..<Int(HR_UNARY_COUNT.rawValue))
    func unary(_ op: Int) {
        var generator = Generator(UInt64(op))
        for round in 0..<Self.rounds {
            let a = KernelInputs.block(kind: round, &generator)
            let result = Block()
            for level in Self.levels {
                hr_unary_kernel(hr_kernels_for(level), Int32(op))(result.pointer, a.pointer)
                #expect(difference(result) { hr_unary_scalar(hr_unary_op(UInt32(op)), a[$0]) } == nil)
            }
        }
    }

    @Test(arguments: 0..<Int(HR_BINARY_COUNT.rawValue))
    func binary(_ op: Int) {
        let operation = hr_binary_op(UInt32(op))
        var generator = Generator(UInt64(100 + op))
        for round in 0..<Self.rounds {
            let a = KernelInputs.block(kind: round, &generator)
            let b = KernelInputs.block(kind: round + round / 6, &generator)
            let s = [2.0, -1, 0.5, b[7]][round % 4]
            let result = Block()
            for level in Self.levels {
                let kernels = hr_kernels_for(level)
                hr_binary_vv_kernel(kernels, Int32(op))(result.pointer, a.pointer, b.pointer)
                #expect(difference(result) { hr_binary_scalar(operation, a[$0], b[$0]) } == nil)
                hr_binary_vs_kernel(kernels, Int32(op))(result.pointer, a.pointer, s)
                #expect(difference(result) { hr_binary_scalar(operation, a[$0], s) } == nil)
                hr_binary_sv_kernel(kernels, Int32(op))(result.pointer, s, b.pointer)
                #expect(difference(result) { hr_binary_scalar(operation, s, b[$0]) } == nil)
            }
        }
    }

    @Test func destinationMayBeAnOperand() {
        var generator = Generator(5)
        for op in 0..<Int(HR_UNARY_COUNT.rawValue) {
            for level in Self.levels {
                let a = KernelInputs.block(kind: 1, &generator)
                let expected = a.values.map { hr_unary_scalar(hr_unary_op(UInt32(op)), $0) }
                hr_unary_kernel(hr_kernels_for(level), Int32(op))(a.pointer, a.pointer)
                #expect(difference(a) { expected[$0] } == nil)
            }
        }
    }

    @Test(arguments: 0..<Int(HR_TERNARY_COUNT.rawValue))
    func ternary(_ op: Int) {
        var generator = Generator(UInt64(200 + op))
        for round in 0..<12 {
            let a = KernelInputs.block(kind: round, &generator)
            let b = KernelInputs.block(kind: round, &generator)
            let c = KernelInputs.block(kind: round, &generator)
            let result = Block()
            for level in Self.levels {
                for shape in 0..<7 {
                    hr_ternary_kernel(hr_kernels_for(level), Int32(op), Int32(shape))(
                        result.pointer, a.pointer, b.pointer, c.pointer)
                    #expect(
                        difference(result) {
                            Self.meaning(
                                op, a[shape & 1 == 0 ? $0 : 0], b[shape & 2 == 0 ? $0 : 0], c[shape & 4 == 0 ? $0 : 0])
                        } == nil, "shape \(shape)")
                }
            }
        }
    }

    /// Two instructions, each rounded.
    private static func meaning(_ op: Int, _ a: Double, _ b: Double, _ c: Double) -> Double {
        switch hr_ternary_op(UInt32(op)) {
        case HR_MULTIPLY_ADD: a * b + c
        case HR_MULTIPLY_SUBTRACT: a * b - c
        case HR_MULTIPLY_SUBTRACT_FROM: c - a * b
        case HR_ADD_MULTIPLY: (a + b) * c
        case HR_SUBTRACT_MULTIPLY: (a - b) * c
        case HR_MULTIPLY_MULTIPLY: (a * b) * c
        case HR_ADD_ADD: (a + b) + c
        case HR_MULTIPLY_DIVIDE: (a * b) / c
        default: a != 0 ? b : c
        }
    }

    @Test(arguments: 0..<Int(HR_QUATERNARY_COUNT.rawValue))
    func quaternary(_ op: Int) {
        var generator = Generator(UInt64(300 + op))
        for round in 0..<12 {
            let blocks = (0..<4).map { _ in KernelInputs.block(kind: round, &generator) }
            // Equal operands now and then.
            for i in stride(from: 0, to: Block.count, by: 3) { blocks[1][i] = blocks[0][i] }
            let result = Block()
            for level in Self.levels {
                for shape in 0..<15 {
                    hr_quaternary_kernel(hr_kernels_for(level), Int32(op), Int32(shape))(
                        result.pointer, blocks[0].pointer, blocks[1].pointer, blocks[2].pointer, blocks[3].pointer)
                    let wrong = difference(result) { lane in
                        let x = (0..<4).map { blocks[$0][shape & 1 << $0 == 0 ? lane : 0] }
                        let chosen =
                            switch hr_quaternary_op(UInt32(op)) {
                            case HR_SELECT_LESS: x[0] < x[1]
                            case HR_SELECT_LESS_EQUAL: x[0] <= x[1]
                            default: x[0] == x[1]
                            }
                        return chosen ? x[2] : x[3]
                    }
                    #expect(wrong == nil, "shape \(shape)")
                }
            }
        }
    }

    @Test func expOfAffineIsItsThreeInstructions() {
        var generator = Generator(6)
        for round in 0..<30 {
            let a = KernelInputs.block(kind: round, &generator)
            let result = Block()
            for (multiplier, addend) in [(0.3, 3.8), (-2, 0.1), (1e3, -1e3), (0, 1)] {
                for level in Self.levels {
                    hr_kernels_for(level).pointee.exp_affine(result.pointer, a.pointer, multiplier, addend)
                    #expect(difference(result) { hr_exp(addend + multiplier * a[$0]) } == nil)
                }
            }
        }
    }

    @Test func fillAndCopy() {
        var generator = Generator(8)
        let a = KernelInputs.block(kind: 3, &generator)
        let result = Block()
        for level in Self.levels {
            hr_kernels_for(level).pointee.copy(result.pointer, a.pointer)
            #expect(difference(result) { a[$0] } == nil)
            hr_kernels_for(level).pointee.fill(result.pointer, -0.0)
            #expect(difference(result) { _ in -0.0 } == nil)
        }
    }
}
