// The kernels for AVX2 and FMA.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>
#include "Level.h"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define HR_LEVEL_NAME hr_level_v3
#define HR_LEVEL HR_ISA_V3
#define HR_LEVEL_NUMBER 3
#include "Blocks/Blocks.h"
#pragma clang attribute pop
#endif
