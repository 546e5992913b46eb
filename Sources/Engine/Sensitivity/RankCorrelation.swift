/// Ranks and their correlation.
package enum RankCorrelation {
    /// The ranks of values, from 0, ties taking the average of theirs.
    package static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] || (values[$0] == values[$1] && $0 < $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count && values[order[last + 1]] == values[order[first]] { last += 1 }
            for position in first...last { ranks[order[position]] = Double(first + last) / 2 }
            first = last + 1
        }
        return ranks
    }

    /// Pearson's correlation of two columns of ranks; 0 when one is constant.
    package static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let middle = Double(a.count - 1) / 2
        var ab = 0.0
        var aa = 0.0
        var bb = 0.0
        for i in a.indices {
            let x = a[i] - middle
            let y = b[i] - middle
            ab += x * y
            aa += x * x
            bb += y * y
        }
        let product = (aa * bb).squareRoot()
        return product > 0 ? max(-1, min(1, ab / product)) : 0
    }

    /// The standard error of a rank correlation of n pairs; infinite below 4.
    package static func standardError(_ r: Double, count: Int) -> Double {
        count > 3 ? (1 - r * r) * ((1 + r * r / 2) / Double(count - 3)).squareRoot() : .infinity
    }
}
