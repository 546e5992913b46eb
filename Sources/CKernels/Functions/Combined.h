// Two operations in one pass over memory, each rounded, and the triangular distribution.
#ifndef HR_COMBINED_H
#define HR_COMBINED_H

HR_INLINE double f_multiply_add(double a, double b, double c) { return a * b + c; }
HR_INLINE double f_multiply_subtract(double a, double b, double c) { return a * b - c; }
HR_INLINE double f_multiply_subtract_from(double a, double b, double c) { return c - a * b; }
HR_INLINE double f_add_multiply(double a, double b, double c) { return (a + b) * c; }
HR_INLINE double f_subtract_multiply(double a, double b, double c) { return (a - b) * c; }
HR_INLINE double f_multiply_multiply(double a, double b, double c) { return (a * b) * c; }
HR_INLINE double f_add_add(double a, double b, double c) { return (a + b) + c; }
HR_INLINE double f_multiply_divide(double a, double b, double c) { return (a * b) / c; }
HR_INLINE double f_select(double a, double b, double c) { return HR_IF(a != 0, b, c); }
HR_INLINE double f_select_less(double a, double b, double c, double d) { return HR_IF(a < b, c, d); }
HR_INLINE double f_select_less_equal(double a, double b, double c, double d) { return HR_IF(a <= b, c, d); }
HR_INLINE double f_select_equal(double a, double b, double c, double d) { return HR_IF(a == b, c, d); }

// Both arms have the same form, so that one root serves.
HR_INLINE double triangular_value(const hr_triangular *s, double u) {
    const truth below = u < s->split;
    const double root = __builtin_elementwise_sqrt(HR_IF(below, u * s->lower, (1.0 - u) * s->upper));
    return HR_IF(below, s->minimum + root, s->maximum - root);
}

#endif
