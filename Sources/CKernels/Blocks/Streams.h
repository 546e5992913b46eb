// Random columns. RandomStream.h defines the numbers.
#ifndef HR_STREAMS_H
#define HR_STREAMS_H

static void block_uniform(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw) {
    for (int i = 0; i < HR_BLOCK / 2; i++) {
        const uint64_t call = block * (HR_BLOCK / 2) + (uint64_t)i;
        const uint32_t counter[4] = {(uint32_t)call, (uint32_t)(call >> 32), step, draw};
        const uint32_t keys[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
        uint32_t words[4];
        hr_philox4x32(counter, keys, 10, words);
        const uint64_t first = (uint64_t)words[0] << 32 | words[1], second = (uint64_t)words[2] << 32 | words[3];
        // 1 + (k + 1/2) 2^-52 - 1, where the difference is exact.
        dst[i] = double_of(first >> 12 | 0x3FF0000000000000) - (1.0 - 0x1p-53);
        dst[i + HR_BLOCK / 2] = double_of(second >> 12 | 0x3FF0000000000000) - (1.0 - 0x1p-53);
    }
}

static void block_normal(double *dst, uint64_t key, uint64_t block, uint32_t step, uint32_t draw) {
    block_uniform(dst, key, block, step, draw);
    block_inverse_normal(dst, dst);
}

#endif
