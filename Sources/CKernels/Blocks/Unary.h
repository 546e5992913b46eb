// Kernels of one operand.
#ifndef HR_UNARY_H
#define HR_UNARY_H

// X(operation, name)
#define HR_UNARY_LIST(X)                                                                                           \
    X(HR_NEGATE, negate) X(HR_ABSOLUTE, absolute) X(HR_SQUARE_ROOT, sqrt) X(HR_FLOOR, floor) X(HR_CEIL, ceil)        \
    X(HR_EXP, exp) X(HR_LOG, log) X(HR_EXPM1, expm1) X(HR_LOG1P, log1p) X(HR_LOG2, log2) X(HR_LOG10, log10)          \
    X(HR_SINE, sin) X(HR_COSINE, cos) X(HR_TANGENT, tan) X(HR_ARC_SINE, asin) X(HR_ARC_COSINE, acos)                 \
    X(HR_ARC_TANGENT, atan) X(HR_HYPERBOLIC_SINE, sinh) X(HR_HYPERBOLIC_COSINE, cosh)                                \
    X(HR_HYPERBOLIC_TANGENT, tanh) X(HR_ERF, erf) X(HR_ERFC, erfc) X(HR_NORMAL_CDF, normal_cdf)                      \
    X(HR_INVERSE_NORMAL, inverse_normal) X(HR_NOT, not)

#define HR_BLOCK_ENTRY(op, name) [op] = block_##name,
#define HR_SCALAR_ENTRY(op, name) [op] = f_##name,

#define HR_UNARY_BLOCK(LOOP, name)                          \
    static void block_##name(double *dst, const double *a) { \
        HR_ALIGNED(dst);                                     \
        HR_ALIGNED(a);                                       \
        LOOP dst[i] = f_##name(a[i]);                        \
    }

#define HR_DEFINE(op, name) HR_UNARY_BLOCK(HR_LONG_LOOP, name)
HR_UNARY_LIST(HR_DEFINE)
#undef HR_DEFINE

// Two roundings, then exp: the bits of the three instructions.
static void block_exp_affine(double *dst, const double *a, double multiplier, double addend) {
    HR_ALIGNED(dst);
    HR_ALIGNED(a);
    HR_LONG_LOOP dst[i] = f_exp(addend + multiplier * a[i]);
}

#endif
