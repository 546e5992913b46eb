// Kernels that turn uniforms into variates.
#ifndef HR_QUANTILES_H
#define HR_QUANTILES_H

HR_INLINE double table_value(const double *coefficients, int subdivision, double u) {
    const double far = 1.0 - u;
    const int upper = !(u < 0.5);
    double m = upper ? far : u;
    m = m < 0x1p-54 ? 0x1p-54 : m;  // NaN has gone up, where it reads the last interval or
    m = 0.5 < m ? 0.5 : m;
    m = m == m ? m : 0x1p-54;
    const uint64_t bits = bits_of(m);
    const int64_t interval = (int64_t)(bits >> (52 - subdivision)) - ((int64_t)(1023 - 54) << subdivision);
    const uint64_t fraction = (bits << subdivision) & 0x000FFFFFFFFFFFFF;
    const double t = double_of(fraction | 0x3FF0000000000000) - 1.0;
    const double *c = coefficients + 4 * (interval + (upper ? hr_table_intervals(subdivision) : 0));
    return fma(fma(fma(c[3], t, c[2]), t, c[1]), t, c[0]);
}

static double f_table(const hr_table *table, double u) { return table_value(table->coefficients, table->subdivision, u); }

static void block_table(double *dst, const double *u, const hr_table *table) {
    const double *coefficients = table->coefficients;
    const int subdivision = table->subdivision;
    for (int i = 0; i < HR_BLOCK; i++) dst[i] = table_value(coefficients, subdivision, u[i]);
}

static void block_steps(double *dst, const double *u, const hr_steps *steps) {
    for (int i = 0; i < HR_BLOCK; i++) dst[i] = hr_steps_eval(steps, u[i]);
}

HR_INLINE double triangular_value(const hr_triangular *s, double u) {
    const int below = u < s->split;
    const double root = __builtin_elementwise_sqrt(below ? u * s->lower : (1.0 - u) * s->upper);
    return below ? s->minimum + root : s->maximum - root;
}

static double f_triangular(const hr_triangular *shape, double u) { return triangular_value(shape, u); }

static void block_triangular(double *dst, const double *u, const hr_triangular *shape) {
    HR_ALIGNED(dst);
    HR_ALIGNED(u);
    const hr_triangular s = *shape;
    HR_LONG_LOOP dst[i] = triangular_value(&s, u[i]);
}

#endif
