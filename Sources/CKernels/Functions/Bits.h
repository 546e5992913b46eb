// Doubles as bits, and the one fused multiply-add.
#ifndef HR_BITS_H
#define HR_BITS_H

#ifndef HR_WRITES_DOWN
HR_INLINE uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

HR_INLINE double double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
#endif

// One instruction at the levels that have it; else the C library's, which is exact.
#define fma(a, b, c) __builtin_fma((a), (b), (c))

// A condition and a choice, in words that `Templates.cpp` can give another meaning: there a function is not computed
// but written down step by step, for the code generator.
#ifndef HR_WRITES_DOWN
typedef int truth;
#define HR_IF(condition, a, b) ((condition) ? (a) : (b))

HR_INLINE truth bit_is_set(uint64_t bits, int bit) { return bits >> bit & 1; }
#endif

#endif
