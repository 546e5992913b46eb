/// Where the uniform of a variable comes from.
private struct VariateSource {
    let uniform: Graph.Node
    /// Φ⁻¹ of the uniform where it is at hand without computing the uniform first.
    let latentNormal: Graph.Node?
}

extension Graph {
    /// The value of a variable's recipe.
    func lower(_ recipe: VariateRecipe, of variable: Variable.ID) -> Node {
        let source = self.source(of: variable)
        if case .triangular(let shape) = recipe {
            return lookup(.triangular, tables.insert(shape), source.uniform)
        }
        return lower(recipe.expression, from: source)
    }

    /// The value of a recipe at a uniform of its own.
    package func lower(_ recipe: VariateRecipe, at uniform: Node) -> Node {
        if case .triangular(let shape) = recipe { return lookup(.triangular, tables.insert(shape), uniform) }
        return lower(recipe.expression, from: VariateSource(uniform: uniform, latentNormal: nil))
    }

    /// The value of a distribution with the rank of a standard normal.
    func variate(_ distribution: Distribution, atNormal normal: Node) -> Node {
        let source = VariateSource(uniform: insideUnitInterval(apply(.normalCDF, normal)), latentNormal: normal)
        return lower(distribution.recipe.expression, from: source)
    }

    /// Φ(z) stays inside (0, 1), so that no quantile function is asked at its ends: the smallest and largest uniform
    /// that a stream can give.
    private static let smallestUniform = 0x1p-54
    private static let largestUniform = 1 - 0x1p-53

    /// The standard normal that a variable is a monotone function of.
    package func latentNormal(of variable: Variable.ID) -> Node {
        let source = source(of: variable)
        randomness.variables[Int(variable.index)].isUsed = true
        return source.latentNormal ?? apply(.inverseNormal, source.uniform)
    }

    private func source(of variable: Variable.ID) -> VariateSource {
        let declared = self[variable]
        let own = uniform(randomness.streamOfVariable[Int(variable.index)])
        guard let groupIndex = declared.group else { return VariateSource(uniform: own, latentNormal: nil) }
        let group = randomness.groups[groupIndex]
        let position = group.members.firstIndex(of: variable)!
        let normal = latentNormal(group, position)
        switch group.copula {
        case .gaussian:
            return VariateSource(uniform: insideUnitInterval(apply(.normalCDF, normal)), latentNormal: normal)
        case .t(let df):
            let shared = VariateSource(uniform: uniform(group.sharedStream!), latentNormal: nil)
            let scale = lower(Copula.mixing(df: df), from: shared)
            let latent = VariateSource(uniform: apply(.multiply, normal, scale), latentNormal: nil)
            let u = lower(Copula.uniform(df: df), from: latent)
            return VariateSource(uniform: insideUnitInterval(u), latentNormal: nil)
        }
    }

    /// Component `position` of the group's latent normal vector: row of the factor times independent normals.
    private func latentNormal(_ group: CorrelatedGroup, _ position: Int) -> Node {
        var sum: Node?
        for (column, weight) in group.factor[position].enumerated() where weight != 0 {
            let stream = randomness.streamOfVariable[Int(group.members[column].index)]
            let term = apply(.multiply, apply(.inverseNormal, uniform(stream)), constant(weight))
            sum = sum.map { apply(.add, $0, term) } ?? term
        }
        return sum!
    }

    func uniform(_ stream: Int32) -> Node { intern(NodeRecord(.uniform, .number, stream)) }

    private func insideUnitInterval(_ u: Node) -> Node {
        apply(.minimum, apply(.maximum, u, constant(Graph.smallestUniform)), constant(Graph.largestUniform))
    }

    private func lower(_ expression: VariateExpression, from source: VariateSource) -> Node {
        switch expression {
        case .uniform: source.uniform
        case .constant(let x): constant(x)
        case .inverseNormal(.uniform) where source.latentNormal != nil: source.latentNormal!
        case .inverseNormal(let a): apply(.inverseNormal, lower(a, from: source))
        case .table(let table, let a): lookup(.table, tables.insert(table), lower(a, from: source))
        case .steps(let table, let a): lookup(.steps, tables.insert(table), lower(a, from: source))
        case .negate(let a): apply(.negate, lower(a, from: source))
        case .squareRoot(let a): apply(.squareRoot, lower(a, from: source))
        case .exp(let a): apply(.exp, lower(a, from: source))
        case .log(let a): apply(.log, lower(a, from: source))
        case .tangent(let a): apply(.tangent, lower(a, from: source))
        case .ceiling(let a): apply(.ceil, lower(a, from: source))
        case .add(let a, let b): apply(.add, lower(a, from: source), lower(b, from: source))
        case .subtract(let a, let b): apply(.subtract, lower(a, from: source), lower(b, from: source))
        case .multiply(let a, let b): apply(.multiply, lower(a, from: source), lower(b, from: source))
        case .divide(let a, let b): apply(.divide, lower(a, from: source), lower(b, from: source))
        case .power(let a, let b): apply(.power, lower(a, from: source), lower(b, from: source))
        case .minimum(let a, let b): apply(.minimum, lower(a, from: source), lower(b, from: source))
        case .maximum(let a, let b): apply(.maximum, lower(a, from: source), lower(b, from: source))
        case .less(let a, let b): apply(.less, lower(a, from: source), lower(b, from: source))
        case .select(let condition, let a, let b):
            select(lower(condition, from: source), lower(a, from: source), lower(b, from: source))
        }
    }

    private func lookup(_ opcode: Opcode, _ table: Int32, _ at: Node) -> Node {
        intern(NodeRecord(opcode, .number, at.index, 0, table))
    }
}
