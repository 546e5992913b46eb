/// A validated correlation matrix, repaired if need be, with its triangular factor.
package struct CorrelationMatrix: Sendable {
    /// The matrix in use: symmetric, unit diagonal, positive semidefinite to rounding.
    package let matrix: [[Double]]
    /// Lower triangular L with L·Lᵀ = matrix; row i has i + 1 entries. A singular matrix has zeros on its diagonal.
    package let factor: [[Double]]
    package let report: CorrelationReport

    /// How far below zero an eigenvalue may lie by rounding alone.
    private static let tolerance = 1e-12

    /// Checks the entries and repairs a matrix that no variables can have.
    ///
    /// - Parameters:
    ///   - given: Square, symmetric (to 1e-9), unit diagonal (to 1e-9), entries within [−1, 1].
    ///   - count: The number of variables, if known.
    package init(_ given: [[Double]], count: Int? = nil) throws(DependenceError) {
        let symmetric = try Self.validated(given, count: count ?? given.count)
        let n = symmetric.count
        let eigen = SymmetricEigen(symmetric)
        let smallest = eigen.values[0]
        if smallest >= -Self.tolerance * Double(n) {
            matrix = symmetric
            factor = Self.factor(eigen, n)
            report = CorrelationReport(smallestEigenvalue: smallest, repair: nil)
            return
        }
        let nearest = NearestCorrelation(symmetric)
        var change = CorrelationReport.Change(row: 1, column: 2, from: 0, to: 0)
        for i in 0..<n {
            for j in (i + 1)..<Swift.max(n, i + 1) {
                let size = (nearest.matrix[i][j] - symmetric[i][j]).magnitude
                if size > (change.to - change.from).magnitude {
                    change = .init(row: i + 1, column: j + 1, from: symmetric[i][j], to: nearest.matrix[i][j])
                }
            }
        }
        matrix = nearest.matrix
        factor = Self.factor(SymmetricEigen(nearest.matrix), n)
        report = CorrelationReport(
            smallestEigenvalue: smallest,
            repair: .init(distance: nearest.distance, largestChange: change, matrix: nearest.matrix))
    }

    private static func validated(_ given: [[Double]], count: Int) throws(DependenceError) -> [[Double]] {
        guard count >= 2 else { throw .tooFew(count: count) }
        guard given.count == count else { throw .shape(row: nil, count: given.count, expected: count) }
        for (i, row) in given.enumerated() where row.count != count {
            throw .shape(row: i + 1, count: row.count, expected: count)
        }
        var result = given
        for i in 0..<count {
            for j in 0..<count {
                let value = given[i][j]
                if i == j {
                    guard (value - 1).magnitude <= 1e-9 else { throw .diagonal(row: i + 1, value: value) }
                    result[i][i] = 1
                    continue
                }
                guard value >= -1, value <= 1 else { throw .entry(row: i + 1, column: j + 1, value: value) }
                guard (value - given[j][i]).magnitude <= 1e-9 else {
                    if !given[j][i].isFinite { continue }
                    throw .notSymmetric(row: i + 1, column: j + 1, value: value, mirrored: given[j][i])
                }
                if j > i { result[j][i] = value }
            }
        }
        return result
    }

    /// L = Rᵀ where √Λ·Vᵀ = QR: as exact for a singular matrix as for a regular one.
    private static func factor(_ eigen: SymmetricEigen, _ n: Int) -> [[Double]] {
        // Columns of √Λ·Vᵀ, one per variable.
        // Eigenvalues that are zero to rounding are zero: correlation 1 means equal, not equal to 1e-8.
        let roots = eigen.values.map { $0 > 1e-14 * Double(n) ? $0.squareRoot() : 0 }
        var columns = (0..<n).map { j in (0..<n).map { k in roots[k] * eigen.vectors[k][j] } }
        var rows: [[Double]] = []
        for j in 0..<n {
            // Householder's reflections of the columns before have been applied; this column's head is row j of L.
            let tail = columns[j][j...].reduce(0) { $0 + $1 * $1 }.squareRoot()
            if tail > 1e-9 {
                var reflector = Array(columns[j][j...])
                let sign = reflector[0] < 0 ? -1.0 : 1.0
                reflector[0] += sign * tail
                let square = reflector.reduce(0) { $0 + $1 * $1 }
                for k in j..<n {
                    var dot = 0.0
                    for (i, value) in reflector.enumerated() { dot += value * columns[k][j + i] }
                    let scale = 2 * dot / square
                    for (i, value) in reflector.enumerated() { columns[k][j + i] -= scale * value }
                }
                // Make the diagonal positive by reversing the row.
                if columns[j][j] < 0 { for k in j..<n { columns[k][j] = -columns[k][j] } }
            } else {
                columns[j][j] = 0
            }
            rows.append(Array(columns[j][0...j]))
        }
        return rows
    }
}
