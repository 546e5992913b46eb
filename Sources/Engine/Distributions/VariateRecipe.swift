/// How a simulation turns the one uniform of a variable into its value.
///
/// Every recipe is a non-decreasing function of one uniform u in (0, 1) (to rounding), so that a variable works alike
/// under random, Sobol, Latin-hypercube and antithetic sampling and under a copula. The graph lowers a recipe to its
/// own operations; `evaluate(uniform:)` is the scalar meaning of the same operations in the same order.
package enum VariateRecipe: Hashable, Sendable {
    /// `mean + standardDeviation · z` with z = Φ⁻¹(u). Under a Gaussian copula z is the latent normal itself.
    case affineNormal(mean: Double, standardDeviation: Double)
    /// `exp(mean + standardDeviation · z)`; both parameters are those of the logarithm.
    case expAffineNormal(mean: Double, standardDeviation: Double)
    /// The triangular quantile function, for which the kernels have one operation; `expression` gives the same bits.
    case triangular(TriangularRecipe)
    /// Anything else: a small expression over the uniform.
    case expression(VariateExpression)

    /// The recipe written out as one expression; what the graph lowers.
    package var expression: VariateExpression {
        switch self {
        case .affineNormal(let mean, let standardDeviation):
            .add(.constant(mean), .multiply(.constant(standardDeviation), .inverseNormal(.uniform)))
        case .expAffineNormal(let mean, let standardDeviation):
            .exp(.add(.constant(mean), .multiply(.constant(standardDeviation), .inverseNormal(.uniform))))
        case .triangular(let triangular):
            triangular.expression
        case .expression(let expression):
            expression
        }
    }
}

/// `u < split ? minimum + √(u·lower) : maximum − √((1 − u)·upper)`, as `hr_triangular` of CKernels.
package struct TriangularRecipe: Hashable, Sendable {
    package let minimum: Double
    package let maximum: Double
    /// The probability left of the mode.
    package let split: Double
    package let lower: Double
    package let upper: Double

    package var expression: VariateExpression {
        // One square root for both sides.
        let isLeft = VariateExpression.less(.uniform, .constant(split))
        let root = VariateExpression.squareRoot(
            .select(
                isLeft, .multiply(.uniform, .constant(lower)), .multiply(.complement, .constant(upper))))
        return .select(isLeft, .add(.constant(minimum), root), .subtract(.constant(maximum), root))
    }
}

/// A small expression over one uniform. Each case is one operation of the graph, rounded once.
///
/// Sub-expressions may repeat (`triangular` uses its uniform three times): the graph shares equal nodes, and the
/// scalar evaluation does not care.
package indirect enum VariateExpression: Hashable, Sendable {
    /// The uniform of the variable, in (0, 1).
    case uniform
    case constant(Double)
    /// Φ⁻¹ of the operand. `inverseNormal(.uniform)` is the latent normal where a copula already has it.
    case inverseNormal(VariateExpression)
    /// The smooth quantile table at the operand.
    case table(QuantileTable, VariateExpression)
    /// The generalised inverse of a step function at the operand.
    case steps(StepTable, VariateExpression)
    case negate(VariateExpression)
    case squareRoot(VariateExpression)
    case exp(VariateExpression)
    case log(VariateExpression)
    case tangent(VariateExpression)
    case ceiling(VariateExpression)
    case add(VariateExpression, VariateExpression)
    case subtract(VariateExpression, VariateExpression)
    case multiply(VariateExpression, VariateExpression)
    case divide(VariateExpression, VariateExpression)
    case power(VariateExpression, VariateExpression)
    /// `min(a, b)` in the sense of the graph: `b < a ? b : a`.
    case minimum(VariateExpression, VariateExpression)
    /// `max(a, b)` in the sense of the graph: `a < b ? b : a`.
    case maximum(VariateExpression, VariateExpression)
    /// 1 where the first is less than the second, else 0.
    case less(VariateExpression, VariateExpression)
    /// The second where the first is not 0, else the third.
    case select(VariateExpression, VariateExpression, VariateExpression)
}
