/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.
///
/// Golub and Van Loan, "Matrix Computations", section 8.5: each rotation annihilates one off-diagonal entry; the sweeps
/// converge quadratically and small eigenvalues keep absolute accuracy near machine epsilon times the norm.
package struct SymmetricEigen: Sendable {
    /// Ascending.
    package let values: [Double]
    /// `vectors[k]` belongs to `values[k]`; orthonormal.
    package let vectors: [[Double]]

    /// - Parameter matrix: Symmetric, finite; only its upper triangle is read.
    package init(_ matrix: [[Double]]) {
        let n = matrix.count
        var a = [Double](repeating: 0, count: n * n)
        for i in 0..<n { for j in i..<n { a[i * n + j] = matrix[i][j]; a[j * n + i] = matrix[i][j] } }
        // Rows of v are the eigenvectors under construction.
        var v = [Double](repeating: 0, count: n * n)
        for i in 0..<n { v[i * n + i] = 1 }
        for _ in 0..<60 {
            var off = 0.0
            var diagonal = 0.0
            for i in 0..<n {
                diagonal += a[i * n + i] * a[i * n + i]
                for j in (i + 1)..<Swift.max(n, i + 1) { off += a[i * n + j] * a[i * n + j] }
            }
            if off <= 1e-34 * diagonal || off == 0 { break }
            for p in 0..<n {
                for q in (p + 1)..<Swift.max(n, p + 1) { Self.rotate(&a, &v, n, p, q) }
            }
        }
        let order = (0..<n).sorted { (a[$0 * n + $0], $0) < (a[$1 * n + $1], $1) }
        values = order.map { a[$0 * n + $0] }
        vectors = order.map { Array(v[($0 * n)..<($0 * n + n)]) }
    }

    /// Annihilates a[p][q].
    private static func rotate(_ a: inout [Double], _ v: inout [Double], _ n: Int, _ p: Int, _ q: Int) {
        let apq = a[p * n + q]
        if apq == 0 { return }
        let tau = (a[q * n + q] - a[p * n + p]) / (2 * apq)
        let t = (tau < 0 ? -1 : 1) / (tau.magnitude + (1 + tau * tau).squareRoot())
        let c = 1 / (1 + t * t).squareRoot()
        let s = t * c
        for k in 0..<n {
            let x = a[k * n + p]
            let y = a[k * n + q]
            a[k * n + p] = c * x - s * y
            a[k * n + q] = s * x + c * y
        }
        for k in 0..<n {
            let x = a[p * n + k]
            let y = a[q * n + k]
            a[p * n + k] = c * x - s * y
            a[q * n + k] = s * x + c * y
            let f = v[p * n + k]
            let g = v[q * n + k]
            v[p * n + k] = c * f - s * g
            v[q * n + k] = s * f + c * g
        }
        a[p * n + q] = 0
        a[q * n + p] = 0
    }
}
