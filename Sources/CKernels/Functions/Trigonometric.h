// sin, cos and tan.
//
// x = n pi/2 + (hi + lo), |hi| <= pi/4, by three parts of pi/2 and fused multiply-adds: the first step is exact.
// Beyond HR_ANGLE_LIMIT a scalar function reduces with the bits of 2/pi that matter.
#ifndef HR_TRIGONOMETRIC_H
#define HR_TRIGONOMETRIC_H

#define HR_ANGLE_LIMIT 0x1p25

typedef struct {
    double hi, lo;
    uint64_t quadrant;  // the two low bits count
} angle;

#ifndef HR_WRITES_DOWN
// LargeAngle.c
uint64_t hr_reduce_large_angle(double x, double *hi, double *lo);
#endif

HR_INLINE truth angle_is_small(double x) { return __builtin_fabs(x) <= HR_ANGLE_LIMIT; }

HR_INLINE angle reduce_small(double x) {
    const double shifted = fma(x, 0x1.45f306dc9c883p-1, HR_ROUNDER), n = shifted - HR_ROUNDER;
    const double r = fma(n, -0x1.921fb54442d18p+0, x);
    // The second part may cancel against r almost wholly, so what its product and the difference lose is kept.
    const double w = n * 0x1.1a62633145c07p-54, w_tail = fma(n, 0x1.1a62633145c07p-54, -w);
    const double hi = r - w, lost = (r - hi) - w;
    return (angle){hi, lost - fma(n, -0x1.f1976b7ed8fbcp-110, w_tail), bits_of(shifted)};
}

#ifndef HR_WRITES_DOWN
HR_INLINE angle reduce_any(double x) {
    if (!(__builtin_fabs(x) > HR_ANGLE_LIMIT)) return reduce_small(x);
    angle a;
    a.quadrant = hr_reduce_large_angle(x, &a.hi, &a.lo);
    return a;
}
#endif

// Sums of two: `hi` is the leading term and `lo` the rest, so that hi + lo rounds once.
HR_INLINE two sin_reduced(angle a) {
    const double z = a.hi * a.hi;
    const double p = HR_POLY5(
        z, -0x1.5555555555549p-3, 0x1.111111110f861p-7, -0x1.a01a019c0e4bep-13, 0x1.71de3574ba31cp-19,
        -0x1.ae5e63cd62244p-26, 0x1.5d9246c1e70fap-33);
    return (two){a.hi, fma(a.hi * z, p, a.lo * fma(-0.5, z, 1.0))};
}

HR_INLINE two cos_reduced(angle a) {
    const double z = a.hi * a.hi, half = 0.5 * z, w = 1.0 - half;
    const double p = HR_POLY5(
        z, 0x1.555555555554cp-5, -0x1.6c16c16c15164p-10, 0x1.a01a019caf152p-16, -0x1.27e4f807e5f4ep-22,
        0x1.1ee9ea734bb17p-29, -0x1.8fadd237894c7p-37);
    return (two){w, ((1.0 - w) - half) + fma(z * z, p, -(a.hi * a.lo))};
}

// y with its sign flipped where bit 1 of the number is set.
HR_INLINE double flipped(double y, uint64_t quadrant) { return double_of(bits_of(y) ^ (quadrant & 2) << 62); }

HR_INLINE double sin_of(angle a) {
    const two s = sin_reduced(a), c = cos_reduced(a);
    return flipped(HR_IF(bit_is_set(a.quadrant, 0), c.hi + c.lo, s.hi + s.lo), a.quadrant);
}

HR_INLINE double cos_of(angle a) {
    const two s = sin_reduced(a), c = cos_reduced(a);
    return flipped(HR_IF(bit_is_set(a.quadrant, 0), s.hi + s.lo, c.hi + c.lo), a.quadrant + 1);
}

HR_INLINE double tan_of(angle a) {
    const two s = sin_reduced(a), c = cos_reduced(a);
    const truth odd = bit_is_set(a.quadrant, 0);
    const double above = HR_IF(odd, c.hi, s.hi), below = HR_IF(odd, s.hi, c.hi);
    const double above_rest = HR_IF(odd, c.lo, s.lo), below_rest = HR_IF(odd, s.lo, c.lo);
    const double n = above + above_rest, n_tail = (above - n) + above_rest;
    const double d = below + below_rest, d_tail = (below - d) + below_rest;
    const double inverse = 1.0 / d, t = n * inverse;
    // One step of division with what rounding lost.
    const double y = fma(fma(-t, d, n) + fma(-t, d_tail, n_tail), inverse, t);
    return HR_IF(odd, -y, y);
}

HR_INLINE double sin_small(double x) { return HR_IF(x == 0, x, sin_of(reduce_small(x))); }
HR_INLINE double cos_small(double x) { return cos_of(reduce_small(x)); }
HR_INLINE double tan_small(double x) { return HR_IF(x == 0, x, tan_of(reduce_small(x))); }

#ifndef HR_WRITES_DOWN
static double f_sin(double x) { return HR_IF(x == 0, x, sin_of(reduce_any(x))); }
static double f_cos(double x) { return cos_of(reduce_any(x)); }
static double f_tan(double x) { return HR_IF(x == 0, x, tan_of(reduce_any(x))); }
#endif

#endif
