// Exact and correctly rounded operations.
#ifndef HR_ARITHMETIC_H
#define HR_ARITHMETIC_H

HR_INLINE double f_negate(double a) { return -a; }
HR_INLINE double f_absolute(double a) { return __builtin_fabs(a); }
HR_INLINE double f_sqrt(double a) { return __builtin_elementwise_sqrt(a); }

#if defined(__x86_64__) && HR_LEVEL_NUMBER == 0
// SSE2 has no rounding instruction; the library's would be a call.
HR_INLINE double f_floor(double a) {
    const double m = __builtin_fabs(a), nearest = __builtin_copysign((m + 0x1p52) - 0x1p52, a);
    const double below = HR_IF(nearest > a, nearest - 1.0, nearest);
    return HR_IF(m < 0x1p52, below, a);
}
HR_INLINE double f_ceil(double a) { return -f_floor(-a); }
#else
HR_INLINE double f_floor(double a) { return __builtin_floor(a); }
HR_INLINE double f_ceil(double a) { return __builtin_ceil(a); }
#endif

HR_INLINE double f_not(double a) { return HR_IF(a == 0, 1.0, 0.0); }

HR_INLINE double f_add(double a, double b) { return a + b; }
HR_INLINE double f_subtract(double a, double b) { return a - b; }
HR_INLINE double f_multiply(double a, double b) { return a * b; }
HR_INLINE double f_divide(double a, double b) { return a / b; }
HR_INLINE double f_minimum(double a, double b) { return HR_IF(b < a, b, a); }
HR_INLINE double f_maximum(double a, double b) { return HR_IF(a < b, b, a); }
HR_INLINE double f_floor_divide(double a, double b) { return f_floor(a / b); }

// The remainder r of truncating division moves by b when the signs differ, as luai_nummod does.
HR_INLINE double modulo_of(double r, double b) {
    const truth differs = (r < 0) != (b < 0);
    return HR_IF((r != 0) & differs, r + b, r);
}

#ifndef HR_WRITES_DOWN
static double f_modulo(double a, double b) { return modulo_of(__builtin_fmod(a, b), b); }
#endif

// The quotient is then off by one at most and the remainder is exact, as fmod's is.
HR_INLINE truth modulo_is_ordinary(double a, double b) {
    return (__builtin_fabs(a / b) < 0x1p52) & (__builtin_fabs(b) < __builtin_inf());
}

HR_INLINE double modulo_ordinary(double a, double b) {
    const double x = __builtin_fabs(a), y = __builtin_fabs(b);
    const double shifted = (x / y + 0x1p52) - 0x1p52;
    double r = fma(-shifted, y, x);
    r = HR_IF(r < 0, r + y, r);
    r = HR_IF(r >= y, r - y, r);
    return modulo_of(__builtin_copysign(r, a), b);
}

HR_INLINE double f_less(double a, double b) { return HR_IF(a < b, 1.0, 0.0); }
HR_INLINE double f_less_equal(double a, double b) { return HR_IF(a <= b, 1.0, 0.0); }
HR_INLINE double f_equal(double a, double b) { return HR_IF(a == b, 1.0, 0.0); }
HR_INLINE double f_not_equal(double a, double b) { return HR_IF(a != b, 1.0, 0.0); }
HR_INLINE double f_and(double a, double b) { return HR_IF((a != 0) & (b != 0), 1.0, 0.0); }
HR_INLINE double f_or(double a, double b) { return HR_IF((a != 0) | (b != 0), 1.0, 0.0); }

#endif
