/// The quantile function of a distribution on finitely many points, as two parallel columns.
///
/// The value at u is `values[i]` for the smallest i with `u <= cumulative[i]` (the generalised inverse), and the last
/// value if there is none.
package struct StepTable: Hashable, Sendable {
    /// P(X <= values[i]); strictly increasing, in (0, 1], the last entry is exactly 1.
    package let cumulative: [Double]
    /// Strictly increasing values, as many as `cumulative`.
    package let values: [Double]

    /// - Precondition: the columns are not empty, equally long and strictly increasing; the last cumulative is 1.
    package init(cumulative: [Double], values: [Double]) {
        precondition(!values.isEmpty && cumulative.count == values.count, "a step table has two equal columns")
        precondition(cumulative[cumulative.count - 1] == 1, "the last cumulative probability is 1")
        self.cumulative = cumulative
        self.values = values
    }

    /// The value at `u`, by bisection; O(log n).
    package func value(at u: Double) -> Double {
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if u <= cumulative[middle] { high = middle } else { low = middle + 1 }
        }
        return values[low]
    }
}
