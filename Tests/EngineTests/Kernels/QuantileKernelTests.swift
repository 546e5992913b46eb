import CKernels
import Engine
import Testing

@Suite struct QuantileKernelTests {
    private static let levels = InstructionSet.available.map { hr_isa(UInt32($0.rawValue)) }

    /// Uniforms, deep tails, the seams of octaves, and what is not in [0, 1].
    private static func arguments(_ generator: inout Generator) -> Block {
        let odd: [Double] = [
            0, -0.0, 1, 0.5, 0.5.nextDown, 0.25, 0.75, -1, 2, .nan, .infinity, 5e-324, 0x1p-54, 1 - 0x1p-53,
        ]
        let block = Block()
        for i in 0..<Block.count {
            let u = generator.uniform()
            switch generator.next() % 4 {
            case 0: block[i] = odd[Int(generator.next() % UInt64(odd.count))]
            case 1: block[i] = hr_pow(2, -60 * u)
            case 2: block[i] = 1 - hr_pow(2, -50 * u)
            default: block[i] = u
            }
        }
        return block
    }

    @Test(arguments: 0...8)
    func tables(_ subdivision: Int) {
        var generator = Generator(UInt64(subdivision))
        let count = 8 * Int(hr_table_intervals(Int32(subdivision)))
        let coefficients = (0..<count).map { _ in generator.uniform() * 100 }
        coefficients.withUnsafeBufferPointer { memory in
            var table = hr_table(coefficients: memory.baseAddress!, subdivision: Int32(subdivision))
            for _ in 0..<40 {
                let u = Self.arguments(&generator)
                let result = Block()
                for level in Self.levels {
                    hr_kernels_for(level).pointee.table(result.pointer, u.pointer, &table)
                    #expect(difference(result) { hr_table_eval(&table, u[$0]) } == nil)
                }
                for i in 0..<Block.count {
                    #expect(same(result[i], Self.meaning(coefficients, subdivision, u[i])), "u = \(u[i])")
                }
            }
        }
    }

    /// QuantileTable.h in words of Swift.
    private static func meaning(_ coefficients: [Double], _ subdivision: Int, _ u: Double) -> Double {
        let m = max(0x1p-54, u.isNaN ? 0 : min(u, 1 - u))
        let parts = Double(1 << subdivision)
        let octave = m.exponent
        let position = (m.significand - 1) * parts
        let interval = (Int(octave) + 54) << subdivision + Int(position.rounded(.down))
        let t = position - position.rounded(.down)
        let end = u >= 0.5 ? coefficients.count / 2 : 0
        let c = coefficients[(end + 4 * interval)...].prefix(4).map { $0 }
        return c[0].addingProduct(c[1].addingProduct(c[2].addingProduct(c[3], t), t), t)
    }

    /// The cubic through four points of an octave's part, for the quantile function of the exponential distribution:
    /// the form and size of error that `Docs/Accuracy.md` states.
    @Test func cubicsOfSixteenPartsErrByLessThanAMillionth() {
        func quantile(_ end: Double) -> Double { -ScalarMath.log(end) }
        let subdivision = 4
        var coefficients: [Double] = []
        for k in 0..<53 {
            let octave = hr_pow(2, Double(k - 54))
            for part in 0..<(1 << subdivision) {
                let width = octave / Double(1 << subdivision)
                let f = [0, 0.25, 0.75, 1].map { quantile(octave + (Double(part) + $0) * width) }
                let d = [f[1] - f[0], f[2] - f[0], f[3] - f[0]]
                let a1 = 4 * d[0]
                let a12 = (2 * (d[1] - d[0]) - a1) / 0.75
                let a123 = (4 * (d[2] - d[1]) - 2 * (d[1] - d[0])) / 0.75 - a12
                coefficients += [f[0], a1 - 0.25 * a12 + 0.1875 * a123, a12 - a123, a123]
            }
        }
        coefficients += [quantile(0.5), 0, 0, 0]
        coefficients += coefficients
        var worst = 0.0
        coefficients.withUnsafeBufferPointer { memory in
            var table = hr_table(coefficients: memory.baseAddress!, subdivision: Int32(subdivision))
            var generator = Generator(4)
            for _ in 0..<100_000 {
                let u = hr_pow(2, -1 - 49 * generator.uniform())
                worst = max(worst, (hr_table_eval(&table, u) / quantile(u) - 1).magnitude)
            }
        }
        #expect(worst < 1e-7)
    }

    @Test(arguments: [1, 2, 3, 40, 1000])
    func steps(_ count: Int) {
        var generator = Generator(UInt64(count))
        var cumulative: [Double] = []
        for _ in 0..<count { cumulative.append((cumulative.last ?? 0) + generator.uniform() * generator.uniform()) }
        cumulative = cumulative.map { $0 / cumulative[count - 1] }
        cumulative[count - 1] = 1
        let values = (0..<count).map { Double($0) * 3 }
        for guideCount in [1, 7, count, 2 * count] {
            var guide = [Int32](repeating: 0, count: guideCount)
            hr_steps_guide(cumulative, Int32(count), &guide, Int32(guideCount))
            cumulative.withUnsafeBufferPointer { cumulativeMemory in
                values.withUnsafeBufferPointer { valueMemory in
                    guide.withUnsafeBufferPointer { guideMemory in
                        var steps = hr_steps(
                            cumulative: cumulativeMemory.baseAddress!, values: valueMemory.baseAddress!,
                            guide: guideMemory.baseAddress!, count: Int32(count), guide_count: Int32(guideCount))
                        for _ in 0..<20 {
                            let u = Self.arguments(&generator)
                            // On the steps themselves, too.
                            for i in stride(from: 0, to: Block.count, by: 5) { u[i] = cumulative[i % count] }
                            let result = Block()
                            for level in Self.levels {
                                hr_kernels_for(level).pointee.steps(result.pointer, u.pointer, &steps)
                                #expect(
                                    difference(result) { lane in
                                        values[cumulative.firstIndex { !(u[lane] > $0) } ?? count - 1]
                                    } == nil)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func triangular() {
        var generator = Generator(12)
        var shape = hr_triangular(minimum: 1, maximum: 4, split: 0.4, lower: 3.6, upper: 5.4)
        for _ in 0..<40 {
            let u = Self.arguments(&generator)
            let result = Block()
            for level in Self.levels {
                hr_kernels_for(level).pointee.triangular(result.pointer, u.pointer, &shape)
                #expect(difference(result) { hr_triangular_eval(&shape, u[$0]) } == nil)
                #expect(
                    difference(result) {
                        u[$0] < 0.4 ? 1 + (u[$0] * 3.6).squareRoot() : 4 - ((1 - u[$0]) * 5.4).squareRoot()
                    } == nil)
            }
        }
    }
}
