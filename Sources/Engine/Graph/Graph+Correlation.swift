extension Graph {
    /// Makes variables depend on each other: their uniforms come from one latent vector with this correlation.
    ///
    /// Must precede every use of the variables, since it changes what their values are; a variable belongs to at most
    /// one group. The matrix is the copula's own parameter: the correlation of the latent normal or t vector.
    /// - Returns: whether the matrix had to be repaired to be positive semidefinite, and how.
    @discardableResult
    public func correlate(
        _ members: [Variable.ID], _ matrix: [[Double]], _ copula: Copula = .gaussian
    ) throws(GraphError) -> CorrelationReport {
        for (position, member) in members.enumerated() {
            let variable = self[member]
            guard variable.group == nil, !members[..<position].contains(member) else {
                throw .correlatedTwice(name: variable.name)
            }
            guard !variable.isUsed else { throw .correlatedAfterUse(name: variable.name) }
        }
        let correlation: CorrelationMatrix
        do {
            try copula.validate()
            correlation = try CorrelationMatrix(matrix, count: members.count)
        } catch {
            throw .dependence(error)
        }
        _ = addGroup(members, correlation.factor, copula)
        return correlation.report
    }
}
