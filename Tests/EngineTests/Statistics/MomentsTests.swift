import CKernels
import Engine
import Testing

@Suite struct MomentsTests {
    /// Values far from 0, where sums of squares would lose everything.
    private func values(_ count: Int, offset: Double) -> [Double] {
        var generator = TestGenerator(state: 5)
        return (0..<count).map { _ in offset + Double.random(in: -1...1, using: &generator) }
    }

    @Test(arguments: [1, 2, 31, 32, 33, 255, 256]) func aBlockGivesItsMomentsOnEveryInstructionSet(_ count: Int) {
        for offset in [0.0, 1e9, -1e12] {
            let x = values(256, offset: offset)
            // Beyond `count` lies rubbish that must not be seen.
            let block = Array(x.prefix(count)) + [Double](repeating: .nan, count: 256 - count)
            let mean = x.prefix(count).map { $0 - offset }.reduce(0, +) / Double(count)
            let m2 = x.prefix(count).map { $0 - offset - mean }.reduce(0) { $0 + $1 * $1 }
            var first: hr_block_moments?
            for set in InstructionSet.available {
                var m = hr_block_moments()
                block.withUnsafeBufferPointer {
                    hr_reductions_for(hr_isa(UInt32(set.rawValue))).pointee.moments($0.baseAddress!, Int32(count), &m)
                }
                let ulp = max(abs(offset), 1).ulp
                #expect(abs(m.mean - offset - mean) <= 4 * ulp)
                #expect(abs(m.m2 - m2) <= 1e-12 * (m2 + 1) + Double(count) * ulp * 4)
                #expect(m.min == x.prefix(count).min())
                #expect(m.max == x.prefix(count).max())
                #expect(m.all_finite != 0)
                if let first {
                    #expect(first.mean.bitPattern == m.mean.bitPattern && first.m2.bitPattern == m.m2.bitPattern)
                }
                first = m
            }
        }
    }

    @Test func aBlockNoticesWhatIsNotFinite() {
        for (bad, position) in [(Double.nan, 0), (.infinity, 255), (-.infinity, 100), (.nan, 31)] {
            var block = [Double](repeating: 1, count: 256)
            block[position] = bad
            for set in InstructionSet.available {
                var m = hr_block_moments()
                hr_reductions_for(hr_isa(UInt32(set.rawValue))).pointee.moments(block, 256, &m)
                #expect(m.all_finite == 0)
            }
        }
        // Finite values whose sum overflows are finite.
        var m = hr_block_moments()
        hr_reductions_for(HR_ISA_BASE).pointee.moments([Double](repeating: 1e308, count: 256), 256, &m)
        #expect(m.all_finite != 0)
    }

    @Test func partsMergeToTheWhole() {
        let x = values(1000, offset: 1e8)
        func naive(_ x: ArraySlice<Double>) -> Moments {
            let mean = x.map { $0 - 1e8 }.reduce(0, +) / Double(x.count)
            return Moments(
                count: x.count, mean: mean + 1e8, m2: x.reduce(0) { $0 + ($1 - 1e8 - mean) * ($1 - 1e8 - mean) },
                minimum: x.min()!, maximum: x.max()!)
        }
        let merged = naive(x[..<137]).merged(with: naive(x[137...]))
        let whole = naive(x[...])
        #expect(merged.count == 1000)
        #expect(abs(merged.mean - whole.mean) < 1e-7)
        #expect(abs(merged.m2 - whole.m2) < 1e-6 * whole.m2)
        #expect((merged.minimum, merged.maximum) == (whole.minimum, whole.maximum))
    }
}
