// Scalar functions, bit for bit the block kernels. Errors are in Docs/Accuracy.md; zeros, infinities, NaN and
// subnormals as in C99 Annex F. No floating-point exception, errno or rounding mode is part of the interface: the
// rounding mode must be to nearest.
#ifndef HR_SCALAR_MATH_H
#define HR_SCALAR_MATH_H

#include "KernelOperations.h"

double hr_exp(double x);
double hr_log(double x);
double hr_expm1(double x);
double hr_log1p(double x);
double hr_log2(double x);
double hr_log10(double x);
double hr_pow(double x, double y);
double hr_sqrt(double x);

double hr_sin(double x);
double hr_cos(double x);
double hr_tan(double x);
double hr_asin(double x);
double hr_acos(double x);
double hr_atan(double x);
double hr_atan2(double y, double x);

double hr_sinh(double x);
double hr_cosh(double x);
double hr_tanh(double x);

double hr_erf(double x);
double hr_erfc(double x);
// The standard normal distribution function.
double hr_normal_cdf(double x);
// Its inverse on [0, 1]: -inf at 0, +inf at 1, NaN outside.
double hr_inverse_normal(double u);

double hr_floor(double x);
double hr_ceil(double x);
// The exact remainder of truncating division, as C's fmod.
double hr_fmod(double a, double b);

// Any operation by its number.
double hr_unary_scalar(hr_unary_op op, double a);
double hr_binary_scalar(hr_binary_op op, double a, double b);

#endif
