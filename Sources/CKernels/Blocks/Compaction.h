// Gathering the lanes of a block that need the tail formula, and putting their results back.
#ifndef HR_COMPACTION_H
#define HR_COMPACTION_H

// Room for a block and for a last whole vector.
enum { HR_BUFFER = HR_BLOCK + 16 };

typedef struct {
    _Alignas(64) double values[HR_BUFFER];
    uint8_t lanes[HR_BUFFER];
    int count;
} gathered;

#if HR_LEVEL_NUMBER == 4

// Lists the lanes whose u is not central, in order, with their u.
HR_INLINE void gather_tails(const double *u, gathered *g) {
    const __m512d half = _mm512_set1_pd(0.5), bound = _mm512_set1_pd(0.425);
    int count = 0;
    for (int i = 0; i < HR_BLOCK; i += 8) {
        const __m512d v = _mm512_load_pd(u + i);
        const __mmask8 tail = _mm512_cmp_pd_mask(_mm512_abs_pd(_mm512_sub_pd(v, half)), bound, _CMP_NLE_UQ);
        _mm512_storeu_pd(g->values + count, _mm512_maskz_compress_pd(tail, v));
        // The numbers of the set bits as bytes, packed.
        const uint64_t bytes = _pdep_u64(tail, 0x0101010101010101) * 0xFF;
        const uint64_t lanes = _pext_u64(0x0706050403020100, bytes) + (uint64_t)i * 0x0101010101010101;
        memcpy(g->lanes + count, &lanes, 8);
        count += __builtin_popcount(tail);
    }
    g->count = count;
}

#elif HR_LEVEL_NUMBER == 3

// For each set of four lanes: its members packed, as pairs of 32-bit lanes and as bytes.
static const _Alignas(32) int32_t packed_pairs[16][8] = {
    {0, 1, 2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {2, 3, 0, 1, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
    {4, 5, 0, 1, 2, 3, 6, 7}, {0, 1, 4, 5, 2, 3, 6, 7}, {2, 3, 4, 5, 0, 1, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
    {6, 7, 0, 1, 2, 3, 4, 5}, {0, 1, 6, 7, 2, 3, 4, 5}, {2, 3, 6, 7, 0, 1, 4, 5}, {0, 1, 2, 3, 6, 7, 4, 5},
    {4, 5, 6, 7, 0, 1, 2, 3}, {0, 1, 4, 5, 6, 7, 2, 3}, {2, 3, 4, 5, 6, 7, 0, 1}, {0, 1, 2, 3, 4, 5, 6, 7},
};
static const uint32_t packed_bytes[16] = {
    0, 0x00000000, 0x00000001, 0x00000100, 0x00000002, 0x00000200, 0x00000201, 0x00020100,
    0x00000003, 0x00000300, 0x00000301, 0x00030100, 0x00000302, 0x00030200, 0x00030201, 0x03020100,
};

HR_INLINE void gather_tails(const double *u, gathered *g) {
    const __m256d half = _mm256_set1_pd(0.5), bound = _mm256_set1_pd(0.425), sign = _mm256_set1_pd(-0.0);
    int count = 0;
    for (int i = 0; i < HR_BLOCK; i += 4) {
        const __m256d v = _mm256_load_pd(u + i), distance = _mm256_andnot_pd(sign, _mm256_sub_pd(v, half));
        const int tail = _mm256_movemask_pd(_mm256_cmp_pd(distance, bound, _CMP_NLE_UQ));
        const __m256i order = _mm256_load_si256((const __m256i *)packed_pairs[tail]);
        const __m256i packed = _mm256_permutevar8x32_epi32(_mm256_castpd_si256(v), order);
        _mm256_storeu_pd(g->values + count, _mm256_castsi256_pd(packed));
        const uint32_t lanes = packed_bytes[tail] + (uint32_t)i * 0x01010101u;
        memcpy(g->lanes + count, &lanes, 4);
        count += __builtin_popcount((unsigned)tail);
    }
    g->count = count;
}

#else

HR_INLINE void gather_tails(const double *u, gathered *g) {
    int count = 0;
    for (int i = 0; i < HR_BLOCK; i++) {
        g->lanes[count] = (uint8_t)i;
        g->values[count] = u[i];
        count += !inverse_normal_is_central(u[i] - 0.5);
    }
    g->count = count;
}

#endif

HR_INLINE void scatter_tails(double *dst, const gathered *g) {
    for (int k = 0; k < g->count; k++) dst[g->lanes[k]] = g->values[k];
}

#endif
