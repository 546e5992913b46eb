// The one loop over a block.
//
// `assume_safety`: dst may be an operand, but never overlaps one partly, so no iteration depends on another.
#ifndef HR_LOOP_H
#define HR_LOOP_H

#define HR_INLINE static inline __attribute__((always_inline))

#define HR_ALIGNED(p) (p) = __builtin_assume_aligned((p), 64)

#define HR_PRAGMA(text) _Pragma(#text)
#if HR_LEVEL_NUMBER == 4
#define HR_LANES(unroll) HR_PRAGMA(clang loop vectorize(assume_safety) vectorize_width(8) interleave_count(unroll))
#elif HR_LEVEL_NUMBER == 3
#define HR_LANES(unroll) HR_PRAGMA(clang loop vectorize(assume_safety) vectorize_width(4) interleave_count(unroll))
#else
// No vector operation is asked for where a fused multiply-add or a rounding is a call; the compiler may find others.
#define HR_LANES(unroll) HR_PRAGMA(clang loop vectorize_width(2))
#endif

#define HR_PLAIN_LOOP for (int i = 0; i < HR_BLOCK; i++)
// A body of a handful of instructions.
#define HR_SHORT_LOOP HR_LANES(4) HR_PLAIN_LOOP
// A body that is long enough by itself, with fused multiply-adds or rounding to whole numbers.
#if HR_LEVEL_NUMBER >= 3
#define HR_LONG_LOOP HR_LANES(2) HR_PLAIN_LOOP
#else
#define HR_LONG_LOOP HR_PLAIN_LOOP
#endif
#define HR_ROUNDING_LOOP HR_LONG_LOOP

#endif
