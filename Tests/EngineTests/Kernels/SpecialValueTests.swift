import CKernels
import Engine
import Testing

/// Zeros, infinities, NaN and exact results, as C99 Annex F lists them.
@Suite struct SpecialValueTests {
    private static let inf = Double.infinity
    private static let nan = Double.nan

    typealias Case = (name: String, got: Double, expected: Double)

    private static func expectAll(_ cases: [Case]) {
        for c in cases { #expect(same(c.got, c.expected), "\(c.name): \(c.got) instead of \(c.expected)") }
    }

    @Test func exponentials() {
        Self.expectAll([
            ("exp 0", ScalarMath.exp(0), 1), ("exp -0", ScalarMath.exp(-0.0), 1),
            ("exp inf", ScalarMath.exp(Self.inf), Self.inf),
            ("exp -inf", ScalarMath.exp(-Self.inf), 0), ("exp nan", ScalarMath.exp(Self.nan), Self.nan),
            ("exp 709.79", ScalarMath.exp(709.79), Self.inf), ("exp -745.2", ScalarMath.exp(-745.2), 0),
            ("exp -745.1", ScalarMath.exp(-745.1), 5e-324), ("expm1 -0", ScalarMath.expm1(-0.0), -0.0),
            ("expm1 least", ScalarMath.expm1(5e-324), 5e-324), ("expm1 inf", ScalarMath.expm1(Self.inf), Self.inf),
            ("expm1 -inf", ScalarMath.expm1(-Self.inf), -1), ("expm1 -1000", ScalarMath.expm1(-1000), -1),
        ])
    }

    @Test func logarithms() {
        Self.expectAll([
            ("log 1", ScalarMath.log(1), 0), ("log 0", ScalarMath.log(0), -Self.inf),
            ("log -0", ScalarMath.log(-0.0), -Self.inf),
            ("log -1", ScalarMath.log(-1), Self.nan), ("log inf", ScalarMath.log(Self.inf), Self.inf),
            ("log -inf", ScalarMath.log(-Self.inf), Self.nan), ("log nan", ScalarMath.log(Self.nan), Self.nan),
            ("log least", ScalarMath.log(5e-324), -744.4400719213812), ("log1p -0", ScalarMath.log1p(-0.0), -0.0),
            ("log1p -1", ScalarMath.log1p(-1), -Self.inf), ("log1p -2", ScalarMath.log1p(-2), Self.nan),
            ("log1p inf", ScalarMath.log1p(Self.inf), Self.inf), ("log1p least", ScalarMath.log1p(5e-324), 5e-324),
            ("log2 -1", ScalarMath.log2(-1), Self.nan), ("log10 0", ScalarMath.log10(0), -Self.inf),
        ])
        for k in -1074..<1024 {
            #expect(ScalarMath.log2(Double(sign: .plus, exponent: k, significand: 1)) == Double(k))
        }
        for k in 0...22 { #expect(ScalarMath.log10(ScalarMath.pow(10, Double(k))) == Double(k)) }
    }

    @Test func angles() {
        for f in [ScalarMath.sin, ScalarMath.tan, ScalarMath.asin, ScalarMath.atan, ScalarMath.sinh, ScalarMath.tanh] {
            Self.expectAll([("odd at 0", f(0), 0), ("odd at -0", f(-0.0), -0.0), ("least", f(5e-324), 5e-324)])
        }
        for f in [ScalarMath.sin, ScalarMath.cos, ScalarMath.tan] {
            Self.expectAll([("angle inf", f(Self.inf), Self.nan), ("angle nan", f(Self.nan), Self.nan)])
        }
        Self.expectAll([
            ("cos 0", ScalarMath.cos(0), 1), ("acos 1", ScalarMath.acos(1), 0), ("acos -1", ScalarMath.acos(-1), .pi),
            ("acos 2", ScalarMath.acos(2), Self.nan), ("asin 1", ScalarMath.asin(1), .pi / 2),
            ("asin -2", ScalarMath.asin(-2), Self.nan), ("atan inf", ScalarMath.atan(Self.inf), .pi / 2),
            ("cosh -inf", ScalarMath.cosh(-Self.inf), Self.inf), ("sinh -inf", ScalarMath.sinh(-Self.inf), -Self.inf),
            ("tanh inf", ScalarMath.tanh(Self.inf), 1), ("tanh -30", ScalarMath.tanh(-30), -1),
        ])
    }

    @Test func angleOfAPoint() {
        let inf = Self.inf
        Self.expectAll([
            ("0 1", ScalarMath.atan2(0, 1), 0), ("-0 1", ScalarMath.atan2(-0.0, 1), -0.0),
            ("0 -1", ScalarMath.atan2(0, -1), .pi), ("-0 -0", ScalarMath.atan2(-0.0, -0.0), -.pi),
            ("0 0", ScalarMath.atan2(0, 0), 0), ("1 0", ScalarMath.atan2(1, 0), .pi / 2),
            ("inf inf", ScalarMath.atan2(inf, inf), .pi / 4), ("1 inf", ScalarMath.atan2(1, inf), 0),
            ("-1 inf", ScalarMath.atan2(-1, inf), -0.0), ("inf 1", ScalarMath.atan2(inf, 1), .pi / 2),
            ("1 -inf", ScalarMath.atan2(1, -inf), .pi), ("nan 1", ScalarMath.atan2(.nan, 1), .nan),
            ("greatest", ScalarMath.atan2(.greatestFiniteMagnitude, .greatestFiniteMagnitude), .pi / 4),
            ("least", ScalarMath.atan2(5e-324, 5e-324), .pi / 4),
        ])
    }

    @Test func powers() {
        let inf = Self.inf
        Self.expectAll([
            ("nan^0", ScalarMath.pow(.nan, 0), 1), ("1^nan", ScalarMath.pow(1, .nan), 1),
            ("0^0", ScalarMath.pow(0, 0), 1),
            ("0^-1", ScalarMath.pow(0, -1), inf), ("-0^-1", ScalarMath.pow(-0.0, -1), -inf),
            ("-0^-3", ScalarMath.pow(-0.0, -3), -inf), ("-0^-2", ScalarMath.pow(-0.0, -2), inf),
            ("-0^3", ScalarMath.pow(-0.0, 3), -0.0), ("-0^0.5", ScalarMath.pow(-0.0, 0.5), 0),
            ("-inf^0.5", ScalarMath.pow(-inf, 0.5), inf), ("-inf^3", ScalarMath.pow(-inf, 3), -inf),
            ("-inf^-3", ScalarMath.pow(-inf, -3), -0.0), ("-1^inf", ScalarMath.pow(-1, inf), 1),
            ("0.5^inf", ScalarMath.pow(0.5, inf), 0), ("0.5^-inf", ScalarMath.pow(0.5, -inf), inf),
            ("2^inf", ScalarMath.pow(2, inf), inf), ("2^-inf", ScalarMath.pow(2, -inf), 0),
            ("-2^3", ScalarMath.pow(-2, 3), -8), ("-2^2.5", ScalarMath.pow(-2, 2.5), .nan),
            ("-8^9007199254740992", ScalarMath.pow(-8, 0x1p53), inf), ("2^-1074", ScalarMath.pow(2, -1074), 5e-324),
            ("2^-1075", ScalarMath.pow(2, -1075), 0), ("10^400", ScalarMath.pow(10, 400), inf),
            ("0.1^400", ScalarMath.pow(0.1, 400), 0), ("1.1^2", ScalarMath.pow(1.1, 2), 1.1 * 1.1),
            ("3^-1", ScalarMath.pow(3, -1), 1.0 / 3), ("2^0.5", ScalarMath.pow(2, 0.5), 2.0.squareRoot()),
        ])
        for k in -1074..<1024 {
            #expect(ScalarMath.pow(2, Double(k)) == Double(sign: .plus, exponent: k, significand: 1))
        }
        var power = 1.0
        for k in 0...22 {
            #expect(ScalarMath.pow(10, Double(k)) == power)
            power *= 10
        }
    }

    @Test func probabilities() {
        Self.expectAll([
            ("erf inf", ScalarMath.erf(Self.inf), 1), ("erf -0", ScalarMath.erf(-0.0), -0.0),
            ("erf -7", ScalarMath.erf(-7), -1),
            ("erfc inf", ScalarMath.erfc(Self.inf), 0), ("erfc -inf", ScalarMath.erfc(-Self.inf), 2),
            ("erfc nan", ScalarMath.erfc(.nan), .nan), ("erfc 0", ScalarMath.erfc(0), 1),
            ("cdf 0", ScalarMath.normalCDF(0), 0.5), ("cdf inf", ScalarMath.normalCDF(Self.inf), 1),
            ("cdf -inf", ScalarMath.normalCDF(-Self.inf), 0), ("cdf nan", ScalarMath.normalCDF(.nan), .nan),
            ("inverse 0", ScalarMath.inverseNormal(0), -Self.inf), ("inverse 1", ScalarMath.inverseNormal(1), Self.inf),
            ("inverse 1/2", ScalarMath.inverseNormal(0.5), 0), ("inverse -1", ScalarMath.inverseNormal(-1), .nan),
            ("inverse 2", ScalarMath.inverseNormal(2), .nan), ("inverse nan", ScalarMath.inverseNormal(.nan), .nan),
        ])
    }

    /// As `lua5.4` prints them.
    @Test func luaRemainders() {
        Self.expectAll([
            ("5.5 % -2", ScalarMath.modulo(5.5, -2), -0.5), ("-5.5 % 2", ScalarMath.modulo(-5.5, 2), 0.5),
            ("-5.5 % -2", ScalarMath.modulo(-5.5, -2), -1.5), ("-1 % inf", ScalarMath.modulo(-1, Self.inf), Self.inf),
            ("1 % -inf", ScalarMath.modulo(1, -Self.inf), -Self.inf), ("-0.0 % 2", ScalarMath.modulo(-0.0, 2), -0.0),
            ("-4 % 2", ScalarMath.modulo(-4, 2), -0.0), ("4 % -2", ScalarMath.modulo(4, -2), 0),
            ("1e300 % -3", ScalarMath.modulo(1e300, -3), 0), ("1 % 0", ScalarMath.modulo(1, 0), .nan),
            ("5.5 // -2", ScalarMath.floorDivide(5.5, -2), -3), ("1 // 0", ScalarMath.floorDivide(1, 0), Self.inf),
            ("-1 // inf", ScalarMath.floorDivide(-1, Self.inf), -0.0), ("fmod", ScalarMath.fmod(-5.5, 2), -1.5),
        ])
    }

    @Test func smallestAndGreatestKeepLuasOrder() {
        func minimum(_ a: Double, _ b: Double) -> Double { hr_binary_scalar(HR_MINIMUM, a, b) }
        func maximum(_ a: Double, _ b: Double) -> Double { hr_binary_scalar(HR_MAXIMUM, a, b) }
        Self.expectAll([
            ("min nan 1", minimum(.nan, 1), .nan), ("min 1 nan", minimum(1, .nan), 1),
            ("max nan 1", maximum(.nan, 1), .nan),
            ("max 1 nan", maximum(1, .nan), 1), ("min 0 -0", minimum(0, -0.0), 0), ("max -0 0", maximum(-0.0, 0), -0.0),
        ])
    }
}
