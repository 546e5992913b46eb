internal import CKernels
@testable import CodeGenerator
internal import Glibc
internal import Testing

/// Every operation, generated against the kernel and the scalar function, bit for bit.
@Suite struct OperationTests {
    /// Blocks of ordinary numbers take the quick version throughout; others mix both.
    private func compare(
        _ operands: Int, seed: UInt64, rounds: Int = 24, node: ([LaneLoop.Value]) -> LaneLoop.Node,
        kernel: (LoopRunner, UnsafeMutablePointer<Double>) -> Void, scalar: (([Double]) -> Double)? = nil
    ) throws -> Int {
        let runner = LoopRunner(blocks: operands + 2)
        var numbers = Operands(seed: seed)
        var differences = 0
        for round in 0..<rounds {
            for block in 0..<operands { numbers.fill(runner[block], ordinary: round % 3 == 0) }
            var loop = LaneLoop()
            let values = (0..<operands).map { loop.add(.block(Int32($0))) }
            loop.store(loop.add(node(values)), in: Int32(operands))
            try runner.run(loop)
            kernel(runner, runner[operands + 1])
            for i in 0..<256 where !isSame(runner[operands][i], runner[operands + 1][i]) { differences += 1 }
            guard let scalar else { continue }
            for i in 0..<256 where !isSame(runner[operands][i], scalar((0..<operands).map { runner[$0][i] })) { differences += 1 }
        }
        return differences
    }

    @Test(arguments: 0..<UInt8(HR_UNARY_COUNT.rawValue)) func unary(op: UInt8) throws {
        guard LaneLoop.canUnary(op) else { return }
        let differences = try compare(
            1, seed: UInt64(op), rounds: 60, node: { .unary(op, $0[0]) },
            kernel: { hr_unary_kernel($0.kernels, Int32(op))($1, $0[0]) },
            scalar: { hr_unary_scalar(hr_unary_op(UInt32(op)), $0[0]) })
        #expect(differences == 0)
    }

    @Test(arguments: 0..<UInt8(HR_BINARY_COUNT.rawValue)) func binary(op: UInt8) throws {
        guard LaneLoop.canBinary(op) else { return }
        let differences = try compare(
            2, seed: UInt64(op) + 100, rounds: 60, node: { .binary(op, $0[0], $0[1]) },
            kernel: { hr_binary_vv_kernel($0.kernels, Int32(op))($1, $0[0], $0[1]) },
            scalar: { hr_binary_scalar(hr_binary_op(UInt32(op)), $0[0], $0[1]) })
        #expect(differences == 0)
    }

    @Test(arguments: 0..<UInt8(HR_TERNARY_COUNT.rawValue)) func ternary(op: UInt8) throws {
        let differences = try compare(
            3, seed: UInt64(op) + 200, node: { .ternary(op, $0[0], $0[1], $0[2]) },
            kernel: { hr_ternary_kernel($0.kernels, Int32(op), 0)($1, $0[0], $0[1], $0[2]) })
        #expect(differences == 0)
    }

    @Test(arguments: 0..<UInt8(HR_QUATERNARY_COUNT.rawValue)) func quaternary(op: UInt8) throws {
        let differences = try compare(
            4, seed: UInt64(op) + 300, node: { .quaternary(op, $0[0], $0[1], $0[2], $0[3]) },
            kernel: { hr_quaternary_kernel($0.kernels, Int32(op), 0)($1, $0[0], $0[1], $0[2], $0[3]) })
        #expect(differences == 0)
    }

    /// Every pair of special values, powers of two and halves.
    @Test(arguments: 0..<UInt8(HR_BINARY_COUNT.rawValue)) func binaryOnAllPairs(op: UInt8) throws {
        guard LaneLoop.canBinary(op) else { return }
        let numbers = OperationTests.special
        let pairs = numbers.flatMap { a in numbers.map { (a, $0) } }
        let runner = LoopRunner(blocks: 4)
        var loop = LaneLoop()
        loop.store(loop.add(.binary(op, loop.add(.block(0)), loop.add(.block(1)))), in: 2)
        var differences = 0
        for start in stride(from: 0, to: pairs.count, by: 256) {
            for i in 0..<256 { (runner[0][i], runner[1][i]) = pairs[min(start + i, pairs.count - 1)] }
            try runner.run(loop)
            hr_binary_vv_kernel(runner.kernels, Int32(op))(runner[3], runner[0], runner[1])
            for i in 0..<256 {
                let scalar = hr_binary_scalar(hr_binary_op(UInt32(op)), runner[0][i], runner[1][i])
                if !isSame(runner[2][i], runner[3][i]) || !isSame(runner[2][i], scalar) { differences += 1 }
            }
        }
        #expect(differences == 0)
    }

    @Test(arguments: 0..<UInt8(HR_UNARY_COUNT.rawValue)) func unaryOnSpecialValues(op: UInt8) throws {
        guard LaneLoop.canUnary(op) else { return }
        let numbers = OperationTests.special + (-1074...1023).map { scalbn(1.0, $0) } + (-1074...1023).map { -scalbn(1.0, $0) }
        let runner = LoopRunner(blocks: 3)
        var loop = LaneLoop()
        loop.store(loop.add(.unary(op, loop.add(.block(0)))), in: 1)
        var differences = 0
        for start in stride(from: 0, to: numbers.count, by: 256) {
            for i in 0..<256 { runner[0][i] = numbers[min(start + i, numbers.count - 1)] }
            try runner.run(loop)
            hr_unary_kernel(runner.kernels, Int32(op))(runner[2], runner[0])
            for i in 0..<256 {
                let scalar = hr_unary_scalar(hr_unary_op(UInt32(op)), runner[0][i])
                if !isSame(runner[1][i], runner[2][i]) || !isSame(runner[1][i], scalar) { differences += 1 }
            }
        }
        #expect(differences == 0)
    }

    /// ±0, subnormal and largest numbers, infinities, NaN; powers of two and their neighbours; halves.
    private static let special: [Double] =
        Operands.special
        + [-52, -30, -1, 0, 1, 5, 30, 51, 52, 53, 63, 64].flatMap { exponent in
            let power = scalbn(1.0, exponent)
            return [power, -power, power.nextUp, power.nextDown]
        } + (-6...6).map { Double($0) + 0.5 }

    /// Numbers in the place of an operand let much be simplified: powers above all.
    @Test(arguments: 0..<UInt8(HR_BINARY_COUNT.rawValue)) func binaryWithNumber(op: UInt8) throws {
        guard LaneLoop.canBinary(op) else { return }
        let runner = LoopRunner(blocks: 3)
        var numbers = Operands(seed: UInt64(op) + 400)
        var differences = 0
        for number in Operands.special {
            for isFirst in [false, true] {
                numbers.fill(runner[0])
                var loop = LaneLoop()
                let (x, y) = (loop.add(.block(0)), loop.add(.number(number)))
                loop.store(loop.add(isFirst ? .binary(op, y, x) : .binary(op, x, y)), in: 1)
                try runner.run(loop)
                if isFirst {
                    hr_binary_sv_kernel(runner.kernels, Int32(op))(runner[2], number, runner[0])
                } else {
                    hr_binary_vs_kernel(runner.kernels, Int32(op))(runner[2], runner[0], number)
                }
                for i in 0..<256 where !isSame(runner[1][i], runner[2][i]) { differences += 1 }
            }
        }
        #expect(differences == 0)
    }

    @Test func triangular() throws {
        var shape = hr_triangular(minimum: 1, maximum: 4, split: 0.25, lower: 2.25, upper: 6.75)
        let numbers = LaneLoop.Triangular(minimum: 1, maximum: 4, split: 0.25, lower: 2.25, upper: 6.75)
        let differences = try compare(
            1, seed: 500, node: { .triangular(numbers, $0[0]) },
            kernel: { $0.kernels.pointee.triangular($1, $0[0], &shape) })
        #expect(differences == 0)
    }
}
