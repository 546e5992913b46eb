/// How correlated variables depend on each other beyond their correlations.
public enum Copula: Hashable, Sendable {
    /// The dependence of a normal vector: extremes become independent in the far tails.
    case gaussian
    /// The dependence of a t vector: extremes come together, the more so the fewer degrees of freedom.
    case t(df: Double)

    /// Degrees of freedom that a t copula may have.
    package static let degreesRange = 0.5...1e6

    /// Checks the copula's own parameter.
    package func validate() throws(DependenceError) {
        if case .t(let df) = self, !Copula.degreesRange.contains(df) { throw .degreesOfFreedom(df) }
    }

    /// √(df/χ²) as an expression of one uniform, shared by the members of a t group: what the latent normals are
    /// multiplied by. χ² with df degrees of freedom is twice a gamma variable of shape df/2.
    package static func mixing(df: Double) -> VariateExpression {
        .squareRoot(.divide(.constant(df / 2), QuantileTable.gamma(df / 2).expression))
    }

    /// The t distribution function as an expression of the latent value (which stands where the uniform stands).
    ///
    /// The far tail is a table over w, the tail of the t distribution with two degrees of freedom, which has a closed
    /// form without cancellation: w = 1/(2 + x² + |x|·√(2 + x²)).
    package static func uniform(df: Double) -> VariateExpression {
        let x = VariateExpression.uniform
        let size = VariateExpression.maximum(x, .negate(x))
        let square = VariateExpression.add(.constant(2), .multiply(x, x))
        let w = VariateExpression.divide(.constant(1), .add(square, .multiply(size, .squareRoot(square))))
        let tail = QuantileTable.studentTail(df).expression(of: .maximum(w, .constant(0x1p-54)))
        return .select(.less(x, .constant(0)), tail, .subtract(.constant(1), tail))
    }
}

extension QuantileTable {
    /// ln P(T > x) against w = P(T₂ > x), for x >= 0; the upper end is not used.
    static func studentTail(_ df: Double) -> QuantileTable {
        tabulated("student_t tail \(df)", subdivision: 6, isLogarithm: true) { p in
            if p.isUpper { return p.probability }
            // x with P(T₂ > x) = w: (1 − 2w)/√(2w(1 − w)).
            let w = p.probability
            let x = (1 - 2 * w) / (2 * w * (1 - w)).squareRoot()
            return StudentT.tails(df, x).upper
        }
    }
}
