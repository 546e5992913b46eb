import Synchronization

extension QuantileTable {
    /// The table of a quantile function, from the cache or built now.
    ///
    /// - Parameters:
    ///   - key: Names the function; the same key must mean the same function.
    ///   - subdivision: Binary logarithm of the intervals per octave.
    ///   - isLogarithm: Tabulate ln of the (positive) quantile: for quantiles that behave like u^100.
    ///   - degrees: The numbers of points from which to try to interpolate an octave, before asking for every value.
    ///   - quantile: The exact quantile; asked from the near end.
    static func tabulated(
        _ key: String, subdivision: Int = 5, isLogarithm: Bool = false, degrees: [Int] = [8, 13],
        quantile: (TailProbability) -> Double
    ) -> QuantileTable {
        if let known = cache.withLock({ $0[key] }) { return known }
        func value(_ p: TailProbability) -> Double {
            isLogarithm ? ScalarMath.log(Swift.max(quantile(p), 0x1p-1022)) : quantile(p)
        }
        let lower = Side(subdivision, degrees) { value(TailProbability(lower: $0)) }
        let upper = Side(subdivision, degrees) { value(TailProbability(upper: $0)) }
        let table = QuantileTable(
            key: key, subdivision: subdivision, coefficients: lower.coefficients + upper.coefficients,
            isLogarithm: isLogarithm)
        cache.withLock {
            // A sweep over thousands of shapes must not keep them all.
            if $0.count >= 256 { $0.removeAll() }
            $0[key] = table
        }
        return table
    }

    private static let cache = Mutex<[String: QuantileTable]>([:])

    /// The standard beta distribution on [0, 1].
    static func beta(_ alpha: Double, _ beta: Double) -> QuantileTable {
        let steep = Swift.min(alpha, beta) < 0.5
        var solver = BetaQuantileSolver(alpha, beta)
        return tabulated("beta \(alpha) \(beta)", subdivision: steep ? 7 : 5, isLogarithm: alpha < 0.5) { p in
            solver.quantile(p).x
        }
    }

    /// The gamma distribution of scale 1.
    static func gamma(_ shape: Double) -> QuantileTable {
        let prefix = IncompleteGamma.Prefix(shape)
        var trail = QuantileTrail()
        return tabulated("gamma \(shape)", isLogarithm: shape < 0.5) { p in
            let start = trail.guess(p) ?? GammaFamily.guess(shape, p)
            let x = GammaFamily.standardQuantile(prefix, p, start: start)
            trail.add(p, x)
            return x
        }
    }

    /// Student's t distribution.
    static func studentT(_ degrees: Double) -> QuantileTable {
        var trail = QuantileTrail()
        return tabulated("student_t \(degrees)", subdivision: degrees < 1 ? 7 : 5) { p in
            // Symmetric: both ends are solved for |t|.
            let q = p.probability
            if q >= 0.25 { return StudentT.quantile(degrees, p) }
            let outside = TailProbability(upper: 2 * q)
            let size = StudentT.magnitudeQuantile(degrees, outside, start: trail.guess(outside))
            trail.add(outside, size)
            return p.isUpper ? size : -size
        }
    }
}

extension QuantileTable {
    /// One end of a table under construction.
    private struct Side {
        var coefficients: [Double] = []

        /// - Parameter value: The function of the distance m to this end, for m in [2^−54, ½].
        init(_ subdivision: Int, _ degrees: [Int], _ value: (Double) -> Double) {
            let parts = 1 << subdivision
            coefficients.reserveCapacity(4 * (QuantileTable.octaves * parts + 1))
            var left = 0x1p-54
            // From the deep end up: the last value of one interval is the first of the next.
            var first = value(left)
            for _ in 0..<QuantileTable.octaves {
                var sampled: OctaveInterpolant?
                for degree in degrees where sampled == nil { sampled = OctaveInterpolant(left, degree, value) }
                let width = left / Double(parts)
                for part in 0..<parts {
                    let start = left + Double(part) * width
                    func at(_ m: Double) -> Double { sampled?.value(at: m) ?? value(m) }
                    let second = at(start + 0.25 * width)
                    let third = at(start + 0.75 * width)
                    let last = part == parts - 1 ? value(2 * left) : at(start + width)
                    append(first, second, third, last)
                    first = last
                }
                left *= 2
            }
            coefficients += [first, 0, 0, 0]
        }

        /// The cubic through the values at t = 0, ¼, ¾, 1.
        private mutating func append(_ f0: Double, _ f1: Double, _ f2: Double, _ f3: Double) {
            let d1 = f1 - f0
            let d2 = f2 - f0
            let d3 = f3 - f0
            // Divided differences at 0, ¼, ¾, 1 (first value subtracted), then expanded in powers of t.
            let a1 = d1 * 4
            let a12 = ((d2 - d1) * 2 - a1) / 0.75
            let a23 = ((d3 - d2) * 4 - (d2 - d1) * 2) / 0.75
            let a123 = a23 - a12
            // a1·t + a12·t(t−¼) + a123·t(t−¼)(t−¾)
            coefficients += [f0, a1 - 0.25 * a12 + 0.1875 * a123, a12 - a123, a123]
        }
    }
}

/// A polynomial in ln m through a function at Chebyshev points of one octave, or nothing if it does not follow it.
struct OctaveInterpolant {
    private static let tolerance = 1e-9
    private let nodes: [Double]
    private let values: [Double]
    private let weights: [Double]
    private let left: Double

    /// - Returns: nil where the interpolant misses the function by more than `tolerance` times its change over the
    ///   octave at two test points.
    init?(_ left: Double, _ count: Int, _ value: (Double) -> Double) {
        self.left = left
        let n = count
        var nodes: [Double] = []
        var weights: [Double] = []
        for k in 0..<n {
            // Chebyshev points of the first kind; their barycentric weights are (−1)^k·sin.
            let angle = Double.pi * (Double(k) + 0.5) / Double(n)
            nodes.append(0.5 * (1 - ScalarMath.cos(angle)))
            weights.append((k % 2 == 0 ? 1 : -1) * ScalarMath.sin(angle))
        }
        self.nodes = nodes
        self.weights = weights
        values = nodes.map { value(left * ScalarMath.exp($0 * 0.69314718055994530942)) }
        // What counts is the error in probability, so it is measured against the change over the octave.
        let range = (values[n - 1] - values[0]).magnitude
        for test in [1.03125, 1.46875] {
            let error = (self.value(at: left * test) - value(left * test)).magnitude
            if !(error <= Self.tolerance * range) { return nil }
        }
    }

    func value(at m: Double) -> Double {
        let s = ScalarMath.log(m / left) * 1.4426950408889634074
        var above = 0.0
        var below = 0.0
        for k in 0..<nodes.count {
            let distance = s - nodes[k]
            if distance == 0 { return values[k] }
            let quotient = weights[k] / distance
            above += quotient * values[k]
            below += quotient
        }
        return above / below
    }
}
