/// Solves small dense systems.
package enum LinearSystem {
    /// x with `matrix`·x = `right`, by elimination with row scaling and partial pivoting; nil if singular to rounding.
    ///
    /// - Parameter matrix: n rows of n numbers.
    package static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var a = matrix
        var b = right
        let n = b.count
        for row in 0..<n {
            let largest = a[row].reduce(0) { Swift.max($0, $1.magnitude) }
            guard largest > 0, largest.isFinite else { return nil }
            for column in 0..<n { a[row][column] /= largest }
            b[row] /= largest
        }
        for column in 0..<n {
            var pivot = column
            for row in column..<n where a[row][column].magnitude > a[pivot][column].magnitude { pivot = row }
            guard a[pivot][column].magnitude > 1e-14 else { return nil }
            a.swapAt(pivot, column)
            b.swapAt(pivot, column)
            for row in (column + 1)..<Swift.max(n, column + 1) {
                let factor = a[row][column] / a[column][column]
                if factor == 0 { continue }
                for k in column..<n { a[row][k] -= factor * a[column][k] }
                b[row] -= factor * b[column]
            }
        }
        for row in stride(from: n - 1, through: 0, by: -1) {
            for k in (row + 1)..<Swift.max(n, row + 1) { b[row] -= a[row][k] * b[k] }
            b[row] /= a[row][row]
        }
        return b
    }
}
