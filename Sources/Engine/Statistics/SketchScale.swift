internal import CKernels

/// How an output's values map to the buckets of its sketch: fixed by the plan, through its first chunk.
///
/// A bucket is the exponent and the leading `bits` mantissa bits of (x - center) / scale, so buckets are fine near the
/// middle of the distribution and coarser, in proportion to the distance from it, further out.
package struct SketchScale: Hashable, Sendable {
    package let center: Double
    package let inverseScale: Double
    /// Mantissa bits: a bucket is at most 2^-bits of the distance from the center wide.
    package let bits: Int
    /// Whether values repeat so often that each bucket also notes whether all its values are one.
    package let tracksAtoms: Bool
    /// Values that the first chunk has often, ascending, at most four: limits that many paths meet, amounts that most do
    /// not owe. They are counted apart, so that a quantile that is one of them is known exactly.
    package let atoms: [Double]

    private init(center: Double, inverseScale: Double, bits: Int, tracksAtoms: Bool) {
        atoms = []
        self.center = center
        self.inverseScale = inverseScale
        self.bits = bits
        self.tracksAtoms = tracksAtoms
    }

    /// The same center and scale with wider buckets, which take no notice of values that repeat unless told to.
    func coarser(bits: Int, keepsAtoms: Bool = false) -> SketchScale {
        SketchScale(center: center, inverseScale: inverseScale, bits: bits, tracksAtoms: keepsAtoms && tracksAtoms)
    }

    /// From the values of the first chunk: their median, half the distance from their 16 % to their 84 % quantile (or
    /// another spread where that is 0), and whether more than one in a hundred repeats.
    ///
    /// Bits grow with the trials, so that a bucket is narrower than a quarter of the standard error of the quantiles that
    /// reports print: for a normal output 8 bits up to 1,000 trials, 10 at 1e4, 13 at 1e6, 14 from 4.2e6 on, and up to 16
    /// where the pilot shows a quantile far from the median and sharp, as on the short side of a skewed output. Fewer would
    /// make the run repeat itself to narrow; more would not stay in the cache.
    package init(pilot: [Double], trials: Int) {
        let sorted = pilot.filter(\.isFinite).sorted()
        guard let first = sorted.first, let last = sorted.last else {
            (center, inverseScale, bits, tracksAtoms, atoms) = (0, 1, SketchScale.usualBits(trials: trials), true, [])
            return
        }
        let repeats = SketchScale.repeats(in: sorted)
        tracksAtoms = repeats.distinct < sorted.count - sorted.count / 100 || sorted.count < 100
        atoms = repeats.frequent
        let middle = sorted[sorted.count / 2]
        var spread = sorted[(sorted.count - 1) * 84 / 100] / 2 - sorted[(sorted.count - 1) * 16 / 100] / 2
        if spread == 0 { spread = max(last / 2 - middle / 2, middle / 2 - first / 2) }
        if spread == 0 { spread = abs(middle) }
        center = middle
        bits = SketchScale.bits(trials: trials, sorted: sorted, center: middle)
        // Far below 1 a reciprocal overflows, far above it vanishes; the exponents of a bucket make up for the rest.
        inverseScale = 1 / min(max(spread, 0x1p-1000), 0x1p1000)
    }

    /// How many different values there are, and of those that one in a hundred is, the four most frequent.
    private static func repeats(in sorted: [Double]) -> (distinct: Int, frequent: [Double]) {
        var distinct = 0
        var frequent: [(value: Double, count: Int)] = []
        var first = 0
        for i in 1...sorted.count where i == sorted.count || sorted[i] != sorted[first] {
            distinct += 1
            if 100 * (i - first) >= sorted.count && i - first > 1 { frequent.append((sorted[first], i - first)) }
            first = i
        }
        let most = frequent.sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(4)
        return (distinct, most.map(\.value).sorted())
    }

    /// The smallest b with 2^b >= 8·√trials, within 8 … 14.
    private static func usualBits(trials: Int) -> Int {
        let wanted = 8 * Double(trials).squareRoot()
        var bits = 8
        while bits < 14 && Double(1 << bits) < wanted { bits += 1 }
        return bits
    }

    /// What the printed quantiles need beyond that: a bucket, at most 2^-bits of the distance from the center wide, against
    /// the standard error √(p(1 − p)/n) / f, with the density f from the pilot's values within two hundredths of the rank.
    private static func bits(trials: Int, sorted: [Double], center: Double) -> Int {
        var bits = usualBits(trials: trials)
        guard sorted.count >= 1_000 else { return bits }
        let last = Double(sorted.count - 1)
        for p in Simulation.printedQuantiles {
            let (low, high) = (sorted[Int((p - 0.02) * last)], sorted[Int((p + 0.02) * last)])
            let error = (p * (1 - p) / Double(trials)).squareRoot() * (high - low) / 0.04
            // A value that repeats is counted apart.
            guard error > 0 else { continue }
            // More than the quarter asked for, since the density is an estimate.
            let wanted = abs(sorted[Int(p * last)] - center) * 5 / error
            while bits < 16 && Double(1 << bits) < wanted { bits += 1 }
        }
        return bits
    }

    /// How many buckets there are.
    var size: Int { 2 * Int(hr_sketch_half(Int64(bits))) }

    var kernelScale: hr_sketch_scale {
        hr_sketch_scale(center: center, inverse_scale: inverseScale, bits: Int64(bits))
    }

    /// The bucket of a value.
    package func bucket(_ x: Double) -> Int32 {
        var scale = kernelScale
        return Int32(hr_sketch_bucket(x, &scale))
    }

    /// The interval of values that fall into a bucket, up to rounding. The outermost buckets reach to infinity.
    package func bounds(_ bucket: Int32) -> (lower: Double, upper: Double) {
        let half = Int(hr_sketch_half(Int64(bits)))
        let isNegative = Int(bucket) < half
        let k = isNegative ? half - 1 - Int(bucket) : Int(bucket) - half
        let near = k == 0 ? 0 : edge(k)
        let far = k == half - 1 ? Double.infinity : edge(k + 1)
        return isNegative
            ? (center - far / inverseScale, center - near / inverseScale)
            : (center + near / inverseScale, center + far / inverseScale)
    }

    private func edge(_ k: Int) -> Double {
        let exponentAndMantissa = UInt64(k) + UInt64(1023 + Int(HR_SKETCH_LOW)) << UInt64(bits)
        return Double(bitPattern: exponentAndMantissa << UInt64(52 - bits))
    }
}
