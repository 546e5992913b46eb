// Random columns. RandomStream.h defines the numbers.
#ifndef HR_STREAMS_H
#define HR_STREAMS_H

// 1 + (k + 1/2) 2^-52 less 1, where the difference is exact.
HR_INLINE double uniform_of(uint64_t word) { return double_of(word >> 12 | 0x3FF0000000000000) - (1.0 - 0x1p-53); }

// One round on words that are the low halves of 64-bit lanes; what is in the high halves does not matter, as a
// product takes low halves only.
HR_INLINE void philox_round(uint64_t x[4], uint32_t k0, uint32_t k1) {
    const uint64_t p = (x[0] & 0xFFFFFFFF) * 0xD2511F53u, q = (x[2] & 0xFFFFFFFF) * 0xCD9E8D57u;
    x[0] = (q >> 32) ^ x[1] ^ k0;
    x[1] = q;
    x[2] = (p >> 32) ^ x[3] ^ k1;
    x[3] = p;
}

static void block_uniform(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw) {
    HR_ALIGNED(dst);
    // 128 calls from a multiple of 128 on never carry into the high word.
    const uint64_t first = block * (HR_BLOCK / 2), high = first >> 32;
    uint64_t low = first & 0xFFFFFFFF;
    __asm__("" : "+r"(low));  // hides the zero bits, from which the compiler would make a full 64-bit product
    uint32_t k0[10], k1[10];
    for (int round = 0; round < 10; round++) {
        k0[round] = (uint32_t)key + 0x9E3779B9u * (uint32_t)round;
        k1[round] = (uint32_t)(key >> 32) + 0xBB67AE85u * (uint32_t)round;
    }
    double *upper = dst + HR_BLOCK / 2;
    HR_LANES(8) for (int i = 0; i < HR_BLOCK / 2; i++) {
        uint64_t x[4] = {low + (uint64_t)i, high, step, draw};
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
        dst[i] = uniform_of(q ^ (x[1] ^ k0[9]) << 32);
        upper[i] = uniform_of(p ^ (x[3] ^ k1[9]) << 32);
    }
}

static void block_normal(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw) {
    block_uniform(dst, key, block, step, draw);
    normals_of_stream(dst);
}

#endif
