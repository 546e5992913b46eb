// Kernels that turn uniforms into variates.
#ifndef HR_QUANTILES_H
#define HR_QUANTILES_H

// Where u lies in a table: the interval, counted over both ends, and the fraction of it.
HR_INLINE int64_t table_interval(double u, int subdivision, double *fraction) {
    const double far = 1.0 - u;
    double m = u < far ? u : far;
    m = m > 0x1p-54 ? m : 0x1p-54;  // NaN too
    const uint64_t bits = bits_of(m);
    *fraction = double_of((bits << subdivision & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000) - 1.0;
    const int64_t interval = (int64_t)(bits >> (52 - subdivision)) - ((int64_t)(1023 - 54) << subdivision);
    return interval + (u >= 0.5 ? hr_table_intervals(subdivision) : 0);
}

static double f_table(const hr_table *table, double u) {
    double t;
    const double *c = table->coefficients + 4 * table_interval(u, table->subdivision, &t);
    return fma(fma(fma(c[3], t, c[2]), t, c[1]), t, c[0]);
}

// The four coefficients of an interval are one load; transposing them is cheaper than four gathers.
static void block_table(double *dst, const double *u, const hr_table *table) {
    HR_ALIGNED(dst);
    HR_ALIGNED(u);
    const double *coefficients = table->coefficients;
    const int subdivision = table->subdivision;
    _Alignas(64) double fraction[HR_BLOCK];
    _Alignas(64) int64_t interval[HR_BLOCK];
    HR_LANES(2) HR_PLAIN_LOOP interval[i] = 4 * table_interval(u[i], subdivision, &fraction[i]);
#if HR_LEVEL_NUMBER == 4
    for (int i = 0; i < HR_BLOCK; i += 8) {
        const int64_t *k = interval + i;
        // Two rows of four per register.
#define HR_ROW(n) _mm256_loadu_pd(coefficients + k[n])
#define HR_ROWS(n, m) _mm512_insertf64x4(_mm512_castpd256_pd512(HR_ROW(n)), HR_ROW(m), 1)
        const __m512d a = HR_ROWS(0, 2), b = HR_ROWS(1, 3), c = HR_ROWS(4, 6), d = HR_ROWS(5, 7);
        const __m512d low0 = _mm512_unpacklo_pd(a, b), high0 = _mm512_unpackhi_pd(a, b);
        const __m512d low1 = _mm512_unpacklo_pd(c, d), high1 = _mm512_unpackhi_pd(c, d);
        const __m512d c0 = _mm512_shuffle_f64x2(low0, low1, 0x88), c1 = _mm512_shuffle_f64x2(high0, high1, 0x88);
        const __m512d c2 = _mm512_shuffle_f64x2(low0, low1, 0xDD), c3 = _mm512_shuffle_f64x2(high0, high1, 0xDD);
        const __m512d t = _mm512_load_pd(fraction + i);
        _mm512_store_pd(dst + i, _mm512_fmadd_pd(_mm512_fmadd_pd(_mm512_fmadd_pd(c3, t, c2), t, c1), t, c0));
#undef HR_ROW
#undef HR_ROWS
    }
#elif HR_LEVEL_NUMBER == 3
    for (int i = 0; i < HR_BLOCK; i += 4) {
        const int64_t *k = interval + i;
        const __m256d a = _mm256_loadu_pd(coefficients + k[0]), b = _mm256_loadu_pd(coefficients + k[1]);
        const __m256d c = _mm256_loadu_pd(coefficients + k[2]), d = _mm256_loadu_pd(coefficients + k[3]);
        const __m256d low0 = _mm256_unpacklo_pd(a, b), high0 = _mm256_unpackhi_pd(a, b);
        const __m256d low1 = _mm256_unpacklo_pd(c, d), high1 = _mm256_unpackhi_pd(c, d);
        const __m256d c0 = _mm256_permute2f128_pd(low0, low1, 0x20), c1 = _mm256_permute2f128_pd(high0, high1, 0x20);
        const __m256d c2 = _mm256_permute2f128_pd(low0, low1, 0x31), c3 = _mm256_permute2f128_pd(high0, high1, 0x31);
        const __m256d t = _mm256_load_pd(fraction + i);
        _mm256_store_pd(dst + i, _mm256_fmadd_pd(_mm256_fmadd_pd(_mm256_fmadd_pd(c3, t, c2), t, c1), t, c0));
    }
#else
    for (int i = 0; i < HR_BLOCK; i++) {
        const double t = fraction[i], *c = coefficients + interval[i];
        dst[i] = fma(fma(fma(c[3], t, c[2]), t, c[1]), t, c[0]);
    }
#endif
}

static void block_steps(double *dst, const double *u, const hr_steps *steps) {
    for (int i = 0; i < HR_BLOCK; i++) dst[i] = hr_steps_eval(steps, u[i]);
}

static double f_triangular(const hr_triangular *shape, double u) { return triangular_value(shape, u); }

static void block_triangular(double *dst, const double *u, const hr_triangular *shape) {
    HR_ALIGNED(dst);
    HR_ALIGNED(u);
    const hr_triangular s = *shape;
    HR_LONG_LOOP dst[i] = triangular_value(&s, u[i]);
}

#endif
