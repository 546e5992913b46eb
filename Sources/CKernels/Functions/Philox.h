// The uniforms of a stream. RandomStream.h defines the numbers.
#ifndef HR_PHILOX_H
#define HR_PHILOX_H

#ifndef HR_WRITES_DOWN
typedef uint32_t philox_key;
#endif

// 1 + (k + 1/2) 2^-52 less 1, where the difference is exact.
HR_INLINE double uniform_of(uint64_t word) { return double_of(word >> 12 | 0x3FF0000000000000) - (1.0 - 0x1p-53); }

// One round on words that are the low halves of 64-bit lanes; what is in the high halves does not matter, as a
// product takes low halves only.
HR_INLINE void philox_round(uint64_t x[4], philox_key k0, philox_key k1) {
    const uint64_t p = (x[0] & 0xFFFFFFFF) * 0xD2511F53u, q = (x[2] & 0xFFFFFFFF) * 0xCD9E8D57u;
    x[0] = (q >> 32) ^ x[1] ^ k0;
    x[1] = q;
    x[2] = (p >> 32) ^ x[3] ^ k1;
    x[3] = p;
}

// Two uniforms from one call: of the first two words and of the last two.
HR_INLINE void philox_uniforms(
    uint64_t x[4], const philox_key k0[10], const philox_key k1[10], double *first, double *second) {
    philox_round(x, k0[0], k1[0]);
    philox_round(x, k0[1], k1[1]);
    philox_round(x, k0[2], k1[2]);
    philox_round(x, k0[3], k1[3]);
    philox_round(x, k0[4], k1[4]);
    philox_round(x, k0[5], k1[5]);
    philox_round(x, k0[6], k1[6]);
    philox_round(x, k0[7], k1[7]);
    philox_round(x, k0[8], k1[8]);
    // The last round leaves its words joined in pairs.
    const uint64_t p = (x[0] & 0xFFFFFFFF) * 0xD2511F53u, q = (x[2] & 0xFFFFFFFF) * 0xCD9E8D57u;
    *first = uniform_of(q ^ (x[1] ^ k0[9]) << 32);
    *second = uniform_of(p ^ (x[3] ^ k1[9]) << 32);
}

#endif
