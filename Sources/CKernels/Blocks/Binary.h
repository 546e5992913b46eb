// Kernels of two operands: block and block, block and number, number and block.
#ifndef HR_BINARY_H
#define HR_BINARY_H

#define HR_VV_ENTRY(op, name) [op] = vv_##name,
#define HR_VS_ENTRY(op, name) [op] = vs_##name,
#define HR_SV_ENTRY(op, name) [op] = sv_##name,

#define HR_BINARY_BLOCKS(LOOP, name)                                           \
    static void vv_##name(double *dst, const double *a, const double *b) {      \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(a);                                                          \
        HR_ALIGNED(b);                                                          \
        LOOP dst[i] = f_##name(a[i], b[i]);                                     \
    }                                                                           \
    static void vs_##name(double *dst, const double *a, double b) {             \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(a);                                                          \
        LOOP dst[i] = f_##name(a[i], b);                                        \
    }                                                                           \
    static void sv_##name(double *dst, double a, const double *b) {             \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(b);                                                          \
        LOOP dst[i] = f_##name(a, b[i]);                                        \
    }

HR_BINARY_BLOCKS(HR_SHORT_LOOP, add)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, subtract)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, multiply)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, divide)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, minimum)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, maximum)
HR_BINARY_BLOCKS(HR_ROUNDING_LOOP, floor_divide)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, less)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, less_equal)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, equal)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, not_equal)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, and)
HR_BINARY_BLOCKS(HR_SHORT_LOOP, or)
HR_BINARY_BLOCKS(HR_LONG_LOOP, atan2)

// As HR_GUARDED_BLOCK, for two operands.
#define HR_GUARDED_LOOPS(condition, ordinary, OTHER_LOOP, full, left, right) \
    uint64_t odd = 0;                                                        \
    HR_SHORT_LOOP odd |= !condition(left, right);                            \
    if (!odd) {                                                              \
        HR_LONG_LOOP dst[i] = ordinary(left, right);                         \
    } else {                                                                 \
        OTHER_LOOP dst[i] = full(left, right);                               \
    }
#define HR_GUARDED_VV(block, condition, ordinary, OTHER_LOOP, full)          \
    static void block(double *dst, const double *a, const double *b) {       \
        HR_ALIGNED(dst);                                                     \
        HR_ALIGNED(a);                                                       \
        HR_ALIGNED(b);                                                       \
        HR_GUARDED_LOOPS(condition, ordinary, OTHER_LOOP, full, a[i], b[i])  \
    }
#define HR_GUARDED_VS(block, condition, ordinary, OTHER_LOOP, full)          \
    static void block(double *dst, const double *a, double b) {              \
        HR_ALIGNED(dst);                                                     \
        HR_ALIGNED(a);                                                       \
        HR_GUARDED_LOOPS(condition, ordinary, OTHER_LOOP, full, a[i], b)     \
    }
#define HR_GUARDED_SV(block, condition, ordinary, OTHER_LOOP, full)          \
    static void block(double *dst, double a, const double *b) {              \
        HR_ALIGNED(dst);                                                     \
        HR_ALIGNED(b);                                                       \
        HR_GUARDED_LOOPS(condition, ordinary, OTHER_LOOP, full, a, b[i])     \
    }

// The exact remainder of far apart numbers takes a call.
HR_GUARDED_VV(vv_modulo, modulo_is_ordinary, modulo_ordinary, HR_PLAIN_LOOP, f_modulo)
HR_GUARDED_VS(vs_modulo, modulo_is_ordinary, modulo_ordinary, HR_PLAIN_LOOP, f_modulo)
HR_GUARDED_SV(sv_modulo, modulo_is_ordinary, modulo_ordinary, HR_PLAIN_LOOP, f_modulo)

HR_GUARDED_VV(vv_power, pow_is_normal, pow_normal, HR_LONG_LOOP, f_power)
HR_GUARDED_VS(vs_power_by_logarithm, pow_is_normal, pow_normal, HR_LONG_LOOP, f_power)
HR_GUARDED_SV(sv_power, pow_is_normal, pow_normal, HR_LONG_LOOP, f_power)

// One exponent for all paths: some powers take one rounding, whatever the base.
static void vs_power(double *dst, const double *a, double b) {
    if (b == 2.0) vv_multiply(dst, a, a);
    else if (b == -1.0) sv_divide(dst, 1.0, a);
    else vs_power_by_logarithm(dst, a, b);
}

#endif
