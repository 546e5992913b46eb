/// The lower triangular factor of a positive semidefinite matrix (Cholesky): L·Lᵀ is the matrix.
struct TriangularFactor {
    /// Row i has i + 1 entries.
    let rows: [[Double]]

    /// - Precondition: positive semidefinite to rounding. What a dependent row leaves on the diagonal is 0.
    init(_ matrix: [[Double]]) {
        var rows: [[Double]] = []
        for i in matrix.indices {
            var row: [Double] = []
            for j in 0...i {
                var rest = matrix[i][j]
                for k in 0..<j { rest -= row[k] * (i == j ? row[k] : rows[j][k]) }
                if i == j {
                    row.append(rest > 1e-14 * matrix[i][i] ? rest.squareRoot() : 0)
                } else {
                    row.append(rows[j][j] > 0 ? rest / rows[j][j] : 0)
                }
            }
            rows.append(row)
        }
        self.rows = rows
    }
}
