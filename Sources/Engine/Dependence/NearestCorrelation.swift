/// The correlation matrix nearest to a symmetric matrix in the Frobenius norm.
///
/// The problem of Higham (2002), IMA J. Numer. Anal. 22:329–343, solved through its dual by the semismooth Newton
/// method of Qi and Sun (2006), SIAM J. Matrix Anal. Appl. 28:360–385: quadratic convergence where alternating
/// projections need hundreds of eigenvalue problems.
package struct NearestCorrelation: Sendable {
    /// Symmetric, unit diagonal, positive semidefinite to rounding.
    package let matrix: [[Double]]
    /// ‖matrix − given‖ in the Frobenius norm.
    package let distance: Double
    /// Eigenvalue problems solved.
    package let iterations: Int

    /// - Parameter given: Any symmetric finite matrix (the diagonal need not be 1).
    package init(_ given: [[Double]]) {
        let n = given.count
        var y = [Double](repeating: 0, count: n)
        for i in 0..<n { y[i] = 1 - given[i][i] }
        var state = Dual(given, y)
        var iterations = 1
        while state.gradientNorm > 1e-13 * Double(n), iterations < 200 {
            let direction = state.newtonDirection()
            // Armijo's rule on the convex dual objective.
            let slope = zip(state.gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
            var step = 1.0
            var next = state
            for _ in 0..<40 {
                next = Dual(given, zip(y, direction).map { $0 + step * $1 })
                iterations += 1
                if next.objective <= state.objective + 1e-4 * step * slope
                    || next.gradientNorm < 0.5 * state.gradientNorm
                {
                    break
                }
                step /= 2
            }
            let improved = next.gradientNorm < state.gradientNorm || next.objective < state.objective
            guard improved else { break }
            y = next.point
            state = next
        }
        // The projection has a diagonal of 1 to about 1e-13; scale it to exactly 1.
        let projected = state.projection
        let scale = (0..<n).map { 1 / Swift.max(projected[$0][$0], 1e-300).squareRoot() }
        var result = projected
        for i in 0..<n {
            result[i][i] = 1
            for j in 0..<i {
                let entry = Swift.min(Swift.max(projected[i][j] * scale[i] * scale[j], -1), 1)
                result[i][j] = entry
                result[j][i] = entry
            }
        }
        matrix = result
        var sum = 0.0
        for i in 0..<n { for j in 0..<n { sum += (result[i][j] - given[i][j]) * (result[i][j] - given[i][j]) } }
        distance = sum.squareRoot()
        self.iterations = iterations
    }
}

/// The dual at a point y: θ(y) = ½‖(A + diag y)₊‖² − Σy, its gradient diag((A + diag y)₊) − 1.
private struct Dual {
    let point: [Double]
    let eigen: SymmetricEigen
    let projection: [[Double]]
    let objective: Double
    let gradient: [Double]

    var gradientNorm: Double { gradient.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    init(_ given: [[Double]], _ y: [Double]) {
        let n = y.count
        var shifted = given
        for i in 0..<n { shifted[i][i] += y[i] }
        point = y
        eigen = SymmetricEigen(shifted)
        var projected = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        var norm = 0.0
        for (value, vector) in zip(eigen.values, eigen.vectors) where value > 0 {
            norm += value * value
            for i in 0..<n {
                let scaled = value * vector[i]
                for j in 0...i { projected[i][j] += scaled * vector[j] }
            }
        }
        for i in 0..<n { for j in 0..<i { projected[j][i] = projected[i][j] } }
        projection = projected
        objective = 0.5 * norm - y.reduce(0, +)
        gradient = (0..<n).map { projected[$0][$0] - 1 }
    }

    /// Solves V·d = −gradient by conjugate gradients, V a generalised Jacobian, slightly regularised.
    func newtonDirection() -> [Double] {
        let n = point.count
        let weights = self.weights
        let regular = Swift.min(1e-3, 0.1 * gradientNorm)
        var d = [Double](repeating: 0, count: n)
        var residual = gradient.map { -$0 }
        var search = residual
        var rho = residual.reduce(0) { $0 + $1 * $1 }
        let goal = rho * Swift.min(1e-2, gradientNorm) * Swift.min(1e-2, gradientNorm)
        for _ in 0..<Swift.max(50, 2 * n) {
            if rho <= goal { break }
            let image = zip(product(search, weights), search).map { $0 + regular * $1 }
            let curvature = zip(search, image).reduce(0) { $0 + $1.0 * $1.1 }
            guard curvature > 0 else { break }
            let alpha = rho / curvature
            for i in 0..<n {
                d[i] += alpha * search[i]
                residual[i] -= alpha * image[i]
            }
            let next = residual.reduce(0) { $0 + $1 * $1 }
            let beta = next / rho
            rho = next
            for i in 0..<n { search[i] = residual[i] + beta * search[i] }
        }
        return d
    }

    /// Ω of Qi and Sun: first divided differences of max(0, λ).
    private var weights: [[Double]] {
        let values = eigen.values
        return values.map { a in
            values.map { b in
                if a > 0 && b > 0 { return 1 }
                if a <= 0 && b <= 0 { return 0 }
                return Swift.max(a, b) / (a - b).magnitude
            }
        }
    }

    /// diag(P·(Ω∘(Pᵀ·diag h·P))·Pᵀ).
    private func product(_ h: [Double], _ weights: [[Double]]) -> [Double] {
        let n = h.count
        var result = [Double](repeating: 0, count: n)
        for k in 0..<n {
            for l in 0...k where weights[k][l] != 0 {
                var inner = 0.0
                for i in 0..<n { inner += eigen.vectors[k][i] * h[i] * eigen.vectors[l][i] }
                inner *= weights[k][l] * (k == l ? 1 : 2)
                for i in 0..<n { result[i] += eigen.vectors[k][i] * eigen.vectors[l][i] * inner }
            }
        }
        return result
    }
}
