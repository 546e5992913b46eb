// log, log1p, log2 and log10.
//
// x = 2^e (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); with s = f / (2 + f), log(1 + f) = 2 atanh(s)
// = f - f^2/2 + s (f^2/2 + s^2 L(s^2)) with a minimax L of relative error 1.3e-18.
#ifndef HR_LOGARITHM_H
#define HR_LOGARITHM_H

typedef struct {
    double e, f;
} log_parts;

// For positive normal numbers.
HR_INLINE log_parts log_split(double x) {
    const uint64_t k = bits_of(x) + (0x3FF0000000000000 - 0x3FE6A09E667F3BCD);
    const double e = double_of(k >> 52 | 0x4330000000000000) - (0x1p52 + 1023);
    const double m = double_of((k & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD);
    return (log_parts){e, m - 1.0};
}

HR_INLINE double log_series(double z) {
    return HR_POLY6(
        z, 0x1.5555555555593p-1, 0x1.999999997fc75p-2, 0x1.24924942045d2p-2, 0x1.c71c51f8adf0dp-3,
        0x1.74664289fddcp-3, 0x1.39a157e299d6ep-3, 0x1.2f09791f56752p-3);
}

// log(1 + f) = f - (half_square - rest).
typedef struct {
    double half_square, rest;
} log_terms;

HR_INLINE log_terms log_expand(double f) {
    const double s = f / (2.0 + f), z = s * s, h = 0.5 * f * f;
    return (log_terms){h, s * fma(z, log_series(z), h)};
}

// e ln 2 + log(1 + f) + correction
HR_INLINE double log_joined(double e, double f, double correction) {
    const log_terms t = log_expand(f);
    const double tail = fma(e, HR_LN2_TAIL, correction) + t.rest;
    return fma(e, HR_LN2_HEAD, f - (t.half_square - tail));
}

HR_INLINE double log_normal(double x) {
    const log_parts p = log_split(x);
    return log_joined(p.e, p.f, 0);
}

HR_INLINE truth log_is_normal(double x) { return (x >= 0x1p-1022) & (x < __builtin_inf()); }

// The parts of any positive finite number.
HR_INLINE log_parts log_split_any(double x) {
    const truth small = x < 0x1p-1022;
    log_parts p = log_split(HR_IF(small, x * 0x1p54, x));
    p.e -= HR_IF(small, 54.0, 0.0);
    return p;
}

// The logarithm y of x, or what x asks for instead.
HR_INLINE double log_special(double x, double y) {
    y = HR_IF(x < __builtin_inf(), y, x);
    const double low = HR_IF(x == 0, -__builtin_inf(), __builtin_nan(""));
    return HR_IF(x > 0, y, low);
}

HR_INLINE double f_log(double x) {
    const log_parts p = log_split_any(x);
    return log_special(x, log_joined(p.e, p.f, 0));
}

HR_INLINE double f_log1p(double x) {
    const double u = 1.0 + x, b = u - 1.0;
    const double lost = (1.0 - (u - b)) + (x - b);  // u + lost = 1 + x
    const log_parts p = log_split(u);
    const truth near = p.e == 0;
    const double y = log_joined(p.e, HR_IF(near, x, p.f), HR_IF(near, 0.0, lost / u));
    return HR_IF(x == 0, x, log_special(u, y));
}

// log(1 + f) as a sum of two.
typedef struct {
    double hi, lo;
} two;

HR_INLINE two log_two(double f) {
    const log_terms t = log_expand(f);
    const double half = 0.5 * f, error = fma(half, f, -t.half_square);  // of the rounded f^2/2
    const double hi = f - t.half_square;
    return (two){hi, ((f - hi) - t.half_square) - error + t.rest};
}

// e unit + (hi + lo) factor, where unit and factor are sums of two and e unit_head is exact.
HR_INLINE double log_based(double e, two l, double unit, double unit_tail, double factor, double factor_tail) {
    const double p = l.hi * factor;
    const double p_tail = fma(l.hi, factor, -p) + fma(l.hi, factor_tail, l.lo * factor);
    const double u = e * unit, v = u + p;
    return v + (((u - v) + p) + fma(e, unit_tail, p_tail));
}

HR_INLINE double f_log2(double x) {
    const log_parts p = log_split_any(x);
    return log_special(x, log_based(p.e, log_two(p.f), 1.0, 0.0, HR_LOG2E, HR_LOG2E_TAIL));
}

HR_INLINE double f_log10(double x) {
    const log_parts p = log_split_any(x);
    return log_special(x, log_based(
        p.e, log_two(p.f), 0x1.34413509f78p-2, 0x1.fef311f12b358p-46, 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57));
}

#endif
