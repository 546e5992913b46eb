/// What one step adds to a factor at random: a row of coefficients over the market's independent normals, and jumps.
struct FactorNoise {
    let graph: Graph
    /// Coefficients and normals; their sum has variance 1, or, if `isScaled`, the factor's own with its jumps'.
    let terms: [(coefficient: Graph.Node, normal: Graph.Node)]
    /// Whether the coefficients contain the factor's standard deviation already.
    let isScaled: Bool
    /// Added as it is: the mean of jumps and what compensates them, and jumps that are not part of the coefficients.
    let shift: Graph.Node?

    /// A normal of variance 1, correlated with the other factors'.
    var normal: Formula {
        precondition(!isScaled, "the coefficients are those of the whole step")
        return sum(onto: nil, scale: nil)
    }

    /// `base + scale·Z`, with jumps. Each term is one pass over memory.
    func added(to base: Formula, scale: Formula) -> Formula {
        sum(onto: shifted(base), scale: isScaled ? nil : scale)
    }

    /// `base` with the jumps alone.
    func shifted(_ base: Formula) -> Formula { shift.map { base + Formula($0, in: graph) } ?? base }

    private func sum(onto base: Formula?, scale: Formula?) -> Formula {
        // Where the scale differs by path and step, it is cheaper to multiply once.
        let isLate = scale.map { !isSteady($0) && terms.count > 1 } ?? false
        var total = isLate ? nil : base
        for (coefficient, normal) in terms {
            var weight = Formula(coefficient, in: graph)
            if let scale, !isLate { weight = weight * scale }
            if weight.constant == 0 { continue }
            let term = Formula(normal, in: graph) * weight
            total = total.map { $0 + term } ?? term
        }
        guard isLate, let scale, let sum = total else { return total ?? Formula(0, in: graph) }
        return base.map { $0 + sum * scale } ?? sum * scale
    }

    private func isSteady(_ scale: Formula) -> Bool { !graph.dependsOnStep(scale.node) }
}

extension Graph {
    /// Whether a node may differ from step to step.
    func dependsOnStep(_ node: Node) -> Bool {
        var seen: Set<Int32> = []
        var stack = [node.index]
        while let index = stack.popLast() {
            guard seen.insert(index).inserted else { continue }
            let record = records[Int(index)]
            switch record.opcode {
            case .stepUniform, .state, .column, .history, .trailing: return true
            default: stack += [record.a, record.b, record.c].prefix(record.operandCount)
            }
        }
        return false
    }
}
