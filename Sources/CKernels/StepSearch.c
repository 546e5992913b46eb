// Search in a step function with a guide table.
#pragma STDC FP_CONTRACT OFF
#include "include/QuantileTable.h"

double hr_steps_eval(const hr_steps *steps, double u) {
    const double scaled = u * (double)steps->guide_count;
    // NaN and negative numbers begin at the first, numbers of 1 and above at the last part.
    int32_t part = 0;
    if (scaled >= (double)steps->guide_count) part = steps->guide_count - 1;
    else if (scaled > 0) part = (int32_t)scaled;
    int32_t i = steps->guide[part];
    // u * guide_count may have been rounded up into this part.
    while (i > 0 && u <= steps->cumulative[i - 1]) i--;
    const int32_t last = steps->count - 1;
    while (i < last && u > steps->cumulative[i]) i++;
    return steps->values[i];
}

void hr_steps_guide(const double *cumulative, int32_t count, int32_t *guide, int32_t guide_count) {
    int32_t i = 0;
    for (int32_t part = 0; part < guide_count; part++) {
        const double u = (double)part / (double)guide_count;
        while (i < count - 1 && u > cumulative[i]) i++;
        guide[part] = i;
    }
}
