// sinh, cosh and tanh.
#ifndef HR_HYPERBOLIC_H
#define HR_HYPERBOLIC_H

HR_INLINE double f_tanh(double x) {
    const double a = __builtin_fabs(x), z = a * a;
    const double p = HR_POLY10(
        z, -0x1.555555555554fp-2, 0x1.11111111107d5p-3, -0x1.ba1ba1b980687p-5, 0x1.664f485a09633p-6,
        -0x1.226e2f26af542p-7, 0x1.d6d29e4518aa5p-9, -0x1.7d8ff3ecd0aafp-10, 0x1.3484a6ac7b8fbp-11,
        -0x1.e979000207ff7p-13, 0x1.5d8d187c7f4b2p-14, -0x1.474a2de2b746ap-16);
    const double near = fma(a * z, p, a);
    // 1 - 2 / (e^2a + 1), which is 1 from a = 22 on.
    const exp_parts e = exp_split(2.0 * clamped(a, 0.0, 22.0), 0);
    const double far = 1.0 - 2.0 / (scaled(1.0 + e.q, e.shifted, 0) + 1.0);
    return __builtin_copysign(HR_IF(a < 0.55, near, far), x);
}

// e^a / 2, finite a little beyond where e^a overflows.
HR_INLINE double half_exp(double a) {
    const exp_parts e = exp_split(clamped(a, 0.0, 712.0), 0);
    return scaled(1.0 + e.q, e.shifted, -1);
}

HR_INLINE double f_sinh(double x) {
    const double a = __builtin_fabs(x), z = a * a;
    const double p = HR_POLY6(
        z, 0x1.5555555555556p-3, 0x1.11111111110ap-7, 0x1.a01a01a029333p-13, 0x1.71de3a45e7376p-19,
        0x1.ae64677398c24p-26, 0x1.611a34e53fd9cp-33, 0x1.b4d119b6e5374p-41);
    const double near = fma(a * z, p, a), e = half_exp(a);
    return __builtin_copysign(HR_IF(a < 1.0, near, e - 0.25 / e), x);
}

HR_INLINE double f_cosh(double x) {
    const double e = half_exp(__builtin_fabs(x));
    return e + 0.25 / e;
}

#endif
