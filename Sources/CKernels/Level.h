// What one instruction set provides; internal to this target.
#ifndef HR_LEVEL_H
#define HR_LEVEL_H

#include "include/CKernels.h"

#pragma clang assume_nonnull begin

typedef double (*hr_scalar_unary)(double);
typedef double (*hr_scalar_binary)(double, double);

typedef struct {
    hr_kernels kernels;
    // The same functions on one value. Compiled per level so that a fused multiply-add is an instruction where it can
    // be; the bits do not depend on it.
    hr_scalar_unary _Nonnull unary[HR_UNARY_COUNT];
    hr_scalar_binary _Nonnull binary[HR_BINARY_COUNT];
    double (*table)(const hr_table *, double);
    double (*triangular)(const hr_triangular *, double);
} hr_level;

extern const hr_level hr_level_base;
#if defined(__x86_64__)
extern const hr_level hr_level_v3;
extern const hr_level hr_level_v4;
#endif

// The best level of this processor.
const hr_level *hr_best_level(void);

#pragma clang assume_nonnull end

#endif
