/// Climbs to the maximum of a smooth function of a few variables.
enum Maximiser {
    /// What the function is at a point; nil outside its domain.
    typealias Objective = (_ point: [Double]) -> (value: Double, gradient: [Double])?

    /// The Broyden–Fletcher–Goldfarb–Shanno method with a backtracking line search (Nocedal and Wright, Numerical
    /// Optimization, 2006, algorithms 6.1 and 3.1).
    ///
    /// Ends where no gradient component times its variable's step promises more than `tolerance`; nil where the start is
    /// outside the domain or 500 steps don't suffice.
    static func climb(from start: [Double], tolerance: Double = 1e-9, _ objective: Objective) -> (point: [Double], value: Double)? {
        let n = start.count
        guard var current = objective(start) else { return nil }
        var point = start
        var inverse = identity(n)
        var isFresh = true
        for _ in 0..<500 {
            var direction = multiplied(inverse, current.gradient)
            var slope = dot(direction, current.gradient)
            if !(slope > 0) {
                inverse = identity(n)
                isFresh = true
                direction = current.gradient
                slope = dot(direction, direction)
            }
            if slope < tolerance { return (point, current.value) }
            // The first steps know no scale: none may move a variable by more than ½.
            let longest = direction.reduce(0) { max($0, $1.magnitude) }
            var length = isFresh ? min(1, 0.5 / longest) : min(1, 2 / longest)
            var next: (value: Double, gradient: [Double])?
            var candidate = point
            for _ in 0..<40 {
                candidate = zip(point, direction).map { $0 + length * $1 }
                if let found = objective(candidate), found.value >= current.value + 1e-4 * length * slope {
                    next = found
                    break
                }
                length *= 0.4
            }
            guard let next else {
                // Rounding hides what is left to gain; a fresh start along the gradient may still climb.
                if isFresh { return slope < 1e-3 ? (point, current.value) : nil }
                inverse = identity(n)
                isFresh = true
                continue
            }
            let step = zip(candidate, point).map { $0 - $1 }
            let bend = zip(current.gradient, next.gradient).map { $0 - $1 }
            let curvature = dot(step, bend)
            if curvature > 1e-12 * (dot(step, step) * dot(bend, bend)).squareRoot() {
                if isFresh {
                    inverse = identity(n, scale: curvature / dot(bend, bend))
                    isFresh = false
                }
                let moved = multiplied(inverse, bend)
                let factor = (1 + dot(bend, moved) / curvature) / curvature
                for i in 0..<n {
                    for j in 0..<n {
                        inverse[i][j] += factor * step[i] * step[j] - (moved[i] * step[j] + step[i] * moved[j]) / curvature
                    }
                }
            }
            point = candidate
            current = next
        }
        return nil
    }

    private static func identity(_ n: Int, scale: Double = 1) -> [[Double]] {
        (0..<n).map { i in (0..<n).map { $0 == i ? scale : 0 } }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }

    private static func multiplied(_ matrix: [[Double]], _ vector: [Double]) -> [Double] { matrix.map { dot($0, vector) } }
}

/// The curvature of a log-likelihood at its maximum, and the covariance that it implies.
enum Information {
    /// Minus the Hessian, by central differences of the score with steps of `steps`, made symmetric.
    static func observed(at point: [Double], steps: [Double], score: ([Double]) -> [Double]?) -> [[Double]]? {
        let n = point.count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        for i in 0..<n {
            var (up, down) = (point, point)
            up[i] += steps[i]
            down[i] -= steps[i]
            guard let above = score(up), let below = score(down) else { return nil }
            for j in 0..<n { matrix[i][j] = -(above[j] - below[j]) / (2 * steps[i]) }
        }
        return (0..<n).map { i in (0..<n).map { j in 0.5 * (matrix[i][j] + matrix[j][i]) } }
    }

    /// The inverse of an information matrix; nil unless it is positive definite.
    static func covariance(_ information: [[Double]]) -> [[Double]]? {
        let n = information.count
        guard isPositiveDefinite(information) else { return nil }
        var columns: [[Double]] = []
        for i in 0..<n {
            guard let column = LinearSystem.solve(information, (0..<n).map { $0 == i ? 1 : 0 }) else { return nil }
            columns.append(column)
        }
        return (0..<n).map { i in (0..<n).map { j in 0.5 * (columns[j][i] + columns[i][j]) } }
    }

    /// A⁻¹BA⁻¹ of the inverse Hessian A⁻¹ and the scores' outer product B: the covariance where the model is not quite true.
    static func sandwich(_ inverse: [[Double]], _ outer: [[Double]]) -> [[Double]] {
        let n = inverse.count
        func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
            (0..<n).map { i in (0..<n).map { j in (0..<n).reduce(0) { $0 + a[i][$1] * b[$1][j] } } }
        }
        return product(product(inverse, outer), inverse)
    }

    /// The first covariance, with each standard deviation raised to the second's where that is larger; correlations stay.
    static func larger(_ first: [[Double]], _ second: [[Double]]) -> [[Double]] {
        let ratios = first.indices.map { max(1, (second[$0][$0] / first[$0][$0]).squareRoot()) }
        return first.indices.map { i in first.indices.map { j in first[i][j] * ratios[i] * ratios[j] } }
    }

    /// By Cholesky's factorisation.
    private static func isPositiveDefinite(_ matrix: [[Double]]) -> Bool {
        let n = matrix.count
        var factor = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        for i in 0..<n {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                if i == j {
                    guard sum > 0 else { return false }
                    factor[i][i] = sum.squareRoot()
                } else {
                    factor[i][j] = sum / factor[j][j]
                }
            }
        }
        return true
    }

    /// The standard deviation of Σ gradientᵢ·estimateᵢ.
    static func error(_ covariance: [[Double]], _ gradient: [Double]) -> Double {
        var sum = 0.0
        for i in gradient.indices { for j in gradient.indices { sum += gradient[i] * gradient[j] * covariance[i][j] } }
        return max(0, sum).squareRoot()
    }
}
