// The kernels of one instruction set, as a table of functions.
//
// All block pointers are 64-byte aligned and hold HR_BLOCK doubles; `dst` may be one of the operands but may not
// overlap one partly. Tails of a run are computed whole and the surplus paths are ignored by the reductions.
#ifndef HR_KERNEL_TABLE_H
#define HR_KERNEL_TABLE_H

#include <stdint.h>

#include "KernelOperations.h"
#include "QuantileTable.h"

#pragma clang assume_nonnull begin

typedef void (*hr_unary)(double *dst, const double *a);
typedef void (*hr_binary_vv)(double *dst, const double *a, const double *b);
typedef void (*hr_binary_vs)(double *dst, const double *a, double b);
typedef void (*hr_binary_sv)(double *dst, double a, const double *b);
// Operands of a ternary or quaternary kernel are blocks or, as its shape says, pointers to one double for all paths.
typedef void (*hr_ternary)(double *dst, const double *a, const double *b, const double *c);
typedef void (*hr_quaternary)(double *dst, const double *a, const double *b, const double *c, const double *d);
// A random column: see RandomStream.h.
typedef void (*hr_stream)(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw);

// A shape says which operands are one double for all paths: the sum of these bits. All bits set is not a shape.
enum { HR_SCALAR_A = 1, HR_SCALAR_B = 2, HR_SCALAR_C = 4, HR_SCALAR_D = 8, HR_TERNARY_SHAPES = 7, HR_QUATERNARY_SHAPES = 15 };

typedef struct {
    hr_isa isa;
    hr_unary _Nonnull unary[HR_UNARY_COUNT];
    hr_binary_vv _Nonnull vv[HR_BINARY_COUNT];
    hr_binary_vs _Nonnull vs[HR_BINARY_COUNT];
    hr_binary_sv _Nonnull sv[HR_BINARY_COUNT];
    hr_ternary _Nonnull ternary[HR_TERNARY_COUNT][HR_TERNARY_SHAPES];
    hr_quaternary _Nonnull quaternary[HR_QUATERNARY_COUNT][HR_QUATERNARY_SHAPES];
    // Every path gets the value.
    void (*fill)(double *dst, double value);
    void (*copy)(double *dst, const double *a);
    // exp(addend + multiplier * a): the value of a lognormal from its normal.
    void (*exp_affine)(double *dst, const double *a, double multiplier, double addend);
    // Uniforms, and inverse_normal of the same uniforms.
    hr_stream uniform;
    hr_stream normal;
    // Quantiles of uniforms (or of any u in [0, 1]; anything else gives some value of the table, never a trap).
    void (*table)(double *dst, const double *u, const hr_table *table);
    void (*steps)(double *dst, const double *u, const hr_steps *steps);
    void (*triangular)(double *dst, const double *u, const hr_triangular *shape);
    // State of a model through time: dst = a where `alive` is not 0 (everywhere). Whether one of the first n that counts
    // is infinite or NaN.
    int (*store_live)(double *dst, const double *a, const double *alive, int n);
    int (*store)(double *dst, const double *a, int n);
    // Whether one of the first n is not 0; is not finite where `mask` is not 0.
    int (*any)(const double *a, int n);
    int (*any_not_finite)(const double *a, const double *mask, int n);
    // Packs those of the first n whose `where` is not 0 into out[HR_BLOCK + 1], in order; returns how many.
    int (*compact)(double *out, const double *a, const double *where, int n);
    // values[index - 1] for whole indices 1 ... count; others take the nearer end.
    void (*gather)(double *dst, const double *index, const double *values, int64_t count);
    // The sum of some blocks, from the first to the last; dst is none of them.
    void (*sum_rows)(double *dst, const double *const _Nonnull *_Nonnull rows, int count);
    // The log-rate per period at which `rows` cash flows (a block each) are worth nothing, within low ... high.
    // Status: 0 one root, 1 several (the one nearest to 0 is given), 2 none and x = low, 3 none and x = high.
    // `scratch` holds 8 * rows doubles.
    void (*internal_rate)(
        double *x, double *status, const double *flows, int rows, double low, double high, double *scratch);
} hr_kernels;

// The best instruction set of this processor that the operating system lets us use.
hr_isa hr_best_isa(void);

// The kernels of an instruction set; what the processor lacks is replaced by `hr_best_isa()`.
const hr_kernels *hr_kernels_for(hr_isa isa);

// Entries by number, for languages that import C arrays as tuples. The numbers must be in range.
static inline hr_unary hr_unary_kernel(const hr_kernels *k, int op) { return k->unary[op]; }
static inline hr_binary_vv hr_binary_vv_kernel(const hr_kernels *k, int op) { return k->vv[op]; }
static inline hr_binary_vs hr_binary_vs_kernel(const hr_kernels *k, int op) { return k->vs[op]; }
static inline hr_binary_sv hr_binary_sv_kernel(const hr_kernels *k, int op) { return k->sv[op]; }
static inline hr_ternary hr_ternary_kernel(const hr_kernels *k, int op, int shape) { return k->ternary[op][shape]; }
static inline hr_quaternary hr_quaternary_kernel(const hr_kernels *k, int op, int shape) {
    return k->quaternary[op][shape];
}

#pragma clang assume_nonnull end
#endif
