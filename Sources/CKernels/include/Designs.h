// Points that take the place of independent uniforms, a block at a time: integers only, so every processor gives the same
// bits. All uniforms are odd multiples of 2^-53, as those of a stream are.
#ifndef HR_DESIGNS_H
#define HR_DESIGNS_H

#include <stdint.h>

#pragma clang assume_nonnull begin

// The words of key that one dimension of one replicate takes.
enum { HR_DESIGN_WORDS = 15 };

// Points first ... first + 255 of one dimension of the Sobol sequence in Gray-code order, in a nested uniform scrambling
// (Owen 1995). `directions` are its 32 direction numbers with their bits reversed; `first` is a multiple of 256 below
// 2^32.
//
// With the first digit in bit 0, adding, multiplying by an odd number and x ^ x * even let every bit depend on the bits
// below it alone, and permute: that is a nested scrambling (Laine and Karras 2011; Burley 2020), here with rounds that the
// key chooses. Digits 33 to 52 are 0 in the sequence, so their scrambling is a hash of the point's own 32 digits.
void hr_sobol_block(double *dst, const uint32_t *directions, uint64_t first, const uint64_t *key);

// Turns 256 uniforms of a stream into points first ... first + 255 of a Latin hypercube of 2^log_size points: point i keeps
// its place within a stratum, and the stratum is that which a keyed permutation gives to i. 8 <= log_size <= 40.
void hr_latin_block(double *block, uint64_t first, int log_size, const uint64_t *key);

// Gives path 2k + 1 the mirror image 1 - u of path 2k.
void hr_antithetic_block(double *block);

#pragma clang assume_nonnull end
#endif
