// Exact and correctly rounded operations.
#ifndef HR_ARITHMETIC_H
#define HR_ARITHMETIC_H

HR_INLINE double f_negate(double a) { return -a; }
HR_INLINE double f_absolute(double a) { return __builtin_fabs(a); }
HR_INLINE double f_sqrt(double a) { return __builtin_elementwise_sqrt(a); }
HR_INLINE double f_floor(double a) { return __builtin_floor(a); }
HR_INLINE double f_ceil(double a) { return __builtin_ceil(a); }
HR_INLINE double f_not(double a) { return a == 0 ? 1.0 : 0.0; }

HR_INLINE double f_add(double a, double b) { return a + b; }
HR_INLINE double f_subtract(double a, double b) { return a - b; }
HR_INLINE double f_multiply(double a, double b) { return a * b; }
HR_INLINE double f_divide(double a, double b) { return a / b; }
HR_INLINE double f_minimum(double a, double b) { return b < a ? b : a; }
HR_INLINE double f_maximum(double a, double b) { return a < b ? b : a; }
HR_INLINE double f_floor_divide(double a, double b) { return __builtin_floor(a / b); }

// As luai_nummod: the C remainder, moved by b when the signs differ.
HR_INLINE double f_modulo(double a, double b) {
    const double m = __builtin_fmod(a, b);
    return m * b < 0 ? m + b : m;
}

HR_INLINE double f_less(double a, double b) { return a < b ? 1.0 : 0.0; }
HR_INLINE double f_less_equal(double a, double b) { return a <= b ? 1.0 : 0.0; }
HR_INLINE double f_equal(double a, double b) { return a == b ? 1.0 : 0.0; }
HR_INLINE double f_not_equal(double a, double b) { return a != b ? 1.0 : 0.0; }
HR_INLINE double f_and(double a, double b) { return ((a != 0) & (b != 0)) ? 1.0 : 0.0; }
HR_INLINE double f_or(double a, double b) { return ((a != 0) | (b != 0)) ? 1.0 : 0.0; }

#endif
