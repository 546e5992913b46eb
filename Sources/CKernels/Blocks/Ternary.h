// Kernels of three and four operands, each of which is a block or one number for all paths.
#ifndef HR_TERNARY_H
#define HR_TERNARY_H

#define HR_PICK(shape, bit, p, constant) (((shape) & (bit)) ? (constant) : (p)[i])

#define HR_TERNARY_SHAPE(name, shape)                                                                                 \
    static void ternary_##name##_##shape(double *dst, const double *a, const double *b, const double *c) {              \
        const double sa = *a, sb = *b, sc = *c;                                                                       \
        HR_SHORT_LOOP dst[i] = f_##name(                                                                              \
            HR_PICK(shape, 1, a, sa), HR_PICK(shape, 2, b, sb), HR_PICK(shape, 4, c, sc));                            \
    }
#define HR_DEFINE(op, name)                                                                                           \
    HR_TERNARY_SHAPE(name, 0) HR_TERNARY_SHAPE(name, 1) HR_TERNARY_SHAPE(name, 2) HR_TERNARY_SHAPE(name, 3)             \
    HR_TERNARY_SHAPE(name, 4) HR_TERNARY_SHAPE(name, 5) HR_TERNARY_SHAPE(name, 6)
HR_TERNARY_LIST(HR_DEFINE)
#undef HR_DEFINE
#define HR_TERNARY_ENTRY(op, name)                                                                                    \
    [op] = {ternary_##name##_0, ternary_##name##_1, ternary_##name##_2, ternary_##name##_3,                             \
            ternary_##name##_4, ternary_##name##_5, ternary_##name##_6},

#define HR_QUATERNARY_SHAPE(name, shape)                                                                              \
    static void quaternary_##name##_##shape(                                                                          \
        double *dst, const double *a, const double *b, const double *c, const double *d) {                            \
        const double sa = *a, sb = *b, sc = *c, sd = *d;                                                              \
        HR_SHORT_LOOP dst[i] = f_##name(                                                                              \
            HR_PICK(shape, 1, a, sa), HR_PICK(shape, 2, b, sb), HR_PICK(shape, 4, c, sc), HR_PICK(shape, 8, d, sd));  \
    }
#define HR_DEFINE(op, name)                                                                                           \
    HR_QUATERNARY_SHAPE(name, 0) HR_QUATERNARY_SHAPE(name, 1) HR_QUATERNARY_SHAPE(name, 2)                              \
    HR_QUATERNARY_SHAPE(name, 3) HR_QUATERNARY_SHAPE(name, 4) HR_QUATERNARY_SHAPE(name, 5)                              \
    HR_QUATERNARY_SHAPE(name, 6) HR_QUATERNARY_SHAPE(name, 7) HR_QUATERNARY_SHAPE(name, 8)                              \
    HR_QUATERNARY_SHAPE(name, 9) HR_QUATERNARY_SHAPE(name, 10) HR_QUATERNARY_SHAPE(name, 11)                            \
    HR_QUATERNARY_SHAPE(name, 12) HR_QUATERNARY_SHAPE(name, 13) HR_QUATERNARY_SHAPE(name, 14)
HR_QUATERNARY_LIST(HR_DEFINE)
#undef HR_DEFINE
#define HR_QUATERNARY_ENTRY(op, name)                                                                                 \
    [op] = {quaternary_##name##_0, quaternary_##name##_1, quaternary_##name##_2, quaternary_##name##_3,                 \
            quaternary_##name##_4, quaternary_##name##_5, quaternary_##name##_6, quaternary_##name##_7,                 \
            quaternary_##name##_8, quaternary_##name##_9, quaternary_##name##_10, quaternary_##name##_11,               \
            quaternary_##name##_12, quaternary_##name##_13, quaternary_##name##_14},

#endif
