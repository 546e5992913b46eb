// Kernels of two operands: block and block, block and number, number and block.
#ifndef HR_BINARY_H
#define HR_BINARY_H

// X(operation, name)
#define HR_BINARY_LIST(X)                                                                                            \
    X(HR_ADD, add) X(HR_SUBTRACT, subtract) X(HR_MULTIPLY, multiply) X(HR_DIVIDE, divide) X(HR_POWER, pow)             \
    X(HR_MINIMUM, minimum) X(HR_MAXIMUM, maximum) X(HR_MODULO, modulo) X(HR_FLOOR_DIVIDE, floor_divide)                \
    X(HR_LESS, less) X(HR_LESS_EQUAL, less_equal) X(HR_EQUAL, equal) X(HR_NOT_EQUAL, not_equal) X(HR_AND, and)         \
    X(HR_OR, or) X(HR_ARC_TANGENT2, atan2)

#define HR_VV_ENTRY(op, name) [op] = vv_##name,
#define HR_VS_ENTRY(op, name) [op] = vs_##name,
#define HR_SV_ENTRY(op, name) [op] = sv_##name,

#define HR_DEFINE(op, name)                                                     \
    static void vv_##name(double *dst, const double *a, const double *b) {      \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(a);                                                          \
        HR_ALIGNED(b);                                                          \
        HR_SHORT_LOOP dst[i] = f_##name(a[i], b[i]);                            \
    }                                                                           \
    static void vs_##name(double *dst, const double *a, double b) {             \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(a);                                                          \
        HR_SHORT_LOOP dst[i] = f_##name(a[i], b);                               \
    }                                                                           \
    static void sv_##name(double *dst, double a, const double *b) {             \
        HR_ALIGNED(dst);                                                        \
        HR_ALIGNED(b);                                                          \
        HR_SHORT_LOOP dst[i] = f_##name(a, b[i]);                               \
    }
HR_BINARY_LIST(HR_DEFINE)
#undef HR_DEFINE

#endif
