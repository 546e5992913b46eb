// The one loop over a block.
//
// `assume_safety`: dst may be an operand, but never overlaps one partly, so no iteration depends on another.
#ifndef HR_LOOP_H
#define HR_LOOP_H

#define HR_PRAGMA(text) _Pragma(#text)
#if HR_LEVEL_NUMBER == 4
#define HR_WIDTH(unroll) HR_PRAGMA(clang loop vectorize(assume_safety) vectorize_width(8) interleave_count(unroll))
#elif HR_LEVEL_NUMBER == 3
#define HR_WIDTH(unroll) HR_PRAGMA(clang loop vectorize(assume_safety) vectorize_width(4) interleave_count(unroll))
#else
#define HR_WIDTH(unroll)
#endif
// A loop whose body is a handful of instructions, and one whose body is long enough by itself.
#define HR_SHORT_LOOP HR_WIDTH(4) for (int i = 0; i < HR_BLOCK; i++)
#define HR_LONG_LOOP HR_WIDTH(2) for (int i = 0; i < HR_BLOCK; i++)

#define HR_ALIGNED(p) (p) = __builtin_assume_aligned((p), 64)

#define HR_INLINE static inline __attribute__((always_inline))

#endif
