// erf, erfc and the normal distribution function.
//
// Away from 0: erfc(a) = exp(-a^2) G(y) / (a + 3), where y = (a - 3) / (a + 3) and G is a polynomial.
#ifndef HR_ERROR_FUNCTION_H
#define HR_ERROR_FUNCTION_H

// erfc(a + tail) exp((a + tail)^2) for a >= 0.469 as a sum of two; error of the fit 2e-18.
HR_INLINE two scaled_erfc(double a, double tail) {
    const double sum = a + 3.0, sum_tail = ((3.0 - sum) + a) + tail, inverse = 1.0 / sum;
    const double y = (a - 3.0) * inverse;
    // What the quotients lost: their remainders over the sum.
    const double y_rest = (fma(-y, sum_tail, fma(-y, sum, a - 3.0)) + tail) * inverse;
    const double inverse_rest = fma(-sum_tail, inverse, fma(-sum, inverse, 1.0));
    const double slope = HR_POLY20(
        y, -0x1.c44c471baa376p-1, 0x1.2e326945de2bep-1, -0x1.3deb21415dcadp-2, 0x1.e995f11b16231p-4,
        -0x1.b78993d6b1d3ep-6, -0x1.3dd3e70ac4907p-10, 0x1.8dae3a25e7586p-9, -0x1.1f78e1cf0597p-11,
        -0x1.2238fd3b93c3fp-12, 0x1.c325547431919p-14, 0x1.fdff2525acaadp-16, -0x1.251ccd63df63fp-16,
        -0x1.3eb4d6f0399a6p-18, 0x1.734ccd490a105p-19, 0x1.0bee7ef8ad1b4p-20, -0x1.b866e8f9d1e2ep-22,
        -0x1.f109382e186a3p-23, 0x1.a51c14e86b2abp-25, 0x1.9876166e11ba7p-25, -0x1.c9bfa5cabd3f2p-29,
        -0x1.9ad6c3c65be3ap-28);
    // The tails of the first three coefficients count here.
    const double tails = HR_POLY2(y, -0x1.9d12cda58e6a9p-54, -0x1.0d179e3b5d8d1p-56, -0x1.73481d09748ffp-55);
    const double p = fma(y, slope, 0x1.12f21ddd9f5e2p+0), p_rest = fma(y, slope, 0x1.12f21ddd9f5e2p+0 - p) + tails;
    const double g = p * inverse;
    // G'/G is about -0.8 here.
    return (two){g, fma(p, inverse, -g) + fma(g, fma(-0.8, y_rest, inverse_rest), p_rest * inverse)};
}

// (factor.hi + factor.lo) exp(-(square + tail)), rounded once where the result is subnormal.
HR_INLINE double scaled_exp(double square, double tail, two factor) {
    const exp_parts e = exp_split(clamped(-square, -780.0, 0.0), -tail);
    return scaled(factor.hi + fma(factor.hi, e.q, factor.lo), e.shifted, 0);
}

HR_INLINE double erfc_far(double a) {
    const double b = clamped(a, 0.0, 28.0), square = b * b;
    return scaled_exp(square, fma(b, b, -square), scaled_erfc(b, 0));
}

// erf(a) = a + a E(a^2) for a <= 1
HR_INLINE double erf_near(double a) {
    const double z = a * a;
    const double p = HR_POLY12(
        z, 0x1.06eba8214db69p-3, -0x1.812746b0379e6p-2, 0x1.ce2f21a042b3p-4, -0x1.b82ce31284e0fp-6,
        0x1.565bcd0dba96bp-8, -0x1.c02db3dab9311p-11, 0x1.f9a321d380143p-14, -0x1.f4d1e2db85694p-17,
        0x1.b9df1e618bbd1p-20, -0x1.5f1ea309431cep-23, 0x1.f7b2c20b1e00fp-27, -0x1.38964aa0e8283p-30,
        0x1.05ea95e133e08p-34);
    return fma(a, p, a);
}

HR_INLINE double f_erf(double x) {
    const double a = __builtin_fabs(x);
    return __builtin_copysign(HR_IF(a < 1.0, erf_near(a), 1.0 - erfc_far(a)), x);
}

HR_INLINE double f_erfc(double x) {
    const double a = __builtin_fabs(x), far = erfc_far(a), near = 1.0 - erf_near(x);
    return HR_IF(a < 0.47, near, HR_IF(x < 0, 2.0 - far, far));
}

// Phi(-a) for a >= 0.66: half of erfc(a / sqrt 2), with the square of a itself in the exponential.
HR_INLINE double normal_tail(double a) {
    const double b = clamped(a, 0.0, 39.0), square = b * b;
    const double c = b * 0x1.6a09e667f3bcdp-1, c_tail = fma(b, -0x1.bdd3413b26456p-55, fma(b, 0x1.6a09e667f3bcdp-1, -c));
    const two g = scaled_erfc(c, c_tail);
    return scaled_exp(0.5 * square, 0.5 * fma(b, b, -square), (two){0.5 * g.hi, 0.5 * g.lo});
}

HR_INLINE double f_normal_cdf(double x) {
    const double a = __builtin_fabs(x), z = x * x, tail = normal_tail(a);
    const double p = HR_POLY8(
        z, 0x1.9884533d43651p-2, -0x1.1058377e2ced1p-4, 0x1.46d042976757ep-7, -0x1.37403f6a5c8c3p-10,
        0x1.e42b0c6974c47p-14, -0x1.3ce8cbdf52287p-17, 0x1.657f02e0b557ap-21, -0x1.60978934af82fp-25,
        0x1.1aaac7c78873cp-29);
    const double near = fma(x, p, 0.5), far = HR_IF(x < 0, tail, 1.0 - tail);
    return HR_IF(a < 0.67, near, far);
}

#endif
