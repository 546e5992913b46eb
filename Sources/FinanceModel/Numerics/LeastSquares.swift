/// Linear regression.
package enum LeastSquares {
    /// The coefficients that minimise Σ (y - x·c)², by Householder reflections (Golub 1965) on columns scaled to one; nil
    /// with fewer rows than columns, or columns that depend on each other to rounding.
    package static func fit(_ rows: [[Double]], _ right: [Double]) -> [Double]? {
        guard let columns = rows.first?.count, rows.count >= columns, columns > 0 else { return nil }
        let n = rows.count
        // Column by column, each contiguous.
        var a = (0..<columns).map { j in rows.map { $0[j] } }
        var y = right
        var scales = [Double](repeating: 1, count: columns)
        for j in 0..<columns {
            scales[j] = a[j].reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard scales[j] > 0, scales[j].isFinite else { return nil }
            for i in 0..<n { a[j][i] /= scales[j] }
        }
        for k in 0..<columns {
            var norm = 0.0
            for i in k..<n { norm += a[k][i] * a[k][i] }
            norm = norm.squareRoot()
            guard norm > 1e-13 else { return nil }
            let alpha = a[k][k] > 0 ? -norm : norm
            var v = a[k]
            v[k] -= alpha
            var size = 0.0
            for i in k..<n { size += v[i] * v[i] }
            func reflect(_ column: inout [Double]) {
                var dot = 0.0
                for i in k..<n { dot += v[i] * column[i] }
                let factor = 2 * dot / size
                for i in k..<n { column[i] -= factor * v[i] }
            }
            for j in k..<columns { reflect(&a[j]) }
            reflect(&y)
        }
        var x = [Double](repeating: 0, count: columns)
        for k in stride(from: columns - 1, through: 0, by: -1) {
            var value = y[k]
            for j in (k + 1)..<max(columns, k + 1) { value -= a[j][k] * x[j] }
            x[k] = value / a[k][k]
        }
        return zip(x, scales).map { $0 / $1 }
    }
}
