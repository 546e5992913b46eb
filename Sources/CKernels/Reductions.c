#include "Reductions.h"

#pragma STDC FP_CONTRACT OFF

#define HR_SUFFIX _base
#include "Reductions.inc"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define HR_SUFFIX _v3
#include "Reductions.inc"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define HR_SUFFIX _v4
#include "Reductions.inc"
#pragma clang attribute pop
#endif

const hr_reductions *hr_reductions_for(hr_isa isa) {
#if defined(__x86_64__)
    if (isa == HR_ISA_V4) return &reductions_v4;
    if (isa == HR_ISA_V3) return &reductions_v3;
#endif
    return &reductions_base;
}

int64_t hr_sketch_bucket(double x, const hr_sketch_scale *scale) {
    _Alignas(64) double block[HR_BLOCK] = {0};
    _Alignas(64) int64_t bucket[HR_BLOCK];
    block[0] = x;
    buckets_base(block, scale, bucket);
    return bucket[0];
}
