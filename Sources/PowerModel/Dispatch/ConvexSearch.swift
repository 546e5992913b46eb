/// The least of a convex piecewise-linear function of one variable, from values alone.
///
/// Convexity makes the line through two points a lower bound outside them. Around the best point the lines of the
/// neighbours on both sides therefore bound what an interval may still hide; the next point is where they meet, so that
/// once the pieces on both sides are known the kink is hit exactly.
struct ConvexSearch {
    private var at: [Double] = []
    private var value: [Double] = []

    /// - Parameters:
    ///   - range: where to look.
    ///   - tolerance: gap to the bound, relative to the value, at which the search ends.
    /// - Returns: the best point, its value and the gap left; the gap is above tolerance where `limit` points were not
    ///   enough.
    static func least(
        over range: ClosedRange<Double>, tolerance: Double, limit: Int,
        _ function: (Double) throws(PowerError) -> Double
    ) throws(PowerError) -> (at: Double, value: Double, gap: Double) {
        var search = ConvexSearch()
        let width = range.upperBound - range.lowerBound
        guard width > 0 else { return (range.lowerBound, try function(range.lowerBound), 0) }
        for part in [0, 0.5, 1] {
            search.at.append(range.lowerBound + part * width)
            search.value.append(try function(search.at[search.at.count - 1]))
        }
        var gap = Double.infinity
        for turn in 0..<limit {
            let best = search.value.indices.min { search.value[$0] < search.value[$1] } ?? 0
            let scale = max(1, search.value[best].magnitude)
            let left = search.candidate(best - 1)
            let right = search.candidate(best)
            gap = search.value[best] - min(left.bound, right.bound)
            if gap <= tolerance * scale { break }
            var next = left.bound < right.bound ? left : right
            // Lines that shrink too little are helped by halving.
            if turn % 4 == 3 { next.at = (search.at[next.low] + search.at[next.low + 1]) / 2 }
            let low = search.at[next.low]
            let high = search.at[next.low + 1]
            if high - low <= 1e-13 * max(width, high.magnitude) { break }
            let margin = (high - low) * 1e-3
            if !(next.at > low && next.at < high) { next.at = (low + high) / 2 }
            next.at = min(max(next.at, low + min(margin, 1e-9 * width)), high - min(margin, 1e-9 * width))
            search.at.insert(next.at, at: next.low + 1)
            search.value.insert(try function(next.at), at: next.low + 1)
        }
        let best = search.value.indices.min { search.value[$0] < search.value[$1] } ?? 0
        return (search.at[best], search.value[best], gap)
    }

    private struct Candidate {
        var at: Double
        var bound: Double
        var low: Int
    }

    /// What the interval from point `low` on may still hide, and where.
    private func candidate(_ low: Int) -> Candidate {
        guard low >= 0, low + 1 < at.count else { return Candidate(at: 0, bound: .infinity, low: max(low, 0)) }
        let middle = (at[low] + at[low + 1]) / 2
        let left = low > 0 ? line(low - 1, low) : nil
        let right = low + 2 < at.count ? line(low + 1, low + 2) : nil
        switch (left, right) {
        case (let left?, let right?):
            let spread = right.slope - left.slope
            guard spread > 0 else { return Candidate(at: middle, bound: min(value[low], value[low + 1]), low: low) }
            let meet = min(max((left.zero - right.zero) / spread, at[low]), at[low + 1])
            return Candidate(at: meet, bound: left.zero + left.slope * meet, low: low)
        case (let line?, nil), (nil, let line?):
            return Candidate(
                at: middle, bound: min(line.zero + line.slope * at[low], line.zero + line.slope * at[low + 1]), low: low)
        case (nil, nil): return Candidate(at: middle, bound: -.infinity, low: low)
        }
    }

    /// The line through two points: its slope and its height at 0.
    private func line(_ i: Int, _ j: Int) -> (slope: Double, zero: Double) {
        let slope = (value[j] - value[i]) / (at[j] - at[i])
        return (slope, value[i] - slope * at[i])
    }
}
