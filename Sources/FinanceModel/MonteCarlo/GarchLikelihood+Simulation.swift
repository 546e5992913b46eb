public import Engine

extension GarchLikelihood {
    /// The variance `ahead` periods after the last return, along simulated innovations; its mean is the last of
    /// `forecast(ahead)`. Exact.
    ///
    /// - Parameter ahead: at least 1; all but the first step declare the variable "name k".
    /// - Throws: `GraphError` if a name is taken; `DistributionError` for degrees of freedom that no variable takes.
    public func simulatedVariance(
        ahead: Int, in graph: Graph, name: String = "innovation"
    ) throws -> SimulatedEstimate {
        var variance = Symbol(graph, nextVariance)
        for step in 1..<max(ahead, 1) {
            let shock: Symbol
            switch parameters.innovation {
            case .normal: shock = try Symbol.standardNormal("\(name) \(step)", in: graph)
            case .studentT(let nu):
                let variable = try graph.declare(
                    "\(name) \(step)", isNamed: true,
                    try .studentT(df: nu, location: 0, scale: RiskMeasures.unitVarianceScale(nu: nu)))
                shock = Symbol(graph, graph.variate(variable))
            }
            let weight = shock.ifBelow(
                0, Symbol(graph, parameters.arch + parameters.asymmetry), else: Symbol(graph, parameters.arch))
            variance = variance * (weight * shock.squared + parameters.garch) + parameters.constant
        }
        return SimulatedEstimate(variance.node)
    }
}
