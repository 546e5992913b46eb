// Kernels of one operand.
#ifndef HR_UNARY_H
#define HR_UNARY_H

#define HR_BLOCK_ENTRY(op, name) [op] = block_##name,
#define HR_SCALAR_ENTRY(op, name) [op] = f_##name,

#define HR_UNARY_BLOCK(LOOP, name)                            \
    static void block_##name(double *dst, const double *a) { \
        HR_ALIGNED(dst);                                      \
        HR_ALIGNED(a);                                        \
        LOOP dst[i] = f_##name(a[i]);                         \
    }

HR_UNARY_BLOCK(HR_SHORT_LOOP, negate)
HR_UNARY_BLOCK(HR_SHORT_LOOP, absolute)
HR_UNARY_BLOCK(HR_SHORT_LOOP, not)
HR_UNARY_BLOCK(HR_SHORT_LOOP, sqrt)
HR_UNARY_BLOCK(HR_ROUNDING_LOOP, floor)
HR_UNARY_BLOCK(HR_ROUNDING_LOOP, ceil)
HR_UNARY_BLOCK(HR_LONG_LOOP, expm1)
HR_UNARY_BLOCK(HR_LONG_LOOP, log1p)
HR_UNARY_BLOCK(HR_LONG_LOOP, log2)
HR_UNARY_BLOCK(HR_LONG_LOOP, log10)
HR_UNARY_BLOCK(HR_LONG_LOOP, asin)
HR_UNARY_BLOCK(HR_LONG_LOOP, acos)
HR_UNARY_BLOCK(HR_LONG_LOOP, atan)
HR_UNARY_BLOCK(HR_LONG_LOOP, sinh)
HR_UNARY_BLOCK(HR_LONG_LOOP, cosh)
HR_UNARY_BLOCK(HR_LONG_LOOP, tanh)
HR_UNARY_BLOCK(HR_LONG_LOOP, erf)
HR_UNARY_BLOCK(HR_LONG_LOOP, erfc)
HR_UNARY_BLOCK(HR_LONG_LOOP, normal_cdf)

// A block on which the ordinary case holds throughout takes the short way; another one is done with everything.
// Both give the same bits where both apply.
#define HR_GUARDED_BLOCK(name, condition, ordinary, OTHER_LOOP) \
    static void block_##name(double *dst, const double *a) {    \
        HR_ALIGNED(dst);                                         \
        HR_ALIGNED(a);                                           \
        uint64_t odd = 0;                                        \
        HR_SHORT_LOOP odd |= !condition(a[i]);                   \
        if (!odd) {                                              \
            HR_LONG_LOOP dst[i] = ordinary(a[i]);                \
        } else {                                                 \
            OTHER_LOOP dst[i] = f_##name(a[i]);                  \
        }                                                        \
    }

HR_GUARDED_BLOCK(exp, exp_is_normal, exp_normal, HR_LONG_LOOP)
HR_GUARDED_BLOCK(log, log_is_normal, log_normal, HR_LONG_LOOP)
// A large angle takes a call.
HR_GUARDED_BLOCK(sin, angle_is_small, sin_small, HR_PLAIN_LOOP)
HR_GUARDED_BLOCK(cos, angle_is_small, cos_small, HR_PLAIN_LOOP)
HR_GUARDED_BLOCK(tan, angle_is_small, tan_small, HR_PLAIN_LOOP)

// Two roundings, then exp: the bits of the three instructions.
static void block_exp_affine(double *dst, const double *a, double multiplier, double addend) {
    HR_ALIGNED(dst);
    HR_ALIGNED(a);
    uint64_t odd = 0;
    HR_SHORT_LOOP odd |= !exp_is_normal(addend + multiplier * a[i]);
    if (!odd) {
        HR_LONG_LOOP dst[i] = exp_normal(addend + multiplier * a[i]);
    } else {
        HR_LONG_LOOP dst[i] = f_exp(addend + multiplier * a[i]);
    }
}

#endif
