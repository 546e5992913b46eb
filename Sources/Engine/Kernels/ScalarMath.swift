internal import CKernels

/// Mathematical functions whose bits do not depend on the processor or on the C library.
///
/// Each is the scalar version of the block kernel of the same name and gives the same bits. Zeros, infinities, NaN and
/// subnormals are treated as in C99 Annex F; the measured errors are in `Docs/Accuracy.md`.
public enum ScalarMath {
    /// e to the power x; 0 at -inf, infinite above 709.78.
    public static func exp(_ x: Double) -> Double { hr_exp(x) }

    /// The natural logarithm; -inf at ±0, NaN below 0.
    public static func log(_ x: Double) -> Double { hr_log(x) }

    /// exp(x) - 1, accurate near 0.
    public static func expm1(_ x: Double) -> Double { hr_expm1(x) }

    /// log(1 + x), accurate near 0.
    public static func log1p(_ x: Double) -> Double { hr_log1p(x) }

    /// The logarithm to base 2; exact at powers of two.
    public static func log2(_ x: Double) -> Double { hr_log2(x) }

    /// The logarithm to base 10.
    public static func log10(_ x: Double) -> Double { hr_log10(x) }

    /// The square root, correctly rounded; -0 at -0, NaN below 0.
    public static func sqrt(_ x: Double) -> Double { hr_sqrt(x) }

    /// The sine of an angle in radians.
    public static func sin(_ x: Double) -> Double { hr_sin(x) }

    /// The cosine of an angle in radians.
    public static func cos(_ x: Double) -> Double { hr_cos(x) }

    /// The tangent of an angle in radians.
    public static func tan(_ x: Double) -> Double { hr_tan(x) }

    /// The angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1].
    public static func asin(_ x: Double) -> Double { hr_asin(x) }

    /// The angle in [0, π] whose cosine is x; NaN outside [-1, 1].
    public static func acos(_ x: Double) -> Double { hr_acos(x) }

    /// The angle in [-π/2, π/2] whose tangent is x.
    public static func atan(_ x: Double) -> Double { hr_atan(x) }

    /// The hyperbolic sine.
    public static func sinh(_ x: Double) -> Double { hr_sinh(x) }

    /// The hyperbolic cosine.
    public static func cosh(_ x: Double) -> Double { hr_cosh(x) }

    /// The hyperbolic tangent.
    public static func tanh(_ x: Double) -> Double { hr_tanh(x) }

    /// The error function, 2/√π ∫₀ˣ exp(-t²) dt.
    public static func erf(_ x: Double) -> Double { hr_erf(x) }

    /// 1 - erf(x), accurate where that is small.
    public static func erfc(_ x: Double) -> Double { hr_erfc(x) }

    /// Φ, the distribution function of the standard normal.
    public static func normalCDF(_ x: Double) -> Double { hr_normal_cdf(x) }

    /// Φ⁻¹ on [0, 1]: -inf at 0, +inf at 1, NaN outside.
    public static func inverseNormal(_ x: Double) -> Double { hr_inverse_normal(x) }

    /// The greatest whole number not above x.
    public static func floor(_ x: Double) -> Double { hr_floor(x) }

    /// The least whole number not below x.
    public static func ceil(_ x: Double) -> Double { hr_ceil(x) }

    /// `x` to the power `y`; 1 where `y` is 0 or `x` is 1, NaN for a negative `x` and a `y` that is not whole.
    public static func pow(_ x: Double, _ y: Double) -> Double { hr_pow(x, y) }

    /// The angle of the point (x, y) in (-π, π].
    public static func atan2(_ y: Double, _ x: Double) -> Double { hr_atan2(y, x) }

    /// The exact remainder of `a / b` truncated, of the sign of `a`: Lua's `math.fmod`.
    public static func fmod(_ a: Double, _ b: Double) -> Double { hr_fmod(a, b) }

    /// Lua's `a % b` on floats: the exact remainder of floor division, of the sign of `b`.
    public static func modulo(_ a: Double, _ b: Double) -> Double { hr_binary_scalar(HR_MODULO, a, b) }

    /// Lua's `a // b` on floats: `floor(a / b)`.
    public static func floorDivide(_ a: Double, _ b: Double) -> Double { hr_binary_scalar(HR_FLOOR_DIVIDE, a, b) }
}
