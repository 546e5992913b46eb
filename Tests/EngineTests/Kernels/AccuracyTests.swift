#if arch(x86_64)
    import CKernels
    import Engine
    import Glibc
    import Testing

    /// The errors that `Docs/Accuracy.md` states.
    ///
    /// `HEADROOM_ACCURACY_POINTS=2000000` sweeps as densely as the tables of that page were, and prints their rows.
    @Suite struct AccuracyTests {
        private static let points = getenv("HEADROOM_ACCURACY_POINTS").flatMap { Int(String(cString: $0)) }

        private static func report(_ row: String) {
            if points != nil { print("accuracy \(row)") }
        }

        private static func text(_ x: Double) -> String {
            withVaList([x]) { arguments in
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
                    vsnprintf(buffer.baseAddress, 40, "%.3f", arguments)
                    return String(cString: buffer.baseAddress!)
                }
            }
        }

        @Test(arguments: AccuracyCase.all)
        func errorsStayBelowTheirBounds(_ item: AccuracyCase) {
            let worst = item.worst(count: Self.points ?? 20_000, seed: 1)
            Self.report(
                "| \(item.name) | \(item.range.lowerBound) … \(item.range.upperBound) \(item.spacing) "
                    + "| \(Self.text(worst.error)) | \(worst.argument) | \(Self.text(worst.mean)) |")
            #expect(worst.error <= item.bound, "at \(worst.argument)")
        }

        @Test func powers() {
            var generator = Generator(2)
            for kind in 0..<4 {
                var worst = 0.0
                var at = (0.0, 0.0)
                for _ in 0..<(Self.points ?? 20_000) {
                    let (x, y) = Self.powerArguments(kind, &generator)
                    let error = AccuracyCase.error(of: ScalarMath.pow(x, y), Glibc.pow(Float80(x), Float80(y)))
                    if !(error <= worst) { (worst, at) = (error, (x, y)) }
                }
                Self.report("| pow | kind \(kind) | \(Self.text(worst)) | \(at.0), \(at.1) | |")
                #expect(worst <= 2, "at \(at)")
            }
        }

        /// Moderate numbers; results over the whole range from a base of any size; bases near 1; whole exponents.
        private static func powerArguments(_ kind: Int, _ generator: inout Generator) -> (Double, Double) {
            let (u, v) = (generator.uniform(), generator.uniform())
            switch kind {
            case 0: return (ScalarMath.exp(-5 + 10 * u), -20 + 40 * v)
            case 1:
                let x = ScalarMath.exp(-700 + 1400 * u)
                return (x, (2 * v - 1) * 740 / ScalarMath.log(x).magnitude)
            case 2:
                let x = 1 + (u - 0.5) * ScalarMath.exp(-30 * generator.uniform())
                return (x, (2 * v - 1) * 740 / (ScalarMath.log(x).magnitude + 1e-300))
            default: return (0.5 + 1.5 * u, (40 * v - 20).rounded())
            }
        }

        @Test func anglesOfPoints() {
            var generator = Generator(3)
            var worst = 0.0
            var at = (0.0, 0.0)
            for round in 0..<(Self.points ?? 40_000) {
                var x = 20 * generator.uniform() - 10
                var y = 20 * generator.uniform() - 10
                if round % 2 == 0 {
                    x *= ScalarMath.exp(600 * (2 * generator.uniform() - 1))
                    y = x * ScalarMath.exp(30 * (2 * generator.uniform() - 1)) * (y < 0 ? -1 : 1)
                }
                let error = AccuracyCase.error(of: ScalarMath.atan2(y, x), Glibc.atan2(Float80(y), Float80(x)))
                if !(error <= worst) { (worst, at) = (error, (y, x)) }
            }
            Self.report("| atan2 | | \(Self.text(worst)) | \(at.0), \(at.1) | |")
            #expect(worst <= 2, "at \(at)")
        }

        /// Doubles nearest to multiples of π/2, where the reduction loses most, up to 10⁵ and at the hardest double.
        @Test func anglesNextToMultiplesOfAQuarterTurn() {
            // π/2 to 128 bits. C's long double functions are no judges here.
            let head: Float80 = 0xc90fdaa22168c234p-63
            let tail: Float80 = 0xc4c6628b80dc1cd1p-127
            var worst = 0.0
            for n in 1...70_000 {
                let x = Double(n) * (.pi / 2)
                let turns = Float80(n)
                let rest = Float80(x).addingProduct(-turns, head).addingProduct(-turns, tail)
                let sine = rest - rest * rest * rest / 6
                let cosine = 1 - rest * rest / 2
                let (expectedSine, expectedCosine) =
                    switch n % 4 {
                    case 0: (sine, cosine)
                    case 1: (cosine, -sine)
                    case 2: (-sine, -cosine)
                    default: (-cosine, sine)
                    }
                worst = max(worst, AccuracyCase.error(of: ScalarMath.sin(x), expectedSine))
                worst = max(worst, AccuracyCase.error(of: ScalarMath.cos(x), expectedCosine))
            }
            let hardest = 6381956970095103 * 0x1p797
            worst = max(worst, AccuracyCase.error(of: ScalarMath.cos(hardest), -4.68716592425462761112e-19))
            Self.report("| sin, cos | next to n π/2 | \(Self.text(worst)) | | |")
            #expect(worst <= 1)
        }

        /// Points and values of the reference case `invnorm.points`, to its tolerance.
        @Test func inverseNormalAtHardPoints() {
            let points: [(u: Double, z: Double)] = [
                (1e-300, -37.0470962993612), (1e-20, -9.262340089798409), (1e-10, -6.361340902404056),
                (1.1641532182693481e-10, -6.3379577545537895), (0.02425, -1.972961051311885), (0.5, 0),
                (0.97575, 1.972961051311885), (0.9999999998835847, 6.3379577545537895),
                (0.9999999999, 6.361340889697422),
            ]
            for (u, z) in points { #expect((ScalarMath.inverseNormal(u) - z).magnitude <= 1e-12 * z.magnitude) }
        }

        @Test func inverseNormalRises() {
            // Across the seams of its formulas, in steps of one unit of u.
            for seam in [0.075, 0.925, 0x1p-54, 0.25, 0.75] {
                var u = seam * (1 - 300 * 0x1p-52)
                var last = -Double.infinity
                for _ in 0..<600 {
                    let z = ScalarMath.inverseNormal(u)
                    #expect(z >= last - 2 * z.ulp, "at \(u)")
                    last = z
                    u = u.nextUp
                }
            }
        }
    }
#endif
