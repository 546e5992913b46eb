// Reductions of one block of path values: moments, counts and quantile sketches.
// Every instruction set gives the same bits: the lanes of each sum are fixed here, not by the vector width.
#ifndef HR_REDUCTIONS_H
#define HR_REDUCTIONS_H
#include <stdint.h>
#include "KernelOperations.h"

#pragma clang assume_nonnull begin

// Moments of some values: their mean, the sum of squared deviations from it, least and greatest.
typedef struct {
    double mean, m2, min, max;
    int all_finite;
} hr_block_moments;

// How values map to the buckets of a sketch: a bucket keeps `bits` mantissa bits and the exponent of |x - center| *
// inverse_scale, the exponent clamped to HR_SKETCH_LOW ..< HR_SKETCH_HIGH. Buckets ascend with x: negative
// differences count down from half - 1, others up from half.
enum { HR_SKETCH_LOW = -14, HR_SKETCH_HIGH = 44 };
typedef struct {
    double center, inverse_scale;
    int64_t bits;  // 6 ... 16
} hr_sketch_scale;

#define HR_SKETCH_HALF(bits) ((int64_t)(HR_SKETCH_HIGH - HR_SKETCH_LOW) << (bits))
static inline int64_t hr_sketch_half(int64_t bits) { return HR_SKETCH_HALF(bits); }

typedef struct {
    // Moments of x[0..<n], 0 < n <= HR_BLOCK.
    void (*moments)(const double *x, int n, hr_block_moments *out);
    // How many of x[0..<n] are not 0.
    int (*count_true)(const double *x, int n);
    // Adds x[0..<n] to counts[2 * half]. NaN and infinities fall into some bucket.
    void (*sketch)(const double *x, int n, const hr_sketch_scale *scale, uint32_t *counts);
    // The same; values[k] is the common value of bucket k, NaN when the bucket holds different ones.
    void (*sketch_atoms)(const double *x, int n, const hr_sketch_scale *scale, uint32_t *counts, double *values);
    // How many of x[0..<n] are less than a value, and how many are equal to it.
    void (*compare)(const double *x, int n, double value, int *less, int *equal);
    // Copies those of x[0..<n] that fall into one bucket to out[HR_BLOCK], in order; returns how many.
    int (*select_bucket)(const double *x, int n, const hr_sketch_scale *scale, int64_t bucket, double *out);
} hr_reductions;

const hr_reductions *hr_reductions_for(hr_isa isa);

// The bucket of one value, as the sketches compute it.
int64_t hr_sketch_bucket(double x, const hr_sketch_scale *scale);

#pragma clang assume_nonnull end
#endif
