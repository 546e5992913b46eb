extension VariateExpression {
    /// The value at `u`: the same operations in the same order as the graph performs them.
    ///
    /// - Parameter z: The latent normal where a copula supplies it; otherwise Φ⁻¹(u).
    package func value(at u: Double, normal z: Double? = nil) -> Double {
        let at = { (operand: VariateExpression) in operand.value(at: u, normal: z) }
        switch self {
        case .uniform: return u
        case .constant(let x): return x
        case .inverseNormal(let a):
            if let z, case .uniform = a { return z }
            return ScalarMath.inverseNormal(at(a))
        case .table(let table, let a): return table.value(at: at(a))
        case .steps(let table, let a): return table.value(at: at(a))
        case .negate(let a): return -at(a)
        case .squareRoot(let a): return at(a).squareRoot()
        case .exp(let a): return ScalarMath.exp(at(a))
        case .log(let a): return ScalarMath.log(at(a))
        case .tangent(let a): return ScalarMath.tan(at(a))
        case .ceiling(let a): return at(a).rounded(.up)
        case .add(let a, let b): return at(a) + at(b)
        case .subtract(let a, let b): return at(a) - at(b)
        case .multiply(let a, let b): return at(a) * at(b)
        case .divide(let a, let b): return at(a) / at(b)
        case .power(let a, let b): return ScalarMath.pow(at(a), at(b))
        case .minimum(let a, let b):
            let (x, y) = (at(a), at(b))
            return y < x ? y : x
        case .maximum(let a, let b):
            let (x, y) = (at(a), at(b))
            return x < y ? y : x
        case .less(let a, let b): return at(a) < at(b) ? 1 : 0
        case .select(let condition, let a, let b): return at(condition) != 0 ? at(a) : at(b)
        }
    }

    /// The same expression of another uniform: `replacement` wherever the uniform stood.
    package func substituting(_ replacement: VariateExpression) -> VariateExpression {
        let of = { (operand: VariateExpression) in operand.substituting(replacement) }
        switch self {
        case .uniform: return replacement
        case .constant: return self
        case .inverseNormal(let a): return .inverseNormal(of(a))
        case .table(let table, let a): return .table(table, of(a))
        case .steps(let table, let a): return .steps(table, of(a))
        case .negate(let a): return .negate(of(a))
        case .squareRoot(let a): return .squareRoot(of(a))
        case .exp(let a): return .exp(of(a))
        case .log(let a): return .log(of(a))
        case .tangent(let a): return .tangent(of(a))
        case .ceiling(let a): return .ceiling(of(a))
        case .add(let a, let b): return .add(of(a), of(b))
        case .subtract(let a, let b): return .subtract(of(a), of(b))
        case .multiply(let a, let b): return .multiply(of(a), of(b))
        case .divide(let a, let b): return .divide(of(a), of(b))
        case .power(let a, let b): return .power(of(a), of(b))
        case .minimum(let a, let b): return .minimum(of(a), of(b))
        case .maximum(let a, let b): return .maximum(of(a), of(b))
        case .less(let a, let b): return .less(of(a), of(b))
        case .select(let condition, let a, let b): return .select(of(condition), of(a), of(b))
        }
    }
}

extension VariateRecipe {
    /// The value at `u`, as a simulation would give it.
    package func value(at u: Double) -> Double { expression.value(at: u) }
}
