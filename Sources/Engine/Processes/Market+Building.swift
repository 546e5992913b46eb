extension Market {
    /// Puts the market into a model: one level per factor and step.
    ///
    /// Every factor draws from a stream of its own, keyed by the prefix and its name, so that two markets that share
    /// names see the same dice. What a factor adds in a step is a row of the correlation's triangular factor over these
    /// normals; where jumps are common, the row is that of the step's whole covariance given the number of jumps.
    ///
    /// - Parameters:
    ///   - dtYears: the length of a step, above 0.
    ///   - steps: how many steps the model has; columns have as many entries.
    ///   - streamPrefix: the beginning of the names of all streams.
    ///   - tie: what one factor's first innovation hangs together with.
    package func build(
        in graph: Graph, dtYears: Double, steps: Int, streamPrefix: String, tie: FactorTie? = nil
    ) throws(MarketBuildError) -> [BuiltFactor] {
        for factor in factors {
            do {
                try factor.process.validate(in: graph, dtYears: dtYears)
            } catch {
                throw .parameter(factor: factor.name, error)
            }
        }
        if let jumps, jumps.rate * dtYears > Jumps.largestMean {
            throw .market(.tooManyJumps(mean: jumps.rate * dtYears))
        }
        let regime = regimeFactor.map { _ in graph.makeState(.number) }
        if let tie {
            do { try requireTie(to: tie.factor) } catch { throw .market(error) }
        }
        let noises = MarketNoise(self, graph, dtYears, streamPrefix, regime: regime, tie: tie, steps: steps).noises
        var row = try sharedRow(graph, steps: steps, streamPrefix: streamPrefix)
        return factors.enumerated().map { index, factor in
            let isBootstrapped = factor.process.bootstrap != nil
            defer { if isBootstrapped { row?.states = [] } }
            let step = FactorStep(
                graph: graph, name: factor.name, dt: dtYears, steps: steps, stream: "\(streamPrefix)/\(factor.name)",
                noise: randomFactors.firstIndex(of: index).map { noises[$0] },
                regime: index == regimeFactor ? regime : nil, row: row)
            return factor.process.content.build(step)
        }
    }

    /// Whether a factor has an innovation that can be tied to inputs outside.
    package func requireTie(to name: String) throws(MarketError) {
        guard let index = factors.firstIndex(where: { $0.name == name }) else {
            throw .unknownFactor(name, factors: factors.map(\.name))
        }
        guard randomFactors.contains(index) else { throw .notRandom(name, process: factors[index].process.word) }
        if regimeFactor != nil { throw .tieWithRegimes(name) }
    }

    /// The row that all bootstrapped factors repeat in a step; nil without such factors.
    private func sharedRow(
        _ graph: Graph, steps: Int, streamPrefix: String
    ) throws(MarketBuildError) -> ResampledRow? {
        let all = factors.compactMap { factor in factor.process.bootstrap.map { (factor.name, $0) } }
        guard let (name, first) = all.first else { return nil }
        for (other, bootstrap) in all.dropFirst() where !bootstrap.isJoint(with: first) {
            throw .market(.rowsDiffer(name, other))
        }
        return first.row(graph, steps: steps, stream: "\(streamPrefix)/common rows")
    }
}

/// Why a market can't be put into a model.
package enum MarketBuildError: Error, Sendable {
    case parameter(factor: String, ProcessError)
    case market(MarketError)
}
