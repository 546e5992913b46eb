/// Ties the first innovation of a market's factor to inputs that are drawn once per path, by a Gaussian copula.
///
/// With Z the inputs' latent normals, y the factor's innovation in the first step and L the triangular factor of the
/// correlation of (Z, y), whose last row is (l, r): y' = lᵀ·L₀⁻¹·Z + r·y has the wanted correlations. Further steps, and
/// how the factors of the market move together, stay as they are.
package struct FactorTie {
    package let factor: String
    /// The latent normals of the inputs with their weights.
    let terms: [(normal: Graph.Node, weight: Double)]
    /// The weight of the factor's own innovation.
    let rest: Double

    /// - Parameters:
    ///   - normals: the latent normals of the inputs, correlated as the matrix says.
    ///   - matrix: of the inputs and, last, the factor.
    package init(_ factor: String, to normals: [Graph.Node], _ matrix: CorrelationMatrix) {
        self.factor = factor
        let rows = matrix.factor
        let last = rows[normals.count]
        // L₀ᵀ·w = l, from the end; a zero on the diagonal belongs to an input that others determine.
        var weights = [Double](repeating: 0, count: normals.count)
        for i in normals.indices.reversed() where rows[i][i] != 0 {
            var left = last[i]
            for j in normals.indices where j > i { left -= rows[j][i] * weights[j] }
            weights[i] = left / rows[i][i]
        }
        terms = zip(normals, weights).filter { $0.1 != 0 }.map { (normal: $0.0, weight: $0.1) }
        rest = last[normals.count]
    }

    /// The market's independent normals, changed in the first step such that a row of a triangular factor over them
    /// becomes y'. A change along the row leaves every other factor's correlation with this one as it is.
    func applied(to normals: [Graph.Node], row: [Double], steps: Int, in graph: Graph) -> [Graph.Node] {
        let own = zip(row, normals).reduce(Formula(0, in: graph)) { $0 + Formula($1.1, in: graph) * $1.0 }
        let tied = terms.reduce(Formula(0, in: graph)) { $0 + Formula($1.normal, in: graph) * $1.weight }
        let isFirst = Formula(graph.column((0..<steps).map { $0 == 0 ? 1 : 0 }), in: graph)
        let change = isFirst * (tied + own * (rest - 1))
        return normals.enumerated().map { i, normal in
            i < row.count && row[i] != 0 ? (Formula(normal, in: graph) + change * row[i]).node : normal
        }
    }
}
