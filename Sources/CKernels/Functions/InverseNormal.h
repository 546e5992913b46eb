// The inverse of the normal distribution function.
//
// After Wichura's AS 241 (1988), with its regions but with our own fits, arranged so that each result is a correctly
// known main term plus a small correction.
#ifndef HR_INVERSE_NORMAL_H
#define HR_INVERSE_NORMAL_H

// |u - 1/2| <= 0.425:  z = q (c + q^2 F(q^2)) with q = u - 1/2 and c = sqrt(2 pi) in two parts. F is a quotient in
// r = 0.425^2 - q^2, where all its coefficients are positive; relative error of z 7e-18.
// What c leaves of z / q.
HR_INLINE double inverse_normal_slope(double q) {
    const double r = fma(-q, q, 0.180625), square = q * q;
    const double numerator = HR_POLY7(
        r, 0x1.37fc2a497deabp+2, 0x1.7c4b5596544c8p+7, 0x1.5c4e36c2b29bbp+11, 0x1.2a7e1b7663824p+14,
        0x1.e5c12b7462824p+15, 0x1.50772ece56b87p+16, 0x1.1e6be57f4e141p+15, 0x1.1da83a0cbb33p+9);
    const double denominator = HR_POLY7(
        r, 0x1p+0, 0x1.683ef034ded1ep+5, 0x1.8bb145b224cb3p+9, 0x1.ae376ac7dd9b2p+12,
        0x1.e55adc1d9919ep+14, 0x1.107038bd1f10cp+16, 0x1.08e441bc2dcc3p+16, 0x1.37270e07d456p+14);
    return fma(square, numerator / denominator, -0x1.a6a0d6f814637p-53);
}

// For u whose q is exact, as that of every uniform of a stream is.
HR_INLINE double inverse_normal_central_exact(double q) {
    return fma(q, 0x1.40d931ff62706p+1, q * inverse_normal_slope(q));
}

// q = u - 1/2 may have lost bits of a u below 1/4; the derivative of z is between 3.1 and 7.1 there.
HR_INLINE double inverse_normal_central(double u) {
    const double q = u - 0.5, lost = u - (q + 0.5);
    return fma(q, 0x1.40d931ff62706p+1, fma(lost, 4.6, q * inverse_normal_slope(q)));
}

HR_INLINE truth inverse_normal_is_central(double q) { return __builtin_fabs(q) <= 0.425; }

// The signed distance to the nearer end, u or -(1 - u): exact for u >= 1/2.
HR_INLINE double inverse_normal_end(double u) { return HR_IF(u < 0.5, u, -(1.0 - u)); }

typedef struct {
    double root, tail;  // sqrt(-log m) in two parts
} root_log;

HR_INLINE root_log inverse_normal_root(log_parts p) {
    const log_terms t = log_expand(p.f);
    const double big = -p.e * HR_LN2_HEAD, small = ((t.half_square - t.rest) - p.f) - p.e * HR_LN2_TAIL;
    const double x = big + small, x_tail = (big - x) + small;
    const double root = __builtin_elementwise_sqrt(x);
    return (root_log){root, (fma(-root, root, x) + x_tail) * (0.5 / root)};
}

// 2^-54 <= |end| <= 0.075:  |z| = 1.5 t - 0.9 + S(t - 1.625) with t = sqrt(-log |end|), |S| < 0.08; error 8e-18.
HR_INLINE double inverse_normal_tail(double end) {
    const root_log l = inverse_normal_root(log_split(__builtin_fabs(end)));
    const double y = l.root - 1.625, y2 = y * y, y4 = y2 * y2;
    const double numerator = HR_ESTRIN8(
        y, y2, y4, -0x1.24a3bfe686db6p-4, 0x1.d32a44f0c57a8p-5, 0x1.5fe5f1244d82ep-3, 0x1.852a0c4ad756ap-4,
        0x1.e87436b1248ccp-7, -0x1.210396743546dp-9, -0x1.df2f3e7f6c285p-11, -0x1.600569e6ee9bp-14,
        -0x1.0c24ee5358c1bp-19);
    const double denominator = HR_ESTRIN7(
        y, y2, y4, 0x1p+0, 0x1.0330d73ce5aa6p+1, 0x1.a576b5623cf75p+0, 0x1.61f8680ce64b4p-1,
        0x1.47ec781bf081dp-3, 0x1.4782008c2991cp-6, 0x1.360914f4e7dabp-10, 0x1.86e60c152c355p-16);
    const double z = fma(1.5, l.root, fma(1.5, l.tail, numerator / denominator) - 0.9);
    return __builtin_copysign(z, -end);
}

// 0 < |end| < 2^-54, which no uniform of a stream reaches:  |z| = 1.4375 t - 0.625 + S(t - 6.125); error 1e-17.
HR_INLINE double inverse_normal_far(double end) {
    const root_log l = inverse_normal_root(log_split_any(__builtin_fabs(end)));
    const double y = l.root - 6.125;
    const double numerator = HR_POLY7(
        y, 0x1.f7374162c0c05p-4, 0x1.49ad504effb62p-4, 0x1.085acc257eccdp-6, 0x1.fa4b361d1731cp-11,
        -0x1.6045e20c067ep-15, -0x1.a36a439afe293p-18, -0x1.9b0e90ec1e1c3p-23, -0x1.b56fffa68ee53p-30);
    const double denominator = HR_POLY7(
        y, 0x1p+0, 0x1.06d8725d2b6bdp-1, 0x1.9efba7a570c97p-4, 0x1.3bcb92dba4e51p-7,
        0x1.db55d96eaffdbp-12, 0x1.4303791ae0e59p-17, 0x1.259dda277be9ap-24, -0x1.d72fe9a7fea8p-45);
    const double z = fma(1.4375, l.root, fma(1.4375, l.tail, numerator / denominator) - 0.625);
    return __builtin_copysign(z, -end);
}

#ifndef HR_WRITES_DOWN
static double f_inverse_normal(double u) {
    const double q = u - 0.5, end = inverse_normal_end(u);
    if (inverse_normal_is_central(q)) return inverse_normal_central(u);
    if (!(u >= 0 && u <= 1)) return __builtin_nan("");
    if (end == 0) return HR_IF(u < 0.5, -__builtin_inf(), __builtin_inf());
    return HR_IF(__builtin_fabs(end) < 0x1p-54, inverse_normal_far(end), inverse_normal_tail(end));
}
#endif

#endif
