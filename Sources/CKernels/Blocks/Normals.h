// The inverse normal over a block: the tail formula for the few lanes that need it, gathered, and the central one for
// all. The tails come first, as their long chain of divisions then runs beside the central loop.
#ifndef HR_NORMALS_H
#define HR_NORMALS_H

HR_INLINE void evaluate_tails(gathered *g) {
    for (int i = g->count; i < ((g->count + 7) & ~7); i++) g->values[i] = 0.0625;
    for (int j = 0; j < g->count; j += 8) {
        double *part = g->values + j;
        HR_LANES(1) for (int i = 0; i < 8; i++) part[i] = inverse_normal_tail(inverse_normal_end(part[i]));
    }
}

HR_INLINE int inverse_normal_is_ordinary(double u) { return (u >= 0x1p-54) & (u < 1.0); }

static void block_inverse_normal(double *dst, const double *u) {
    HR_ALIGNED(dst);
    HR_ALIGNED(u);
    uint64_t odd = 0;
    HR_SHORT_LOOP odd |= !inverse_normal_is_ordinary(u[i]);
    if (odd) {
        HR_PLAIN_LOOP dst[i] = f_inverse_normal(u[i]);
        return;
    }
    gathered tails;
    gather_tails(u, &tails);
    evaluate_tails(&tails);
    HR_LANES(4) HR_PLAIN_LOOP dst[i] = inverse_normal_central(u[i]);
    scatter_tails(dst, &tails);
}

// In place, for uniforms of a stream: nothing is out of range and u - 1/2 is exact.
HR_INLINE void normals_of_stream(double *u) {
    HR_ALIGNED(u);
    gathered tails;
    gather_tails(u, &tails);
    evaluate_tails(&tails);
    HR_LANES(4) HR_PLAIN_LOOP u[i] = inverse_normal_central_exact(u[i] - 0.5);
    scatter_tails(u, &tails);
}

#endif
