// The internal rate of return of a block of paths, from one row of cash flows per period.
//
// With v = e^-x, x the log-rate per period, P the value of the inflows and N that of the outflows, a root is where
// log P(v) = log N(v). Both are convex and nearly linear in log v, so Newton's method there takes few steps; a bracket
// that every evaluation narrows keeps it safe. Paths whose flows change sign more than once are scanned on a grid of
// HR_RATE_GRID intervals first: the crossing nearest x = 0 is taken and the number of crossings tells whether there are
// several (two within one interval go unseen).
#ifndef HR_INTERNAL_RATE_H
#define HR_INTERNAL_RATE_H

enum { HR_RATE_LANES = 8, HR_RATE_GRID = 32, HR_RATE_ROUNDS = 60 };

#if HR_LEVEL_NUMBER >= 3
#define HR_RATE_LOOP HR_LANES(2) for (int i = 0; i < HR_RATE_LANES; i++)
#else
#define HR_RATE_LOOP for (int i = 0; i < HR_RATE_LANES; i++)
#endif
#define HR_RATE_SHORT HR_LANES(1) for (int i = 0; i < HR_RATE_LANES; i++)

typedef double rate_lanes[HR_RATE_LANES] __attribute__((aligned(64)));

typedef struct {
    rate_lanes gain, loss, gain_slope, loss_slope;  // P, N and their derivatives by v
} rate_values;

// P, N and the derivatives at v. Horner from the last period: flows[t] are of period t.
HR_INLINE void rate_evaluate(const double *flows, int rows, const double *v, rate_values *r) {
    rate_lanes p, q, dp, dq;
    HR_RATE_SHORT { p[i] = 0; q[i] = 0; dp[i] = 0; dq[i] = 0; }
    for (int t = rows - 1; t >= 0; t--) {
        const double *c = flows + t * HR_RATE_LANES;
        HR_RATE_SHORT {
            dp[i] = fma(dp[i], v[i], p[i]);
            dq[i] = fma(dq[i], v[i], q[i]);
            p[i] = fma(p[i], v[i], c[i] > 0 ? c[i] : 0.0);
            q[i] = fma(q[i], v[i], c[i] < 0 ? -c[i] : 0.0);
        }
    }
    HR_RATE_SHORT { r->gain[i] = p[i]; r->loss[i] = q[i]; r->gain_slope[i] = dp[i]; r->loss_slope[i] = dq[i]; }
}

// The value P - N alone, of which the sign matters.
HR_INLINE void rate_present_value(const double *flows, int rows, const double *v, double *value) {
    rate_lanes p;
    HR_RATE_SHORT p[i] = 0;
    for (int t = rows - 1; t >= 0; t--) {
        const double *c = flows + t * HR_RATE_LANES;
        HR_RATE_SHORT p[i] = fma(p[i], v[i], c[i]);
    }
    HR_RATE_SHORT value[i] = p[i];
}

HR_INLINE void rate_sign_changes(const double *flows, int rows, double *changes) {
    rate_lanes last, count;
    HR_RATE_SHORT { last[i] = 0; count[i] = 0; }
    for (int t = 0; t < rows; t++) {
        const double *c = flows + t * HR_RATE_LANES;
        HR_RATE_SHORT {
            count[i] += c[i] * last[i] < 0 ? 1.0 : 0.0;
            const double sign = c[i] > 0 ? 1.0 : c[i] < 0 ? -1.0 : last[i];
            last[i] = sign;
        }
    }
    HR_RATE_SHORT changes[i] = count[i];
}

// Eight paths. `low`, `high`: the bracket of x. On return x is the root, or the end that the value points to.
static void rate_of_lanes(const double *flows, int rows, double low, double high, double *x, double *status) {
    rate_lanes changes, a, b, v, value, low_value, high_value, crossings;
    rate_sign_changes(flows, rows, changes);
    HR_RATE_SHORT { a[i] = low; b[i] = high; v[i] = f_exp(-low); }
    rate_present_value(flows, rows, v, low_value);
    HR_RATE_LOOP v[i] = f_exp(-high);
    rate_present_value(flows, rows, v, high_value);
    int scan = 0;
    HR_RATE_SHORT {
        scan |= changes[i] > 1;
        crossings[i] = (low_value[i] > 0) != (high_value[i] > 0) ? 1.0 : 0.0;
    }
    if (scan) {
        rate_lanes before, nearest, from, to, count;
        HR_RATE_SHORT { before[i] = low_value[i]; nearest[i] = __builtin_inf(); from[i] = low; to[i] = high; count[i] = 0; }
        double left = low;
        for (int k = 1; k <= HR_RATE_GRID; k++) {
            const double right = k == HR_RATE_GRID ? high : low + (high - low) * ((double)k / HR_RATE_GRID);
            HR_RATE_LOOP v[i] = f_exp(-right);
            rate_present_value(flows, rows, v, value);
            const double distance = left > 0 ? left : right < 0 ? -right : 0.0;
            HR_RATE_SHORT {
                const int crosses = (before[i] > 0) != (value[i] > 0);
                const int closer = crosses & (distance < nearest[i]);
                count[i] += crosses ? 1.0 : 0.0;
                nearest[i] = closer ? distance : nearest[i];
                from[i] = closer ? left : from[i];
                to[i] = closer ? right : to[i];
                before[i] = value[i];
            }
            left = right;
        }
        HR_RATE_SHORT {
            const int several = changes[i] > 1;
            crossings[i] = several ? count[i] : crossings[i];
            a[i] = several ? from[i] : a[i];
            b[i] = several ? to[i] : b[i];
        }
    }
    // In (a, b) the value falls from positive to negative as x grows, or the other way round where `rising`.
    rate_lanes rising, y, step;
    HR_RATE_LOOP { v[i] = f_exp(-a[i]); y[i] = 0.5 * (a[i] + b[i]); step[i] = b[i] - a[i]; }
    rate_present_value(flows, rows, v, value);
    HR_RATE_SHORT rising[i] = value[i] > 0 ? 0.0 : 1.0;
    for (int round = 0; round < HR_RATE_ROUNDS; round++) {
        rate_values r;
        HR_RATE_LOOP v[i] = f_exp(-y[i]);
        rate_evaluate(flows, rows, v, &r);
        uint64_t open = 0;
        HR_RATE_LOOP {
            const double h = f_log(r.gain[i]) - f_log(r.loss[i]);
            // d/dx of log P - log N, as v' = -v.
            const double slope = -v[i] * (r.gain_slope[i] / r.gain[i] - r.loss_slope[i] / r.loss[i]);
            const int above = (h > 0) != (rising[i] != 0);
            const double lower = above ? y[i] : a[i], upper = above ? b[i] : y[i];
            const double newton = y[i] - h / slope, middle = 0.5 * (lower + upper);
            const int safe = (newton > lower) & (newton < upper);
            const double next = h == 0 ? y[i] : safe ? newton : middle;
            const double moved = __builtin_fabs(next - y[i]);
            // Rounding moves the last step by a few units of the rate's own precision.
            const int done = (step[i] == 0) | (moved <= 1e-15 + 4e-16 * __builtin_fabs(next)) | (crossings[i] == 0);
            y[i] = step[i] == 0 ? y[i] : next;
            a[i] = lower;
            b[i] = upper;
            step[i] = done ? 0.0 : moved;
            open |= !done;
        }
        if (!open) break;
    }
    HR_RATE_SHORT {
        const int none = crossings[i] == 0;
        // Worth something at the highest rate: the root lies above it.
        const int up = high_value[i] > 0;
        x[i] = none ? (up ? high : low) : y[i];
        status[i] = none ? (up ? 3.0 : 2.0) : crossings[i] > 1 ? 1.0 : 0.0;
    }
}

static void block_internal_rate(
    double *x, double *status, const double *flows, int rows, double low, double high, double *scratch) {
    for (int first = 0; first < HR_BLOCK; first += HR_RATE_LANES) {
        for (int t = 0; t < rows; t++) {
            const double *row = flows + (int64_t)t * HR_BLOCK + first;
            HR_RATE_SHORT scratch[t * HR_RATE_LANES + i] = row[i];
        }
        rate_of_lanes(scratch, rows, low, high, x + first, status + first);
    }
}

#endif
