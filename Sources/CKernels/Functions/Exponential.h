// exp and expm1.
//
// x = n ln 2 + r with |r| <= ln 2 / 2, e^r - 1 = r + r^2 P(r) with a minimax P of relative error 4e-18, and a scaling.
#ifndef HR_EXPONENTIAL_H
#define HR_EXPONENTIAL_H

HR_INLINE double exp_series(double r) {
    return HR_POLY9(
        r, 0x1.000000000000ap-1, 0x1.55555555554fap-3, 0x1.555555555087cp-5, 0x1.1111111127be9p-7,
        0x1.6c16c1842a13ep-10, 0x1.a01a012a569ap-13, 0x1.a0199a0c60b72p-16, 0x1.71df2554a4c45p-19,
        0x1.28ad72d2c6a0fp-22, 0x1.ad7f6b3c5398cp-26);
}

// e^(x + correction) = 2^n (1 + q); n stands in the low bits of `shifted`.
typedef struct {
    double q, shifted;
} exp_parts;

HR_INLINE exp_parts exp_split(double x, double correction) {
    const double shifted = fma(x, HR_LOG2E, HR_ROUNDER), n = shifted - HR_ROUNDER;
    // The head is exact. The tail enters the leading term behind the rounding of r.
    const double head = fma(n, -HR_LN2_HEAD, x), tail = fma(n, -HR_LN2_TAIL, correction), r = head + tail;
    return (exp_parts){head + fma(r * r, exp_series(r), tail), shifted};
}

// y * 2^(n + offset) for n from -1100 to 1030, rounded once even where the result is subnormal.
HR_INLINE double scaled(double y, double shifted, int offset) {
    const uint64_t k = bits_of(shifted) - (bits_of(HR_ROUNDER) - 2048) + (uint64_t)offset, half = k >> 1;
    return y * double_of((half - 1) << 52) * double_of((k - half - 1) << 52);
}

// For |x| < 708, where neither y nor 2^n y leaves the normal numbers.
HR_INLINE double exp_normal(double x) {
    const exp_parts e = exp_split(x, 0);
    return double_of(bits_of(1.0 + e.q) + (bits_of(e.shifted) << 52));
}

HR_INLINE truth exp_is_normal(double x) { return __builtin_fabs(x) < 708.0; }

HR_INLINE double clamped(double x, double low, double high) {  // keeps NaN
    x = HR_IF(x < low, low, x);
    return HR_IF(high < x, high, x);
}

HR_INLINE double f_exp(double x) {
    const exp_parts e = exp_split(clamped(x, -746.0, 710.0), 0);
    return scaled(1.0 + e.q, e.shifted, 0);
}

// 2^n (1 + q) - 1 with 2^(n - 1), which does not overflow, and q as a sum of two.
HR_INLINE double f_expm1(double x) {
    const double safe = clamped(x, -60.0, 710.0);
    const double shifted = fma(safe, HR_LOG2E, HR_ROUNDER), n = shifted - HR_ROUNDER;
    const double head = fma(n, -HR_LN2_HEAD, safe), tail = n * -HR_LN2_TAIL, r = head + tail;
    const double rest = fma(r * r, exp_series(r), tail), q = head + rest, q_tail = (head - q) + rest;
    const double half = scaled(1.0, shifted, -1), base = half - 0.5, main = half * q;
    const double sum = base + main, lost = (base - sum) + main;
    const double y = 2.0 * (sum + fma(half, q_tail, lost));
    return HR_IF(__builtin_fabs(x) < 0x1p-60, x, y);
}

#endif
