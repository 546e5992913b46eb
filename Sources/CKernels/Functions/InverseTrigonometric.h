// asin, acos, atan and atan2.
#ifndef HR_INVERSE_TRIGONOMETRIC_H
#define HR_INVERSE_TRIGONOMETRIC_H

#define HR_PI_2 0x1.921fb54442d18p+0
#define HR_PI_2_TAIL 0x1.1a62633145c07p-54

HR_INLINE double with_sign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }

// asin(s) = s + s z A(z), z = s^2 <= 1/4
HR_INLINE double asin_series(double s, double z) {
    const double p = HR_POLY12(
        z, 0x1.5555555555578p-3, 0x1.333333332dee7p-4, 0x1.6db6db722d78ap-5, 0x1.f1c71a8ad8532p-6,
        0x1.6e8bdffc2cea9p-6, 0x1.1c49dc7b94251p-6, 0x1.ca21692ca5305p-7, 0x1.75765bc0d371dp-7,
        0x1.619181170ed39p-7, 0x1.e0f36f860c464p-9, 0x1.65220c20c1f55p-6, -0x1.5a248ae85585fp-6,
        0x1.0bf30337e8ab8p-5);
    return fma(s * z, p, s);
}

// asin(sqrt((1 - a) / 2)) in two parts for a > 1/2, asin(a) for less: pi/2 - asin(a) is twice the first.
HR_INLINE two asin_half(double a, truth far) {
    const double z = HR_IF(far, 0.5 * (1.0 - a), a * a), s = HR_IF(far, __builtin_elementwise_sqrt(z), a);
    // What rounding the root lost; the tiny number keeps 0 / 0 away.
    const double lost = HR_IF(far, fma(-s, s, z) * (0.5 / (s + 0x1p-1000)), 0.0);
    return (two){asin_series(s, z), lost};
}

HR_INLINE double f_asin(double x) {
    const double a = __builtin_fabs(x);
    const truth far = a > 0.5;
    const two r = asin_half(a, far);
    const double twice = 2.0 * r.hi, middle = HR_PI_2 - twice;
    const double y = middle + (((HR_PI_2 - middle) - twice) + fma(-2.0, r.lo, HR_PI_2_TAIL));
    return with_sign(HR_IF(far, y, r.hi), x);
}

HR_INLINE double f_acos(double x) {
    const double a = __builtin_fabs(x);
    const truth far = a > 0.5;
    const two r = asin_half(a, far);
    const double middle = HR_PI_2 - (with_sign(r.hi, x) - HR_PI_2_TAIL), near = r.hi + r.lo;
    const double end = HR_IF(x < 0, 2.0 * (HR_PI_2 - (near - HR_PI_2_TAIL)), 2.0 * near);
    return HR_IF(far, end, middle);
}

// atan(small / large) for 0 <= small <= large, both finite and large > 0.
// Above tan(pi/8) the quotient (small - large) / (small + large) is the tangent of the angle less pi/4.
HR_INLINE two atan_quotient(double small, double large) {
    const truth wide = small > 0x1.a827999fcef32p-2 * large;
    const double sum = small + large, difference = small - large;
    const double y = HR_IF(wide, difference, small) / HR_IF(wide, sum, large), z = y * y;
    const double p = HR_POLY10(
        z, -0x1.555555555553dp-2, 0x1.99999999958afp-3, -0x1.24924922af909p-3, 0x1.c71c70e6feffap-4,
        -0x1.745cf8f80cef5p-4, 0x1.3b111b0613f38p-4, -0x1.10ebcd960c097p-4, 0x1.df1077d4104f7p-5,
        -0x1.9cd7d439a3eb6p-5, 0x1.37e204e825d58p-5, -0x1.25842bfacdec3p-6);
    const double tail = fma(y * z, p, HR_IF(wide, 0x1.1a62633145c07p-55, 0.0));
    const double base = HR_IF(wide, 0x1.921fb54442d18p-1, 0.0), hi = base + y;
    return (two){hi, ((base - hi) + y) + tail};
}

HR_INLINE double f_atan(double x) {
    const double a = clamped(__builtin_fabs(x), 0.0, 0x1p1000);
    const truth steep = a > 1.0;
    const two t = atan_quotient(HR_IF(steep, 1.0, a), HR_IF(steep, a, 1.0));
    const double turned = HR_PI_2 - t.hi;
    const double y = HR_IF(steep, turned + (((HR_PI_2 - turned) - t.hi) + (HR_PI_2_TAIL - t.lo)), t.hi + t.lo);
    return with_sign(y, x);
}

HR_INLINE double f_atan2(double y, double x) {
    const double inf = __builtin_inf();
    double a = __builtin_fabs(y), b = __builtin_fabs(x);
    // Beside an infinity everything finite is nothing.
    const truth far = (a == inf) | (b == inf);
    const double a_far = HR_IF(a == inf, 1.0, 0.0), b_far = HR_IF(b == inf, 1.0, 0.0);
    a = HR_IF(far, a_far, a);
    b = HR_IF(far, b_far, b);
    // Both move away from overflow and underflow together.
    const double larger = HR_IF(a > b, a, b), scale = HR_IF(larger > 0x1p1000, 0x1p-100, HR_IF(larger < 0x1p-900, 0x1p120, 1.0));
    a *= scale;
    b *= scale;
    const truth steep = a > b, none = larger == 0;
    const two t = atan_quotient(HR_IF(steep, b, a), HR_IF(none, 1.0, HR_IF(steep, a, b)));
    const double turned = HR_PI_2 - t.hi;
    const double hi = HR_IF(steep, turned, t.hi);
    const double lo = HR_IF(steep, ((HR_PI_2 - turned) - t.hi) + (HR_PI_2_TAIL - t.lo), t.lo);
    const truth left = bit_is_set(bits_of(x), 63);
    const double reflected = 2.0 * HR_PI_2 - hi;
    const double r = HR_IF(left, reflected + (((2.0 * HR_PI_2 - reflected) - hi) + (2.0 * HR_PI_2_TAIL - lo)), hi + lo);
    return HR_IF((x != x) | (y != y), x + y, with_sign(r, y));
}

#endif
