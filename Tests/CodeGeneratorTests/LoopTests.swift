internal import CKernels
@testable import CodeGenerator
internal import Testing

/// Loops of many operations: values that find no register, blocks that change, tests, numbers from outside.
@Suite struct LoopTests {
    /// 400 random loops of up to 150 operations with up to 14 stores, half of them into blocks that the loop reads,
    /// against the kernels one by one.
    @Test func randomLoops() throws {
        var numbers = Operands(seed: 1)
        var differences = 0
        for _ in 0..<400 { differences += try randomLoop(&numbers) }
        #expect(differences == 0)
    }

    private func randomLoop(_ numbers: inout Operands) throws -> Int {
        let inputs = 8
        let runner = LoopRunner(blocks: 16)
        let oracle = LoopRunner(blocks: 160)
        let isOrdinary = numbers.below(2) == 0
        for block in 0..<inputs {
            numbers.fill(runner[block], ordinary: isOrdinary)
            oracle[block].update(from: runner[block], count: 256)
        }
        var loop = LaneLoop()
        var values = (0..<inputs).map { loop.add(.block(Int32($0))) }
        for _ in 0..<5 + numbers.below(140) {
            let to = oracle[values.count]
            let picks = (0..<4).map { _ in numbers.below(values.count) }
            func value(_ i: Int) -> LaneLoop.Value { values[picks[i]] }
            func block(_ i: Int) -> UnsafeMutablePointer<Double> { oracle[picks[i]] }
            switch numbers.below(4) {
            case 0:
                let op = UInt8(numbers.below(Int(HR_UNARY_COUNT.rawValue)))
                guard LaneLoop.canUnary(op) else { continue }
                hr_unary_kernel(oracle.kernels, Int32(op))(to, block(0))
                values.append(loop.add(.unary(op, value(0))))
            case 1:
                let op = UInt8(numbers.below(Int(HR_BINARY_COUNT.rawValue)))
                guard LaneLoop.canBinary(op) else { continue }
                hr_binary_vv_kernel(oracle.kernels, Int32(op))(to, block(0), block(1))
                values.append(loop.add(.binary(op, value(0), value(1))))
            case 2:
                let op = UInt8(numbers.below(Int(HR_TERNARY_COUNT.rawValue)))
                hr_ternary_kernel(oracle.kernels, Int32(op), 0)(to, block(0), block(1), block(2))
                values.append(loop.add(.ternary(op, value(0), value(1), value(2))))
            default:
                let op = UInt8(numbers.below(Int(HR_QUATERNARY_COUNT.rawValue)))
                hr_quaternary_kernel(oracle.kernels, Int32(op), 0)(to, block(0), block(1), block(2), block(3))
                values.append(loop.add(.quaternary(op, value(0), value(1), value(2), value(3))))
            }
        }
        let stored = (0..<1 + numbers.below(14)).map { $0 == 0 ? values.count - 1 : numbers.below(values.count) }
        for (block, i) in stored.enumerated() { loop.store(values[i], in: Int32(block)) }
        if numbers.below(2) == 0 { loop.test(.isNotFinite(values[stored[0]], mask: values[1])) }
        try runner.run(loop)
        var differences = 0
        for (block, i) in stored.enumerated() {
            for lane in 0..<256 where !isSame(runner[block][lane], oracle[i][lane]) { differences += 1 }
        }
        return differences
    }

    /// Forty values that are all alive at once do not fit sixteen registers.
    @Test func spills() throws {
        let runner = LoopRunner(blocks: 2)
        var numbers = Operands(seed: 2)
        numbers.fill(runner[0], ordinary: true)
        var loop = LaneLoop()
        let x = loop.add(.block(0))
        let multiply = UInt8(HR_MULTIPLY.rawValue), add = UInt8(HR_ADD.rawValue)
        let products = (1...40).map { loop.add(.binary(multiply, x, loop.add(.number(Double($0) + 0.1)))) }
        // First forwards, then backwards, so that none may be dropped after its first use.
        var sum = x
        for product in products + products.reversed() { sum = loop.add(.binary(add, loop.add(.binary(multiply, sum, product)), x)) }
        loop.store(sum, in: 1)
        try runner.run(loop)
        for i in 0..<256 {
            let x = runner[0][i]
            let products = (1...40).map { x * (Double($0) + 0.1) }
            var sum = x
            for product in products + products.reversed() { sum = sum * product + x }
            #expect(sum.bitPattern == runner[1][i].bitPattern)
        }
    }

    /// A function that is called amid more values than there are registers, on lanes for which the short way does not hold.
    @Test func callsKeepWhatIsAlive() throws {
        let runner = LoopRunner(blocks: 3)
        for i in 0..<256 { (runner[0][i], runner[1][i]) = (i % 5 == 0 ? 1e30 + Double(i) * 1e28 : Double(i) / 50, 3) }
        var loop = LaneLoop()
        let (x, y) = (loop.add(.block(0)), loop.add(.block(1)))
        let multiply = UInt8(HR_MULTIPLY.rawValue), add = UInt8(HR_ADD.rawValue)
        let products = (1...20).map { loop.add(.binary(multiply, x, loop.add(.number(Double($0) + 0.1)))) }
        var sum = loop.add(.unary(UInt8(HR_SINE.rawValue), x))
        for product in products {
            let rest = loop.add(.binary(UInt8(HR_MODULO.rawValue), product, y))
            sum = loop.add(.binary(add, loop.add(.unary(UInt8(HR_COSINE.rawValue), sum)), rest))
        }
        for product in products { sum = loop.add(.binary(add, sum, product)) }
        loop.store(sum, in: 2)
        try runner.run(loop)
        for i in 0..<256 {
            let (x, y) = (runner[0][i], runner[1][i])
            let products = (1...20).map { x * (Double($0) + 0.1) }
            var sum = hr_sin(x)
            for product in products { sum = hr_cos(sum) + hr_binary_scalar(HR_MODULO, product, y) }
            for product in products { sum += product }
            #expect(sum.bitPattern == runner[2][i].bitPattern)
        }
    }

    /// Two blocks change places, and a third takes what one of them held.
    @Test func changedBlocksAreReadBefore() throws {
        let runner = LoopRunner(blocks: 3)
        for i in 0..<256 { (runner[0][i], runner[1][i]) = (Double(i), Double(-i) - 1) }
        var loop = LaneLoop()
        let (a, b) = (loop.add(.block(0)), loop.add(.block(1)))
        loop.store(b, in: 0)
        loop.store(a, in: 1)
        loop.store(a, in: 2)
        try runner.run(loop)
        for i in 0..<256 {
            #expect(runner[0][i] == Double(-i) - 1)
            #expect(runner[1][i] == Double(i))
            #expect(runner[2][i] == Double(i))
        }
    }

    @Test func testsTellTheirLanes() throws {
        let runner = LoopRunner(blocks: 4)
        for i in 0..<256 { (runner[0][i], runner[1][i], runner[2][i]) = (1, 0, 1) }
        runner[0][5] = .infinity
        runner[0][200] = .nan
        runner[2][200] = 0
        runner[1][255] = 3
        var loop = LaneLoop()
        let (x, flag, mask) = (loop.add(.block(0)), loop.add(.block(1)), loop.add(.block(2)))
        loop.test(.isNotFinite(x, mask: mask))
        loop.test(.isTrue(flag))
        loop.test(.isNotFinite(x, mask: nil))
        let tests = try runner.run(loop)
        func lanes(_ bytes: [UInt8]) -> [Int] { (0..<256).filter { bytes[$0 / 4] >> UInt8($0 % 4) & 1 == 1 } }
        #expect(tests.map(lanes) == [[5], [255], [5, 200]])
        (runner[0][5], runner[0][200], runner[1][255]) = (0, 0, 0)
        #expect(try runner.run(loop).isEmpty)
    }

    /// Nothing is emitted for a loop that contradicts itself.
    @Test func corruptedLoopsAreRefused() {
        var forward = LaneLoop()
        forward.store(forward.add(.unary(UInt8(HR_EXP.rawValue), 7)), in: 0)
        var unknown = LaneLoop()
        unknown.store(unknown.add(.unary(200, unknown.add(.block(0)))), in: 1)
        var twice = LaneLoop()
        let x = twice.add(.block(0))
        twice.store(x, in: 1)
        twice.store(x, in: 1)
        var outside = LaneLoop()
        outside.test(.isTrue(3))
        var cell = LaneLoop()
        cell.store(cell.add(.cell(0)), in: 0)
        for loop in [forward, unknown, twice, outside, cell] {
            #expect(throws: CompiledLoop.Refusal.corrupted) { try CompiledLoop(loop) }
        }
    }

    @Test func cells() throws {
        let runner = LoopRunner(blocks: 2)
        for i in 0..<256 { runner[0][i] = Double(i) }
        var loop = LaneLoop()
        let x = loop.add(.block(0)), factor = loop.addCell(), addend = loop.addCell()
        loop.store(loop.add(.ternary(UInt8(HR_MULTIPLY_ADD.rawValue), x, factor, addend)), in: 1)
        for cells in [[2.0, 1], [-1, 0.5]] {
            try runner.run(loop, cells: cells)
            for i in 0..<256 { #expect(runner[1][i] == Double(i) * cells[0] + cells[1]) }
        }
    }
}
