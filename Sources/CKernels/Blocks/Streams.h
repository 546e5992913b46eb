// Random columns. RandomStream.h defines the numbers.
#ifndef HR_STREAMS_H
#define HR_STREAMS_H

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
        philox_uniforms(x, k0, k1, &dst[i], &upper[i]);
    }
}

static void block_normal(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw) {
    block_uniform(dst, key, block, step, draw);
    normals_of_stream(dst);
}

#endif
