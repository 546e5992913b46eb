// The kernels for AVX-512.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>
#include "Level.h"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
// Without this the compiler keeps to 256 bits.
#pragma clang attribute push(__attribute__((min_vector_width(512))), apply_to = function)
#define HR_LEVEL_NAME hr_level_v4
#define HR_LEVEL HR_ISA_V4
#define HR_LEVEL_NUMBER 4
#include "Blocks/Blocks.h"
#pragma clang attribute pop
#pragma clang attribute pop
#endif
