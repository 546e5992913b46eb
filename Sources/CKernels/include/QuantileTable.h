// Quantile functions as data.
#ifndef HR_QUANTILE_TABLE_H
#define HR_QUANTILE_TABLE_H

#include <stdint.h>

#pragma clang assume_nonnull begin

// A continuous quantile function, tabulated towards both ends so that the tails keep their relative accuracy.
//
// Let m = min(u, 1 - u), the distance to the nearer end, at least 2^-54. Each octave [2^-k, 2^(1-k)) of m, k = 54 ... 2,
// is cut into 2^subdivision equal intervals, and the point m = 1/2 is an interval of its own:
// `hr_table_intervals(subdivision)` intervals per end, counted from 2^-54 up. With t in [0, 1) the fraction of m in its
// interval, the value is fma(fma(fma(c3, t, c2), t, c1), t, c0).
// u < 1/2 reads the lower end, u >= 1/2 the upper one.
enum { HR_TABLE_OCTAVES = 53 };

typedef struct {
    // c0 c1 c2 c3 of each interval, all of the lower end, then all of the upper end. 32-byte aligned.
    const double *coefficients;
    // Binary logarithm of the intervals per octave, 0 ... 8. A cubic with 4 errs by about 1e-8 of m^4 Q''''(m).
    int32_t subdivision;
} hr_table;

static inline int64_t hr_table_intervals(int32_t subdivision) { return ((int64_t)HR_TABLE_OCTAVES << subdivision) + 1; }

// The value at u. NaN and u outside [0, 1] are taken as an end.
double hr_table_eval(const hr_table *table, double u);

// The quantile function of a distribution on finitely many points: values[i] for the smallest i with
// u <= cumulative[i], the last value if there is none.
typedef struct {
    // Strictly increasing, the last one is 1.
    const double *cumulative;
    const double *values;
    // guide[j] is the answer at u = j / guide_count: where the search for u in [j, j + 1) / guide_count begins.
    const int32_t *guide;
    int32_t count;
    int32_t guide_count;
} hr_steps;

double hr_steps_eval(const hr_steps *steps, double u);

// Fills guide[0 ..< guide_count]; a guide_count near `count` makes the search take about one step.
void hr_steps_guide(const double *cumulative, int32_t count, int32_t *guide, int32_t guide_count);

// The triangular distribution: u < split ? minimum + sqrt(u * lower) : maximum - sqrt((1 - u) * upper),
// where split = (mode - min) / (max - min), lower = (max - min)(mode - min), upper = (max - min)(max - mode).
typedef struct {
    double minimum, maximum, split, lower, upper;
} hr_triangular;

double hr_triangular_eval(const hr_triangular *shape, double u);

#pragma clang assume_nonnull end
#endif
