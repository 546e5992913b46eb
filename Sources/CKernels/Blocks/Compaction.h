// Gathering the tail lanes of a block at the front of a buffer, and putting their results back.
#ifndef HR_COMPACTION_H
#define HR_COMPACTION_H

// Room for a block and for a last whole vector.
enum { HR_BUFFER = HR_BLOCK + 16 };

typedef struct {
    int count;
    uint8_t chosen[HR_BUFFER];  // at level 4 a mask per eight lanes, else the lane of each entry
} lane_marks;

#if HR_LEVEL_NUMBER == 4

// Appends inverse_normal_end(u[i]) to `buffer` for every lane that is not central, in order.
HR_INLINE void gather_tails(const double *u, double *buffer, lane_marks *marks) {
    int count = 0;
    const __m512d half = _mm512_set1_pd(0.5), one = _mm512_set1_pd(1.0), bound = _mm512_set1_pd(0.425);
    for (int i = 0; i < HR_BLOCK; i += 8) {
        const __m512d v = _mm512_load_pd(u + i), q = _mm512_sub_pd(v, half);
        const __mmask8 tail = _mm512_cmp_pd_mask(_mm512_abs_pd(q), bound, _CMP_NLE_UQ);
        const __mmask8 upper = _mm512_cmp_pd_mask(q, _mm512_setzero_pd(), _CMP_GE_OQ);
        const __m512d end = _mm512_mask_sub_pd(v, upper, v, one);
        marks->chosen[i / 8] = tail;
        _mm512_storeu_pd(buffer + count, _mm512_maskz_compress_pd(tail, end));
        count += __builtin_popcount(tail);
    }
    marks->count = count;
}

HR_INLINE void scatter_tails(double *dst, const double *buffer, const lane_marks *marks) {
    int count = 0;
    for (int i = 0; i < HR_BLOCK; i += 8) {
        const __mmask8 tail = marks->chosen[i / 8];
        const __m512d v = _mm512_mask_expand_pd(_mm512_load_pd(dst + i), tail, _mm512_loadu_pd(buffer + count));
        _mm512_store_pd(dst + i, v);
        count += __builtin_popcount(tail);
    }
}

#else

HR_INLINE void gather_tails(const double *u, double *buffer, lane_marks *marks) {
    int count = 0;
    for (int i = 0; i < HR_BLOCK; i++) {
        marks->chosen[count] = (uint8_t)i;
        buffer[count] = inverse_normal_end(u[i]);
        count += !inverse_normal_is_central(u[i] - 0.5);
    }
    marks->count = count;
}

HR_INLINE void scatter_tails(double *dst, const double *buffer, const lane_marks *marks) {
    for (int k = 0; k < marks->count; k++) dst[marks->chosen[k]] = buffer[k];
}

#endif
#endif
