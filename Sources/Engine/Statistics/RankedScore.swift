/// The continuous ranked probability score of a forecast distribution at an outcome y: ∫ (F(x) - 1{x >= y})² dx, which equals
/// E|X - y| - ½·E|X - X'| (Matheson and Winkler 1976; Gneiting and Raftery 2007, equations 20 and 21). In the unit of the
/// outcome; 0 for a forecast that was certain and right, |x - y| for one that was certain and wrong.
public enum RankedScore {
    /// Of the distribution that gives every sample the same weight.
    ///
    /// - Precondition: there is a sample, and all numbers are finite.
    public static func of(samples: [Double], outcome: Double) -> Double {
        precondition(!samples.isEmpty && outcome.isFinite && samples.allSatisfy(\.isFinite), "a score needs finite samples")
        let sorted = samples.sorted()
        let n = Double(sorted.count)
        var score = 0.0
        for i in sorted.indices.dropLast() {
            score += area(from: sorted[i], to: sorted[i + 1], below: Double(i + 1) / n, above: Double(i + 1) / n, outcome)
        }
        return score + max(0, sorted[0] - outcome) + max(0, outcome - sorted[sorted.count - 1])
    }

    /// ∫ (F - 1{x >= y})² over an interval in which F rises evenly from `below` to `above`.
    static func area(from low: Double, to high: Double, below: Double, above: Double, _ outcome: Double) -> Double {
        guard high > low else { return 0 }
        let slope = (above - below) / (high - low)
        func integral(_ from: Double, _ to: Double, minus step: Double) -> Double {
            guard to > from else { return 0 }
            let (a, b) = (below + slope * (from - low) - step, below + slope * (to - low) - step)
            return (to - from) * (a * a + a * b + b * b) / 3
        }
        let middle = min(max(outcome, low), high)
        return integral(low, middle, minus: 0) + integral(middle, high, minus: 1)
    }
}

extension Estimate {
    /// The score of the output's distribution at an outcome, and its standard error; see ``RankedScore``.
    ///
    /// Values are spread evenly inside of a bucket. The error is that of the estimate from n paths: with
    /// h(x) = |x - y| - E|x - X| the score's influence at x, √(Var h/n).
    /// Not a number where no path is left.
    /// - Precondition: the outcome is finite.
    public func rankedScore(outcome: Double) -> (value: Double, error: Double) {
        precondition(outcome.isFinite, "an outcome is a number")
        guard let distribution else {
            let p = probability
            // Values are 0 with 1 - p and 1 with p.
            let zero = abs(outcome), one = abs(outcome - 1)
            let influence = (one - (1 - p)) - (zero - p)
            return ((1 - p) * zero + p * one - p * (1 - p), abs(influence) * probabilityError)
        }
        guard count > 0 else { return (.nan, .nan) }
        let n = Double(count)
        var score = 0.0
        var end: Double?
        var buckets: [(middle: Double, count: Double, before: Double)] = []
        distribution.forEachBucket { bucket in
            let (below, above) = (Double(bucket.before) / n, Double(bucket.before + bucket.count) / n)
            if let end { score += RankedScore.area(from: end, to: bucket.lower, below: below, above: below, outcome) }
            score += RankedScore.area(from: bucket.lower, to: bucket.upper, below: below, above: above, outcome)
            end = bucket.upper
            buckets.append((bucket.lower + bucket.width / 2, Double(bucket.count), Double(bucket.before)))
            return true
        }
        score += max(0, minimum - outcome) + max(0, outcome - maximum)
        return (score, influenceError(buckets, outcome))
    }

    /// √(Var h/n), each bucket taken at its middle.
    private func influenceError(_ buckets: [(middle: Double, count: Double, before: Double)], _ outcome: Double) -> Double {
        let n = Double(count)
        let total = buckets.reduce(0.0) { $0 + $1.middle * $1.count }
        var below = 0.0
        var mean = 0.0, squares = 0.0, weight = 0.0
        for bucket in buckets {
            let (x, k) = (bucket.middle, bucket.count)
            // E|x - X|: those below, then those above; those of the same bucket count as equal.
            let distance = (x * bucket.before - below + (total - below - x * k) - x * (n - bucket.before - k)) / n
            let h = abs(x - outcome) - distance
            weight += k
            let change = h - mean
            mean += change * (k / weight)
            squares += k * change * (h - mean)
            below += x * k
        }
        return (squares / n / n).squareRoot()
    }
}
