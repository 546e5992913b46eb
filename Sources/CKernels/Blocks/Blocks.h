// All kernels of one level. Included once per level, with HR_LEVEL_NAME, HR_LEVEL and HR_LEVEL_NUMBER defined.
#include "Loop.h"
#include "../Functions/Functions.h"
#include "Compaction.h"
#include "Normals.h"
#include "Unary.h"
#include "Binary.h"
#include "Ternary.h"
#include "Quantiles.h"
#include "Streams.h"

static void block_fill(double *dst, double value) {
    HR_ALIGNED(dst);
    HR_SHORT_LOOP dst[i] = value;
}

static void block_copy(double *dst, const double *a) {
    HR_ALIGNED(dst);
    HR_ALIGNED(a);
    HR_SHORT_LOOP dst[i] = a[i];
}

#include "Stepping.h"
#include "InternalRate.h"

const hr_level HR_LEVEL_NAME = {
    .kernels =
        {
            .isa = HR_LEVEL,
            .unary = {HR_UNARY_LIST(HR_BLOCK_ENTRY)},
            .vv = {HR_BINARY_LIST(HR_VV_ENTRY)},
            .vs = {HR_BINARY_LIST(HR_VS_ENTRY)},
            .sv = {HR_BINARY_LIST(HR_SV_ENTRY)},
            .ternary = {HR_TERNARY_LIST(HR_TERNARY_ENTRY)},
            .quaternary = {HR_QUATERNARY_LIST(HR_QUATERNARY_ENTRY)},
            .fill = block_fill,
            .copy = block_copy,
            .exp_affine = block_exp_affine,
            .uniform = block_uniform,
            .normal = block_normal,
            .table = block_table,
            .steps = block_steps,
            .triangular = block_triangular,
            .store_live = block_store_live,
            .store = block_store,
            .any = block_any,
            .any_not_finite = block_any_not_finite,
            .compact = block_compact,
            .gather = block_gather,
            .sum_rows = block_sum_rows,
            .internal_rate = block_internal_rate,
        },
    .unary = {HR_UNARY_LIST(HR_SCALAR_ENTRY)},
    .binary = {HR_BINARY_LIST(HR_SCALAR_ENTRY)},
    .table = f_table,
    .triangular = f_triangular,
};
