// Counter-based random numbers: Philox (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC11). No state, no order: a number is a function of its key and counter.
//
// The uniform stream, which is frozen, since every result depends on it. In block b (paths 256 b ... 256 b + 255) call
// i = 0 ... 127 of Philox4x32-10 has the counter words
//   (low 32 bits of 128 b + i, high 32 bits of it, step, draw)
// and the key words (low 32 bits of key, high 32 bits of key). With 64-bit numbers w = word0 * 2^32 + word1 for lane i
// and w = word2 * 2^32 + word3 for lane i + 128, the uniform is
//   u = (floor(w / 2^12) + 1/2) * 2^-52,
// an odd multiple of 2^-53: the finest equidistant grid on which u and 1 - u are both doubles, and neither is 0 or 1.
#ifndef HR_RANDOM_STREAM_H
#define HR_RANDOM_STREAM_H

#include <stdint.h>

#pragma clang assume_nonnull begin

// Philox4x32 and Philox4x64 with any number of rounds (10 is the standard). `out` may not overlap the inputs.
void hr_philox4x32(const uint32_t *counter, const uint32_t *key, int rounds, uint32_t *out);
void hr_philox4x64(const uint64_t *counter, const uint64_t *key, int rounds, uint64_t *out);

// The uniform of one path; the scalar meaning of the block kernel `uniform`.
double hr_uniform(uint64_t key, uint64_t path, uint32_t step, uint32_t draw);

#pragma clang assume_nonnull end
#endif
