import Engine
import Testing

@Suite struct SketchTests {
    private let pilot = (0..<8192).map { Double($0) / 100 - 30 }

    @Test func bucketsAscendAndHoldTheirValues() {
        let scale = SketchScale(pilot: pilot, trials: 1_000_000)
        var generator = TestGenerator(state: 3)
        var values = (0..<2000).map { _ in Double.random(in: -1e3...1e3, using: &generator) }
        values += [scale.center, scale.center.nextUp, scale.center.nextDown, 0, -1e300, 1e300, 1e-300]
        values.sort()
        let buckets = values.map(scale.bucket)
        #expect(buckets == buckets.sorted())
        for (x, bucket) in zip(values, buckets) {
            let bounds = scale.bounds(bucket)
            let slack = 4 * max(abs(x), abs(scale.center)).ulp
            #expect(bounds.lower - slack <= x && x <= bounds.upper + slack, "\(x) in bucket \(bucket)")
        }
    }

    @Test func aBucketIsNarrowInProportionToTheDistanceFromTheCenter() {
        // The ends of a uniform output are sharp: one bit more than for a normal one.
        for (trials, bits) in [(100, 8), (10_000, 11), (1_000_000, 14), (10_000_000_000, 16)] {
            let scale = SketchScale(pilot: pilot, trials: trials)
            #expect(scale.bits == bits)
            for x in [-1000.0, -3, 5, 44, 70, 1e6] {
                let bounds = scale.bounds(scale.bucket(x))
                #expect(bounds.upper - bounds.lower <= abs(x - scale.center) / Double(1 << bits) * 1.0001)
            }
        }
    }

    @Test func oddPilotsGiveAUsableScale() {
        for pilot in [
            [], [.nan], [.infinity, -.infinity], [7], [0, 0, 0], [1e308, -1e308], [5e-324, 0],
            [Double](repeating: 0, count: 999) + [1e9],
        ] as [[Double]] {
            let scale = SketchScale(pilot: pilot, trials: 1000)
            #expect(scale.center.isFinite && scale.inverseScale.isFinite && scale.inverseScale > 0)
            let bounds = scale.bounds(scale.bucket(scale.center))
            #expect(bounds.lower <= bounds.upper)
        }
    }
}
