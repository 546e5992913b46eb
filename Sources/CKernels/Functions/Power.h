// pow: exp(y log x) with the logarithm and the product as sums of two doubles.
#ifndef HR_POWER_H
#define HR_POWER_H

// log x to about 2^-66 relative, x positive and finite.
// With s = f / (2 + f): log(1 + f) = 2 s + s^3 (2/3 + s^2 W(s^2)); everything but W in two doubles.
HR_INLINE two log_precise(double x) {
    const log_parts p = log_split_any(x);
    const double f = p.f, d = 2.0 + f, d_tail = f - (d - 2.0), inverse = 1.0 / d;
    const double s = f * inverse, s_tail = fma(-s, d_tail, fma(-s, d, f)) * inverse;
    const double z = s * s, z_tail = fma(2.0 * s, s_tail, fma(s, s, -z));
    const double w = HR_POLY6(
        z, 0x1.9999999999b31p-2, 0x1.2492492457bcfp-2, 0x1.c71c722d8fee3p-3, 0x1.745ce9d30c635p-3,
        0x1.3b1eef4e4ecfdp-3, 0x1.0f7f9704c6a8bp-3, 0x1.0e45e023a875fp-3);
    const double t = z * w, c = 0x1.5555555555555p-1 + t;
    const double c_tail = (0x1.5555555555555p-1 - c) + t + 0x1.5555555555555p-55;
    const double v = z * c, v_tail = fma(z, c, -v) + fma(z, c_tail, z_tail * c);
    const double u = s * v, u_tail = fma(s, v, -u) + fma(s, v_tail, s_tail * v);
    const double twice = 2.0 * s, g = twice + u, g_tail = (twice - g) + u + fma(2.0, s_tail, u_tail);
    const double n = p.e * HR_LN2_HEAD, hi = n + g, lo = (n - hi) + g + fma(p.e, HR_LN2_TAIL, g_tail);
    return (two){hi, lo};
}

// x^y for x > 0 and both finite.
HR_INLINE double pow_positive(double x, double y) {
    const two l = log_precise(x);
    const double hi = y * l.hi;
    // Outside this range the result overflows or vanishes; inside, nothing below does.
    const double z = clamped(hi, -750.0, 711.0), lo = HR_IF(hi == z, fma(y, l.lo, fma(y, l.hi, -hi)), 0.0);
    const exp_parts e = exp_split(z, lo);
    return scaled(1.0 + e.q, e.shifted, 0);
}

HR_INLINE truth pow_is_normal(double x, double y) {
    return (x > 0) & (x < __builtin_inf()) & (__builtin_fabs(y) < 0x1p960);
}

// Products, reciprocals and roots that one rounding can do are done so.
HR_INLINE double pow_simple(double x, double y, double otherwise) {
    otherwise = HR_IF(y == 2.0, x * x, otherwise);
    otherwise = HR_IF(y == -1.0, 1.0 / x, otherwise);
    return HR_IF(y == 0.5, HR_IF(x == 0, 0.0, __builtin_elementwise_sqrt(__builtin_fabs(x))), otherwise);
}

HR_INLINE double pow_normal(double x, double y) { return pow_simple(x, y, pow_positive(x, y)); }

// The cases of C99 Annex F.9.4.4.
HR_INLINE double f_power(double x, double y) {
    const double inf = __builtin_inf(), a = __builtin_fabs(x), b = __builtin_fabs(y);
    const truth whole = (b >= 0x1p52) | (b + 0x1p52 - 0x1p52 == b);
    const double half = 0.5 * b;
    const truth odd = whole & (b < 0x1p53) & !((half >= 0x1p52) | (half + 0x1p52 - 0x1p52 == half));
    const double safe_x = HR_IF((a > 0) & (a < inf), a, 1.0), safe_y = clamped(y, -0x1p960, 0x1p960);
    double r = pow_positive(safe_x, safe_y);
    const double vanishing = HR_IF(y < 0, inf, 0.0), growing = HR_IF(y < 0, 0.0, inf);
    r = HR_IF(a == 0, vanishing, r);
    r = HR_IF(a == inf, growing, r);
    // An infinite exponent leaves |x| < 1, |x| = 1 or |x| > 1.
    r = HR_IF(b == inf, HR_IF(a == 1.0, 1.0, HR_IF((a < 1.0) == (y < 0), inf, 0.0)), r);
    r = HR_IF(bit_is_set(bits_of(x), 63) & odd, -r, r);
    r = HR_IF((x < 0) & (a < inf) & !whole, __builtin_nan(""), r);
    r = HR_IF((x != x) | (y != y), x + y, r);
    r = HR_IF(y == 2.0, x * x, r);
    r = HR_IF(y == -1.0, 1.0 / x, r);
    r = HR_IF((y == 0.5) & !(x < 0), HR_IF(x == 0, 0.0, __builtin_elementwise_sqrt(a)), r);
    return HR_IF((y == 0) | (x == 1.0), 1.0, r);
}

#endif
