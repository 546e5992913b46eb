// Transcendental functions.
#ifndef HR_TRANSCENDENTAL_H
#define HR_TRANSCENDENTAL_H

HR_INLINE double f_exp(double x) { return __builtin_exp(x); }
HR_INLINE double f_log(double x) { return __builtin_log(x); }
HR_INLINE double f_expm1(double x) { return __builtin_expm1(x); }
HR_INLINE double f_log1p(double x) { return __builtin_log1p(x); }
HR_INLINE double f_log2(double x) { return __builtin_log2(x); }
HR_INLINE double f_log10(double x) { return __builtin_log10(x); }
HR_INLINE double f_sin(double x) { return __builtin_sin(x); }
HR_INLINE double f_cos(double x) { return __builtin_cos(x); }
HR_INLINE double f_tan(double x) { return __builtin_tan(x); }
HR_INLINE double f_asin(double x) { return __builtin_asin(x); }
HR_INLINE double f_acos(double x) { return __builtin_acos(x); }
HR_INLINE double f_atan(double x) { return __builtin_atan(x); }
HR_INLINE double f_sinh(double x) { return __builtin_sinh(x); }
HR_INLINE double f_cosh(double x) { return __builtin_cosh(x); }
HR_INLINE double f_tanh(double x) { return __builtin_tanh(x); }
HR_INLINE double f_erf(double x) { return __builtin_erf(x); }
HR_INLINE double f_erfc(double x) { return __builtin_erfc(x); }
HR_INLINE double f_normal_cdf(double x) { return 0.5 * __builtin_erfc(-x * 0.70710678118654752440); }
HR_INLINE double f_pow(double x, double y) { return __builtin_pow(x, y); }
HR_INLINE double f_atan2(double y, double x) { return __builtin_atan2(y, x); }

// Newton's method on the nearer tail; its convexity makes it monotone from the starting point 0.
HR_INLINE double f_inverse_normal(double u) {
    if (!(u > 0 && u < 1)) return u == 0 ? -__builtin_inf() : u == 1 ? __builtin_inf() : __builtin_nan("");
    const double m = u < 0.5 ? u : 1 - u;
    double z = m < 1e-3 ? -__builtin_sqrt(-2 * __builtin_log(m)) : 0;
    for (int k = 0; k < 60; k++) {
        const double cdf = f_normal_cdf(z), density = __builtin_exp(-0.5 * z * z) * 0.39894228040143267794;
        const double step = cdf / density * __builtin_log(cdf / m);
        z -= step;
        if (__builtin_fabs(step) < 1e-15 * __builtin_fabs(z)) break;
    }
    return u < 0.5 ? z : -z;
}

#endif
