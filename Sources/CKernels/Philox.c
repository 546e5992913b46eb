// The block functions of Philox with any number of rounds, and single numbers of the uniform stream.
#pragma STDC FP_CONTRACT OFF
#include "include/RandomStream.h"

void hr_philox4x32(const uint32_t *counter, const uint32_t *key, int rounds, uint32_t *out) {
    uint32_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3], k0 = key[0], k1 = key[1];
    for (int round = 0; round < rounds; round++) {
        const uint64_t p = (uint64_t)x0 * 0xD2511F53u, q = (uint64_t)x2 * 0xCD9E8D57u;
        x0 = (uint32_t)(q >> 32) ^ x1 ^ k0;
        x1 = (uint32_t)q;
        x2 = (uint32_t)(p >> 32) ^ x3 ^ k1;
        x3 = (uint32_t)p;
        k0 += 0x9E3779B9u;  // golden ratio
        k1 += 0xBB67AE85u;  // sqrt(3) - 1
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
}

void hr_philox4x64(const uint64_t *counter, const uint64_t *key, int rounds, uint64_t *out) {
    uint64_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3], k0 = key[0], k1 = key[1];
    for (int round = 0; round < rounds; round++) {
        const unsigned __int128 p = (unsigned __int128)x0 * 0xD2E7470EE14C6C93u;
        const unsigned __int128 q = (unsigned __int128)x2 * 0xCA5A826395121157u;
        x0 = (uint64_t)(q >> 64) ^ x1 ^ k0;
        x1 = (uint64_t)q;
        x2 = (uint64_t)(p >> 64) ^ x3 ^ k1;
        x3 = (uint64_t)p;
        k0 += 0x9E3779B97F4A7C15u;
        k1 += 0xBB67AE8584CAA73Bu;
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
}

double hr_uniform(uint64_t key, uint64_t path, uint32_t step, uint32_t draw) {
    const uint64_t lane = path & 255, call = (path >> 8) * 128 + (lane & 127);
    const uint32_t counter[4] = {(uint32_t)call, (uint32_t)(call >> 32), step, draw};
    const uint32_t keys[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
    uint32_t words[4];
    hr_philox4x32(counter, keys, 10, words);
    const uint32_t high = lane < 128 ? words[0] : words[2], low = lane < 128 ? words[1] : words[3];
    const uint64_t w = (uint64_t)high << 32 | low;
    return (double)(w >> 12) * 0x1p-52 + 0x1p-53;
}
