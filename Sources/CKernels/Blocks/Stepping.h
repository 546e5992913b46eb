// What a loop over time steps needs beside arithmetic: storing state on live paths, tests, tables by uncertain index.
#ifndef HR_STEPPING_H
#define HR_STEPPING_H

// Not 0 where x is infinite or NaN; to be joined by `or`.
HR_INLINE uint64_t not_finite(double x) { return bits_of(x - x); }

// dst = a on live paths (alive not 0), unchanged on others. Returns whether a live one of the first n is not finite.
static int block_store_live(double *dst, const double *a, const double *alive, int n) {
    HR_ALIGNED(dst);
    HR_ALIGNED(a);
    HR_ALIGNED(alive);
    uint64_t odd = 0;
    HR_SHORT_LOOP {
        // As bits: the compiler would choose between the addresses and load one by one.
        const uint64_t live = -(uint64_t)(alive[i] != 0);
        const double next = double_of((bits_of(a[i]) & live) | (bits_of(dst[i]) & ~live));
        dst[i] = next;
        odd |= not_finite(next);
    }
    if (!odd) return 0;
    int bad = 0;
    for (int i = 0; i < n; i++) bad |= (alive[i] != 0) & (not_finite(dst[i]) != 0);
    return bad;
}

// dst = a. Returns whether one of the first n is not finite.
static int block_store(double *dst, const double *a, int n) {
    HR_ALIGNED(dst);
    HR_ALIGNED(a);
    uint64_t odd = 0;
    HR_SHORT_LOOP {
        dst[i] = a[i];
        odd |= not_finite(a[i]);
    }
    if (!odd) return 0;
    int bad = 0;
    for (int i = 0; i < n; i++) bad |= (not_finite(a[i]) != 0);
    return bad;
}

// Whether one of the first n is not 0.
static int block_any(const double *a, int n) {
    HR_ALIGNED(a);
    uint64_t any = 0;
    HR_SHORT_LOOP any |= a[i] != 0;
    if (!any || n == HR_BLOCK) return any != 0;
    int found = 0;
    for (int i = 0; i < n; i++) found |= a[i] != 0;
    return found;
}

// Whether one of the first n, where `mask` is not 0, is not finite.
static int block_any_not_finite(const double *a, const double *mask, int n) {
    HR_ALIGNED(a);
    HR_ALIGNED(mask);
    uint64_t odd = 0;
    HR_SHORT_LOOP odd |= -(uint64_t)(mask[i] != 0) & not_finite(a[i]);
    if (!odd || n == HR_BLOCK) return odd != 0;
    int bad = 0;
    for (int i = 0; i < n; i++) bad |= (mask[i] != 0) & (not_finite(a[i]) != 0);
    return bad;
}

// Packs those of the first n values whose `where` is not 0; returns how many.
static int block_compact(double *out, const double *a, const double *where, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
        out[count] = a[i];
        count += where[i] != 0;
    }
    return count;
}

// values[k - 1] for whole k in 1 ... count; anything else takes the nearer end, NaN the first.
HR_INLINE double gathered_value(const double *values, double last, double k) {
    k = k > 1 ? k : 1;
    k = k < last ? k : last;
    return values[(int64_t)k - 1];
}

static void block_gather(double *dst, const double *index, const double *values, int64_t count) {
    const double last = (double)count;
    HR_PLAIN_LOOP dst[i] = gathered_value(values, last, index[i]);
}

// The sum of `count` rows, the first first.
static void block_sum_rows(double *dst, const double *const *rows, int count) {
    HR_ALIGNED(dst);
    block_copy(dst, rows[0]);
    for (int k = 1; k < count; k++) {
        const double *row = rows[k];
        HR_ALIGNED(row);
        HR_SHORT_LOOP dst[i] = dst[i] + row[i];
    }
}

#endif
