internal import Engine

/// f(l) = Σ cᵢ·e^(-l·tᵢ) with ascending times and no zero coefficient.
struct ExponentialSum {
    let coefficients: [Double]
    let times: [Double]

    /// Amounts in any order; equal times are added together, zeros dropped, the largest scaled to 1.
    init(_ amounts: [Double], _ when: [Double]) {
        let order = when.indices.sorted { (when[$0], $0) < (when[$1], $1) }
        var merged: [(c: Double, t: Double)] = []
        for index in order {
            if let last = merged.last, last.t == when[index] {
                merged[merged.count - 1].c += amounts[index]
            } else {
                merged.append((amounts[index], when[index]))
            }
        }
        merged.removeAll { $0.c == 0 }
        let largest = merged.reduce(0) { max($0, $1.c.magnitude) }
        // Dividing twice keeps the scale of subnormal amounts in range.
        coefficients = merged.map { $0.c / largest }
        times = merged.map(\.t)
    }

    var signChanges: Int { zip(coefficients, coefficients.dropFirst()).count { ($0 < 0) != ($1 < 0) } }

    /// f scaled by a positive factor that keeps its largest term at 1, and the size that rounding may have.
    func scaled(_ l: Double) -> (value: Double, rounding: Double) {
        var largest = -Double.infinity
        for i in coefficients.indices {
            largest = max(largest, ScalarMath.log(coefficients[i].magnitude) - l * times[i])
        }
        var (sum, sizes) = (0.0, 0.0)
        for i in coefficients.indices {
            let exponent = ScalarMath.log(coefficients[i].magnitude) - l * times[i]
            let term = ScalarMath.exp(exponent - largest)
            sum += coefficients[i] < 0 ? -term : term
            // e^x carries the rounding of x.
            sizes += term * (4 + exponent.magnitude + (l * times[i]).magnitude)
        }
        return (sum, sizes * 0x1p-53)
    }

    /// Where the first or the last term outweighs all others together, f has that term's sign and no zero.
    private var bounds: (lower: Double, upper: Double) {
        let last = coefficients.count - 1
        let count = ScalarMath.log(Double(coefficients.count))
        var (lower, upper) = (Double.infinity, -Double.infinity)
        for i in coefficients.indices {
            if i > 0 {
                let ratio = ScalarMath.log((coefficients[i] / coefficients[0]).magnitude) + count
                upper = max(upper, ratio / (times[i] - times[0]))
            }
            if i < last {
                let ratio = ScalarMath.log((coefficients[i] / coefficients[last]).magnitude) + count
                lower = min(lower, -ratio / (times[last] - times[i]))
            }
        }
        let margin = 1e-6 + 1e-6 * max(lower.magnitude, upper.magnitude)
        return (lower - margin, upper + margin)
    }

    /// All zeros, ascending.
    var zeros: [Double] {
        // The chain of derivatives, each with one sign change less than the one before.
        var chain = [self]
        while let reduced = chain[chain.count - 1].reduced { chain.append(reduced) }
        var found: [Double] = []
        for sum in chain.reversed() { found = sum.zeros(separatedBy: found) }
        return found
    }

    /// -(f·e^(lτ))'·e^(-lτ), τ in the middle of the first sign change; nil if there is none.
    private var reduced: ExponentialSum? {
        guard let at = coefficients.indices.dropLast().first(where: { (coefficients[$0] < 0) != (coefficients[$0 + 1] < 0) })
        else { return nil }
        let middle = 0.5 * (times[at] + times[at + 1])
        return ExponentialSum(coefficients.indices.map { coefficients[$0] * (times[$0] - middle) }, times)
    }

    /// Between neighbouring separators (the zeros of the derivative) f·e^(lτ) is monotone.
    private func zeros(separatedBy separators: [Double]) -> [Double] {
        guard signChanges > 0 else { return [] }
        let (lower, upper) = bounds
        let inner = separators.filter { $0 > lower && $0 < upper }
        let ends = [lower] + inner + [upper]
        var found: [Double] = []
        for (from, to) in zip(ends, ends.dropFirst()) {
            let (a, b) = (scaled(from), scaled(to))
            // A separator where f is 0 to rounding is a double zero; it belongs to the interval on its left.
            if from > lower && a.value.magnitude <= a.rounding { continue }
            if to < upper && b.value.magnitude <= b.rounding {
                found.append(to)
                continue
            }
            if (a.value < 0) == (b.value < 0) { continue }
            if let root = Bisection.root(from: from, to: to, { scaled($0).value }) { found.append(root) }
        }
        return found
    }
}
