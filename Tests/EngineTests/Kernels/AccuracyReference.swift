#if arch(x86_64)
    import Engine
    import Glibc
    import Testing

    /// One function over one range, with the error that it must not exceed.
    struct AccuracyCase: Sendable, CustomTestStringConvertible {
        enum Spacing: String { case linear, logarithmic }

        let name: String
        let range: ClosedRange<Double>
        let spacing: Spacing
        /// In units in the last place of the exact result.
        let bound: Double
        let function: @Sendable (Double) -> Double
        /// To 64 bits: C's long double, whose errors are about 1/2000 of a unit of a double.
        let reference: @Sendable (Float80) -> Float80

        var testDescription: String { "\(name) on \(range) \(spacing)" }

        static func over(
            _ name: String, _ bound: Double, _ function: @escaping @Sendable (Double) -> Double,
            _ reference: @escaping @Sendable (Float80) -> Float80, linear: [ClosedRange<Double>] = [],
            logarithmic: [ClosedRange<Double>] = []
        ) -> [AccuracyCase] {
            linear.map {
                AccuracyCase(
                    name: name, range: $0, spacing: .linear, bound: bound, function: function, reference: reference)
            }
                + logarithmic.map {
                    AccuracyCase(
                        name: name, range: $0, spacing: .logarithmic, bound: bound, function: function,
                        reference: reference)
                }
        }

        static let all: [AccuracyCase] =
            over("exp", 1, ScalarMath.exp, { Glibc.exp($0) }, linear: [-745...709.7, -1...1], logarithmic: [1e-20...1])
            + over(
                "log", 1, ScalarMath.log, { Glibc.log($0) }, linear: [0.5...2, 0.99...1.01],
                logarithmic: [5e-324...1.7e308])
            + over(
                "expm1", 2, ScalarMath.expm1, { Glibc.expm1($0) }, linear: [-40...709.7, -1.2...1.2],
                logarithmic: [1e-300...1])
            + over(
                "log1p", 2, ScalarMath.log1p, { Glibc.log1p($0) }, linear: [-0.9999999...3, -0.4...0.6],
                logarithmic: [1e-300...1e300])
            + over("log2", 2, ScalarMath.log2, { Glibc.log2($0) }, linear: [0.5...2], logarithmic: [5e-324...1.7e308])
            + over(
                "log10", 2, ScalarMath.log10, { Glibc.log10($0) }, linear: [0.5...2], logarithmic: [5e-324...1.7e308])
            + over(
                "sin", 1, ScalarMath.sin, { Glibc.sin($0) }, linear: [-10...10, -1e5...1e5, -3e7...3e7],
                logarithmic: [1e-300...1e300])
            + over(
                "cos", 1, ScalarMath.cos, { Glibc.cos($0) }, linear: [-10...10, -1e5...1e5, -3e7...3e7],
                logarithmic: [1e-300...1e300])
            + over(
                "tan", 2, ScalarMath.tan, { Glibc.tan($0) }, linear: [-10...10, -1e5...1e5],
                logarithmic: [1e-300...1e300])
            + over("asin", 2, ScalarMath.asin, { Glibc.asin($0) }, linear: [-1...1], logarithmic: [1e-300...1])
            + over("acos", 2, ScalarMath.acos, { Glibc.acos($0) }, linear: [-1...1, 0.999...1])
            + over("atan", 2, ScalarMath.atan, { Glibc.atan($0) }, linear: [-3...3], logarithmic: [1e-300...1e300])
            + over("sinh", 2, ScalarMath.sinh, { Glibc.sinh($0) }, linear: [-710...710, -3...3])
            + over("cosh", 2, ScalarMath.cosh, { Glibc.cosh($0) }, linear: [-710...710, -3...3])
            + over(
                "tanh", 2, ScalarMath.tanh, { Glibc.tanh($0) }, linear: [-25...25, -2...2], logarithmic: [1e-300...10])
            + over(
                "erf", 2, ScalarMath.erf, { Glibc.erf($0) }, linear: [-6...6, -1.5...1.5], logarithmic: [1e-300...1])
            + over("erfc", 3, ScalarMath.erfc, { Glibc.erfc($0) }, linear: [-6...1, 0...26.5, 26.5...27.3])
            + over(
                "normal_cdf", 3, ScalarMath.normalCDF, normalCDF, linear: [-1...1, -5...5, -37.5...0, -38.6 ... -37.5])
            + over(
                "inverse_normal", 2, ScalarMath.inverseNormal, inverseNormal,
                linear: [0...1, 0.07...0.08, 0.9...1, 0.49999...0.50001], logarithmic: [5e-17...0.5, 5e-324...1e-16])

        /// Φ. The product with 1/√2 is carried in two parts, as its rounding counts x² times.
        static func normalCDF(_ x: Float80) -> Float80 {
            let root: Float80 = 0.707106781186547524400844362104849039
            let product = -x * root
            let rest = fusedRest(-x, root, product) - x * rootTail
            // erfc'(a) = -2/√π exp(-a²)
            let slope = -1.12837916709551257389615890312154517 * Glibc.exp(-product * product)
            return 0.5 * (Glibc.erfc(product) + slope * rest)
        }

        /// 1/√2 less its Float80.
        private static let rootTail: Float80 = {
            let root: Float80 = 0.707106781186547524400844362104849039
            // (1/2 - root²) / (2 root), with root² exact in two parts.
            let square = root * root
            return ((0.5 - square) - fusedRest(root, root, square)) / (2 * root)
        }()

        /// a·b - product, exactly.
        static func fusedRest(_ a: Float80, _ b: Float80, _ product: Float80) -> Float80 {
            (-product).addingProduct(a, b)
        }

        /// Φ⁻¹ by Newton's method: on erf near 1/2, on ln Φ of the nearer tail elsewhere.
        static func inverseNormal(_ u: Float80) -> Float80 {
            let q = u - 0.5
            if q == 0 { return 0 }
            var z: Float80
            if q.magnitude < 0.2 {
                z = q.magnitude * 2.5
                for _ in 0..<8 {
                    let excess = 0.5 * Glibc.erf(z * 0.707106781186547524400844362104849039) - q.magnitude
                    z -= excess / density(z)
                }
            } else {
                let end = Swift.min(u, 1 - u)
                z = Glibc.sqrt(-2 * Glibc.log(end))
                if z > 2 { z -= (Glibc.log(z) + 0.9) / z }
                for _ in 0..<12 {
                    let tail = normalCDF(-z)
                    let step = Glibc.log1p((tail - end) / end) * tail / density(z)
                    z += step
                    if step.magnitude <= 1e-19 * z.magnitude { break }
                }
            }
            return q < 0 ? -z : z
        }

        private static func density(_ z: Float80) -> Float80 {
            Glibc.exp(-0.5 * z * z) * 0.398942280401432677939946059934381868
        }
    }

    extension AccuracyCase {
        struct Worst: Sendable {
            var error = 0.0
            var argument = 0.0
            var mean = 0.0
        }

        /// The largest error over `count` points of the range, from a generator with the given seed.
        func worst(count: Int, seed: UInt64) -> Worst {
            var generator = Generator(seed)
            var worst = Worst()
            var sum = 0.0
            for _ in 0..<count {
                let x = point(generator.uniform())
                let error = Self.error(of: function(x), reference(Float80(x)))
                sum += error
                if !(error <= worst.error) { (worst.error, worst.argument) = (error, x) }
            }
            worst.mean = sum / Double(count)
            return worst
        }

        private func point(_ u: Double) -> Double {
            if range == 0...1 && spacing == .linear { return u }  // the grid of a stream
            let (a, b) = (range.lowerBound, range.upperBound)
            if spacing == .linear { return Swift.min(b, Swift.max(a, a + (b - a) * u)) }
            let x = Glibc.exp(Glibc.log(Float80(a)) + (Glibc.log(Float80(b)) - Glibc.log(Float80(a))) * Float80(u))
            return Swift.min(b, Swift.max(a, Double(x)))
        }

        /// In units in the last place of the exact value; 0 where both overflow.
        static func error(of value: Double, _ exact: Float80) -> Double {
            let rounded = Double(exact)
            if !value.isFinite { return same(value, rounded) ? 0 : .infinity }
            let unit = rounded.magnitude < 0x1p-1022 ? 0x1p-1074 : rounded.magnitude.binade * 0x1p-52
            return Double((Float80(value) - exact).magnitude / Float80(unit))
        }
    }
#endif
