/// Keelin's metalog distribution: a quantile function that goes through given quantiles exactly.
///
/// Q(y) = A(c) + B(c)·ln(y/(1−y)) with c = y − ½ and polynomials A, B (Keelin 2016, "The metalog distributions",
/// eq. 5); with bounds, Q is the quantile function of ln(x − min), −ln(max − x) or the logit of the place between them.
package struct MetalogFamily: Family {
    package static let name = "metalog"
    /// Coefficients of A and of B in powers of c.
    package let plain: [Double]
    package let logistic: [Double]
    package let bounds: Support
    package let points: [QuantilePoint]

    /// By quadrature. With one bound the tail may be too heavy for a moment; then the quadrature does not settle.
    package var mean: Moment { QuantileMoments(quantile).mean }
    package var standardDeviation: Moment { QuantileMoments(quantile).standardDeviation }
    package var support: Support { bounds }
    package func density(_ x: Double) -> Double? { nil }
    package var parameters: String {
        points.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            + (bounds.min.isFinite ? ", min \(bounds.min)" : "") + (bounds.max.isFinite ? ", max \(bounds.max)" : "")
    }

    /// The value before the bounds at ln(y/(1−y)) = `logit`.
    func inner(logit: Double, centred c: Double) -> Double {
        Self.horner(plain, c) + Self.horner(logistic, c) * logit
    }

    private func inner(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        let q = near.probability
        let logit = ScalarMath.log(q) - ScalarMath.log1p(-q)
        return near.isUpper ? inner(logit: -logit, centred: 0.5 - q) : inner(logit: logit, centred: q - 0.5)
    }

    private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reversed().reduce(0) { $0 * x + $1 }
    }

    package func quantile(_ p: TailProbability) -> Double { outward(inner(p)) }

    private func outward(_ z: Double) -> Double {
        switch (bounds.min.isFinite, bounds.max.isFinite) {
        case (false, false): return z
        case (true, false): return bounds.min + ScalarMath.exp(z)
        case (false, true): return bounds.max - ScalarMath.exp(-z)
        case (true, true):
            let t = ScalarMath.exp(-z.magnitude)
            let width = bounds.max - bounds.min
            return z < 0 ? bounds.min + width * (t / (1 + t)) : bounds.max - width * (t / (1 + t))
        }
    }

    /// The place of x on the unbounded line; what `outward` undoes.
    static func inward(_ x: Double, _ bounds: Support) -> Double {
        switch (bounds.min.isFinite, bounds.max.isFinite) {
        case (false, false): x
        case (true, false): ScalarMath.log(x - bounds.min)
        case (false, true): -ScalarMath.log(bounds.max - x)
        case (true, true): ScalarMath.log((x - bounds.min) / (bounds.max - x))
        }
    }

    package func tails(_ x: Double) -> Tails {
        let z = Self.inward(x, bounds)
        if z == -.infinity { return Tails(lower: 0, upper: 1) }
        if z == .infinity { return Tails(lower: 1, upper: 0) }
        // Q rises with the logit: bisection on it, down to neighbouring doubles.
        var low = -745.0
        var high = 745.0
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            let c = 0.5 * ScalarMath.tanh(0.5 * middle)
            if inner(logit: middle, centred: c) < z { low = middle } else { high = middle }
        }
        let t = ScalarMath.exp(-high.magnitude)
        let near = Tails(lower: t / (1 + t), upper: 1 / (1 + t))
        return high < 0 ? near : near.swapped
    }

    package var recipe: VariateRecipe {
        let c = VariateExpression.subtract(.uniform, .constant(0.5))
        let logit = VariateExpression.log(.divide(.uniform, .complement))
        let polynomial = { (coefficients: [Double]) -> VariateExpression in
            var sum = VariateExpression.constant(coefficients[coefficients.count - 1])
            for coefficient in coefficients.dropLast().reversed() {
                sum = .add(.constant(coefficient), .multiply(sum, c))
            }
            return sum
        }
        let z = VariateExpression.add(polynomial(plain), .multiply(polynomial(logistic), logit))
        switch (bounds.min.isFinite, bounds.max.isFinite) {
        case (false, false): return .expression(z)
        case (true, false): return .expression(.add(.constant(bounds.min), .exp(z)))
        case (false, true): return .expression(.subtract(.constant(bounds.max), .exp(.negate(z))))
        case (true, true):
            // min + (max − min)/(1 + e^−z): 1/(1 + ∞) is 0, so that no clamp is needed.
            let share = VariateExpression.divide(.constant(1), .add(.constant(1), .exp(.negate(z))))
            return .expression(.affine(share, from: bounds.min, to: bounds.max))
        }
    }
}

extension MetalogFamily {
    /// The metalog with as many terms as points; nil if the system is singular.
    init?(points: [QuantilePoint], bounds: Support) {
        let terms = points.count
        let rows = points.map { point in (0..<terms).map { Self.basis($0, point.probability) } }
        let right = points.map { Self.inward($0.value, bounds) }
        guard let a = LinearSystem.solve(rows, right) else { return nil }
        var plain: [Double] = [a[0]]
        var logistic: [Double] = []
        for (index, coefficient) in a.enumerated().dropFirst() {
            if Self.isLogistic(index) { logistic.append(coefficient) } else { plain.append(coefficient) }
        }
        self.plain = plain
        self.logistic = logistic.isEmpty ? [0] : logistic
        self.bounds = bounds
        self.points = points
    }

    /// Term 1, L, cL, c, c², c²L, c³, c³L, …
    private static func isLogistic(_ index: Int) -> Bool { index == 1 || index == 2 || (index > 3 && index % 2 == 1) }

    private static func basis(_ index: Int, _ y: Double) -> Double {
        let c = y - 0.5
        let logit = ScalarMath.log(y) - ScalarMath.log1p(-y)
        let power = index < 2 ? 0 : index < 4 ? 1 : index / 2
        var product = isLogistic(index) ? logit : 1
        for _ in 0..<power { product *= c }
        return product
    }

    /// The probability near which Q does not rise, or nil if it rises everywhere (checked at 4001 points, equally
    /// spaced in logit from −40 to 40, and at both ends).
    var flawedAt: Double? {
        var previous = -Double.infinity
        for step in -2000...2000 {
            let logit = Double(step) * 0.02
            let c = 0.5 * ScalarMath.tanh(0.5 * logit)
            let value = inner(logit: logit, centred: c)
            guard value > previous else { return c + 0.5 }
            previous = value
        }
        return nil
    }
}

extension Distribution {
    /// The metalog distribution through two to sixteen quantiles, optionally bounded on either side.
    ///
    /// Refused where the smooth curve through the quantiles would have to fall somewhere: such quantiles are no
    /// metalog's.
    public static func metalog(
        quantiles: [QuantilePoint], min: Double? = nil, max: Double? = nil
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(MetalogFamily.name)
        let points = try check.quantiles(quantiles, atLeast: 2)
        guard points.count <= 16 else {
            throw DistributionError(
                check.family, "quantiles", nil, mustBe: "at most 16, not \(points.count)",
                remedy: "use `empirical { samples = ... }` for a sample")
        }
        if let min { try check.finite("min", min) }
        if let max { try check.finite("max", max) }
        if let min, let max { try check.interval(min, max) }
        let first = points[0]
        let last = points[points.count - 1]
        if let min, min >= first.value {
            throw DistributionError(
                check.family, first.name, first.value, mustBe: "greater than `min`", operands: [.init("min", min)])
        }
        if let max, max <= last.value {
            throw DistributionError(
                check.family, last.name, last.value, mustBe: "less than `max`", operands: [.init("max", max)])
        }
        let bounds = Support(min ?? -.infinity, max ?? .infinity)
        guard let family = MetalogFamily(points: points, bounds: bounds) else {
            throw DistributionError(
                check.family, "quantiles", nil, mustBe: "farther apart in probability", kind: .noFit)
        }
        if let flaw = family.flawedAt {
            throw DistributionError(
                check.family, "quantiles", nil,
                mustBe:
                    "such that a smooth curve through them rises; it falls near probability \(rounded(flaw))",
                remedy: "give fewer or less uneven quantiles, or state `min` and `max`", kind: .noFit)
        }
        return Distribution(.metalog(family))
    }

    /// Two significant digits, for messages.
    private static func rounded(_ p: Double) -> Double {
        let near = p < 0.5 ? p : 1 - p
        if near < 0.01 { return p < 0.5 ? 0.01 : 0.99 }
        return (p * 100).rounded() / 100
    }
}
