// The inverse normal over a block: the central formula for all lanes, then the tail formula for the few lanes that
// need it, gathered.
#ifndef HR_NORMALS_H
#define HR_NORMALS_H

HR_INLINE void tails_evaluated(double *buffer, int count) {
    for (int i = count; i < ((count + 7) & ~7); i++) buffer[i] = 0.0625;
    for (int j = 0; j < count; j += 8) {
        double *part = buffer + j;
        HR_LANES(1) for (int i = 0; i < 8; i++) part[i] = inverse_normal_tail(part[i]);
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
    _Alignas(64) double buffer[HR_BUFFER];
    lane_marks marks;
    gather_tails(u, buffer, &marks);
    HR_LONG_LOOP dst[i] = inverse_normal_central(u[i]);
    tails_evaluated(buffer, marks.count);
    scatter_tails(dst, buffer, &marks);
}

// In place, for uniforms of a stream: nothing is out of range and u - 1/2 is exact.
HR_INLINE void normals_of_stream(double *u) {
    HR_ALIGNED(u);
    _Alignas(64) double buffer[HR_BUFFER];
    lane_marks marks;
    gather_tails(u, buffer, &marks);
    HR_LONG_LOOP u[i] = inverse_normal_central_exact(u[i] - 0.5);
    tails_evaluated(buffer, marks.count);
    scatter_tails(u, buffer, &marks);
}

#endif
