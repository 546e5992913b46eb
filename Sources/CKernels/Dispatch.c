// Chooses the level of this processor, once, and forwards the scalar functions to it.
#pragma STDC FP_CONTRACT OFF
#include <stdatomic.h>
#include <stddef.h>

#include "Level.h"

#if defined(__x86_64__)
#include <cpuid.h>

// The register states that the operating system saves (XCR0).
static uint64_t saved_states(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

static hr_isa detect(void) {
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return HR_ISA_BASE;
    // OSXSAVE, AVX, FMA, MOVBE, F16C, POPCNT, SSE4.2, SSE4.1, SSSE3, SSE3: what x86-64-v3 may emit.
    const uint32_t first = 1u << 27 | 1u << 28 | 1u << 12 | 1u << 22 | 1u << 29 | 1u << 23 | 1u << 20 | 1u << 19
                         | 1u << 9 | 1u << 0;
    if ((c & first) != first) return HR_ISA_BASE;
    const uint64_t states = saved_states();
    if ((states & 0x06) != 0x06) return HR_ISA_BASE;  // XMM and YMM
    uint32_t extended;
    if (!__get_cpuid(0x80000001, &a, &b, &extended, &d) || !(extended & 1u << 5)) return HR_ISA_BASE;  // LZCNT
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return HR_ISA_BASE;
    const uint32_t third = 1u << 3 | 1u << 5 | 1u << 8;  // BMI1, AVX2, BMI2
    if ((b & third) != third) return HR_ISA_BASE;
    const uint32_t fourth = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;  // AVX-512 F, DQ, CD, BW, VL
    if ((b & fourth) != fourth) return HR_ISA_V3;
    if ((states & 0xE6) != 0xE6) return HR_ISA_V3;  // mask registers and both halves of ZMM
    return HR_ISA_V4;
}
#else
static hr_isa detect(void) { return HR_ISA_BASE; }
#endif

static const hr_level *level_of(hr_isa isa) {
#if defined(__x86_64__)
    if (isa == HR_ISA_V4) return &hr_level_v4;
    if (isa == HR_ISA_V3) return &hr_level_v3;
#endif
    return &hr_level_base;
}

const hr_level *hr_best_level(void) {
    // Threads that race here find the same answer.
    static _Atomic(const hr_level *) best = NULL;
    const hr_level *level = atomic_load_explicit(&best, memory_order_relaxed);
    if (!level) {
        level = level_of(detect());
        atomic_store_explicit(&best, level, memory_order_relaxed);
    }
    return level;
}

hr_isa hr_best_isa(void) { return hr_best_level()->kernels.isa; }

const hr_kernels *hr_kernels_for(hr_isa isa) {
    const hr_isa best = hr_best_isa();
    return &level_of(isa < best ? isa : best)->kernels;
}

double hr_unary_scalar(hr_unary_op op, double a) { return hr_best_level()->unary[op](a); }
double hr_binary_scalar(hr_binary_op op, double a, double b) { return hr_best_level()->binary[op](a, b); }
double hr_table_eval(const hr_table *table, double u) { return hr_best_level()->table(table, u); }
double hr_triangular_eval(const hr_triangular *shape, double u) { return hr_best_level()->triangular(shape, u); }

double hr_exp(double x) { return hr_unary_scalar(HR_EXP, x); }
double hr_log(double x) { return hr_unary_scalar(HR_LOG, x); }
double hr_expm1(double x) { return hr_unary_scalar(HR_EXPM1, x); }
double hr_log1p(double x) { return hr_unary_scalar(HR_LOG1P, x); }
double hr_log2(double x) { return hr_unary_scalar(HR_LOG2, x); }
double hr_log10(double x) { return hr_unary_scalar(HR_LOG10, x); }
double hr_sqrt(double x) { return hr_unary_scalar(HR_SQUARE_ROOT, x); }
double hr_sin(double x) { return hr_unary_scalar(HR_SINE, x); }
double hr_cos(double x) { return hr_unary_scalar(HR_COSINE, x); }
double hr_tan(double x) { return hr_unary_scalar(HR_TANGENT, x); }
double hr_asin(double x) { return hr_unary_scalar(HR_ARC_SINE, x); }
double hr_acos(double x) { return hr_unary_scalar(HR_ARC_COSINE, x); }
double hr_atan(double x) { return hr_unary_scalar(HR_ARC_TANGENT, x); }
double hr_sinh(double x) { return hr_unary_scalar(HR_HYPERBOLIC_SINE, x); }
double hr_cosh(double x) { return hr_unary_scalar(HR_HYPERBOLIC_COSINE, x); }
double hr_tanh(double x) { return hr_unary_scalar(HR_HYPERBOLIC_TANGENT, x); }
double hr_erf(double x) { return hr_unary_scalar(HR_ERF, x); }
double hr_erfc(double x) { return hr_unary_scalar(HR_ERFC, x); }
double hr_normal_cdf(double x) { return hr_unary_scalar(HR_NORMAL_CDF, x); }
double hr_inverse_normal(double u) { return hr_unary_scalar(HR_INVERSE_NORMAL, u); }
double hr_floor(double x) { return hr_unary_scalar(HR_FLOOR, x); }
double hr_ceil(double x) { return hr_unary_scalar(HR_CEIL, x); }
double hr_pow(double x, double y) { return hr_binary_scalar(HR_POWER, x, y); }
double hr_atan2(double y, double x) { return hr_binary_scalar(HR_ARC_TANGENT2, y, x); }
double hr_fmod(double a, double b) { return __builtin_fmod(a, b); }  // exact, so every library agrees
