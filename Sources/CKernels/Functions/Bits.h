// Doubles as bits, and the one fused multiply-add.
#ifndef HR_BITS_H
#define HR_BITS_H

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

// One instruction at the levels that have it; else the C library's, which is exact.
#define fma(a, b, c) __builtin_fma((a), (b), (c))

#endif
