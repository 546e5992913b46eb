// Angles too large for three parts of pi/2: multiplication by the bits of 2/pi that matter (Payne and Hanek, 1983).
#pragma STDC FP_CONTRACT OFF
#include <stdint.h>
#include <string.h>

uint64_t hr_reduce_large_angle(double x, double *hi, double *lo);

// 2/pi = 0.a2f9..., 64 bits each, behind one word of zeros.
static const uint64_t two_over_pi[] = {
    0, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
    0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
    0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

// The 64 bits from position `bit` of the table on.
static uint64_t bits_from(int bit) {
    const int word = bit / 64, shift = bit % 64;
    return shift == 0 ? two_over_pi[word] : two_over_pi[word] << shift | two_over_pi[word + 1] >> (64 - shift);
}

// x = (quadrant + fraction) pi/2 modulo 2 pi, fraction pi/2 = hi + lo with |hi| <= pi/4. NaN for infinities and NaN.
uint64_t hr_reduce_large_angle(double x, double *hi, double *lo) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const int exponent = (int)(bits >> 52 & 0x7FF) - 1075;  // |x| = mantissa * 2^exponent
    if (exponent == 0x7FF - 1075) {
        *hi = *lo = x - x;
        return 0;
    }
    const uint64_t mantissa = (bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;
    // mantissa * 2^exponent * 2/pi modulo 4: bits of 2/pi above weight 2^(2 - exponent) give multiples of 4.
    // The word of zeros in front makes position 64 weight 1/2; `first` has weight 2^(1 - exponent).
    const int first = exponent + 62;
    const uint64_t a = bits_from(first), b = bits_from(first + 64), c = bits_from(first + 128);
    // The top 128 bits of mantissa * (a b c) modulo 2^192, in units of 2^-62 and 2^-126.
    const unsigned __int128 low = (unsigned __int128)mantissa * c;
    unsigned __int128 product = (unsigned __int128)mantissa * b + (uint64_t)(low >> 64);
    product += (unsigned __int128)(mantissa * a) << 64;
    const uint64_t tail = (uint64_t)low;
    // Round to the nearest quadrant; what remains is a signed fraction.
    uint64_t quadrant = (uint64_t)(product >> 126);
    const int up = (int)(product >> 125 & 1);
    quadrant += (uint64_t)up;
    unsigned __int128 fraction = product << 2 | tail >> 62;
    const int negative = up;
    if (negative) fraction = -fraction;
    // The leading bits as a double, then the rest.
    int shift = 0;
    uint64_t top = (uint64_t)(fraction >> 64), next = (uint64_t)fraction;
    if (top == 0) {
        shift = 64;
        top = next;
        next = negative ? ~(tail << 2) : tail << 2;
    }
    if (top == 0) {
        *hi = *lo = 0;
        return quadrant;
    }
    const int zeros = __builtin_clzll(top);
    if (zeros > 0) {
        top = top << zeros | next >> (64 - zeros);
        next <<= zeros;
    }
    shift += zeros;
    const double scale = (double)(top >> 11) * 0x1p-53;
    const double rest = ((double)(top & 0x7FF) * 0x1p-64 + (double)(next >> 11) * 0x1p-117);
    uint64_t power_bits = (uint64_t)(1023 - shift) << 52;
    double power;
    memcpy(&power, &power_bits, sizeof power);
    // (scale + rest) pi/2 in two doubles.
    const double head = 0x1.921fb54442d18p+0, head_tail = 0x1.1a62633145c07p-54;
    const double p = scale * head;
    const double p_tail = __builtin_fma(scale, head, -p) + __builtin_fma(scale, head_tail, rest * head);
    double sum = p + p_tail, difference = (p - sum) + p_tail;
    sum *= power;
    difference *= power;
    const int minus = negative ^ (int)(bits >> 63);
    *hi = minus ? -sum : sum;
    *lo = minus ? -difference : difference;
    return bits >> 63 ? -quadrant : quadrant;
}
