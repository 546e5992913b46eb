// Sobol, Latin hypercube and antithetic points; Designs.h defines them.
#pragma STDC FP_CONTRACT OFF
#include "include/Designs.h"

#include <string.h>

#include "include/KernelOperations.h"

static double uniform_of_bits(uint64_t bits) {
    const uint64_t pattern = bits | 0x3FF0000000000000;
    double u;
    memcpy(&u, &pattern, sizeof u);
    return u - (1.0 - 0x1p-53);
}

static uint64_t bits_of_uniform(double u) { return (uint64_t)(u * 0x1p52); }

static uint64_t nested_scramble(uint64_t x, const uint64_t *key) {
    for (int round = 0; round < 5; round++) {
        const uint64_t *k = key + 3 * round;
        x += k[0];
        x *= k[1] | 1;
        x ^= x * (k[2] & ~(uint64_t)1);
    }
    return x;
}

void hr_sobol_block(double *dst, const uint32_t *directions, uint64_t first, const uint64_t *key) {
    uint32_t x = 0;
    for (uint64_t gray = first ^ first >> 1; gray != 0; gray &= gray - 1) x ^= directions[__builtin_ctzll(gray)];
    for (int i = 0; i < HR_BLOCK; i++) {
        dst[i] = uniform_of_bits(__builtin_bitreverse64(nested_scramble(x, key)) >> 12);
        x ^= directions[__builtin_ctz((unsigned)i + 1) & 31];
    }
}

void hr_latin_block(double *block, uint64_t first, int log_size, const uint64_t *key) {
    const uint64_t mask = ((uint64_t)1 << log_size) - 1;
    const int half = (log_size + 1) / 2;
    for (int i = 0; i < HR_BLOCK; i++) {
        uint64_t x = first + (uint64_t)i;
        for (int round = 0; round < 5; round++) {
            const uint64_t *k = key + 3 * round;
            x = ((x + k[0]) * (k[1] | 1)) & mask;
            x ^= x >> half;
            x = (x * (k[2] | 1)) & mask;
            x ^= x >> half;
        }
        block[i] = uniform_of_bits(x << (52 - log_size) | bits_of_uniform(block[i]) >> log_size);
    }
}

void hr_antithetic_block(double *block) {
    for (int i = 0; i < HR_BLOCK; i += 2) block[i + 1] = 1.0 - block[i];
}
