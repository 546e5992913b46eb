/// The noise of every factor of a market in one step.
///
/// Given n jumps, what the factors add is a normal vector with covariance Σ·dt + n·diag(s²) (Merton 1976, for several
/// assets): a row of its triangular factor over one normal per factor, chosen by n from a short list, costs no more
/// dice than a market without jumps. Factors whose standard deviation differs by path keep the row of the correlation
/// and take the jumps' normals from streams of their own.
struct MarketNoise {
    private let market: Market
    private let graph: Graph
    private let dt: Double
    private let prefix: String
    private let factors: [Market.Factor]
    /// The independent normals, one per factor.
    private let normals: [Graph.Node]
    /// The standard deviations that are one number, by factor.
    private let scales: [Double?]
    private let sizes: [Jumps.Size?]
    /// 1 + the number of jumps; nil without jumps.
    private let jumpPlace: Graph.Node?
    private let largestJumpCount: Int
    /// 1 + the regime at hand, where it chooses the correlation.
    private let regime: Graph.Node?

    init(
        _ market: Market, _ graph: Graph, _ dt: Double, _ prefix: String, regime: Graph.Node? = nil, tie: FactorTie? = nil,
        steps: Int
    ) {
        self.regime = market.regimeMatrices.isEmpty ? nil : regime
        self.market = market
        self.graph = graph
        self.dt = dt
        self.prefix = prefix
        let factors = market.randomFactors.map { market.factors[$0] }
        self.factors = factors
        let independent = factors.map { graph.apply(.inverseNormal, graph.stepUniform("\(prefix)/\($0.name)")) }
        if let tie, let tied = factors.firstIndex(where: { $0.name == tie.factor }) {
            normals = tie.applied(to: independent, row: market.correlation?.factor[tied] ?? [1], steps: steps, in: graph)
        } else {
            normals = independent
        }
        let jumps = market.jumps.flatMap { $0.rate > 0 && !$0.sizes.isEmpty ? $0 : nil }
        sizes = factors.map { jumps?.size(of: $0.name) }
        scales = factors.map { $0.process.content.steadyScale(graph, dtYears: dt) }
        guard let jumps else {
            jumpPlace = nil
            largestJumpCount = 0
            return
        }
        let cumulative = jumps.cumulative(dtYears: dt)
        let uniform = graph.stepUniform("\(prefix)/common jumps")
        largestJumpCount = cumulative.count
        var place = graph.constant(Double(cumulative.count + 1))
        for (n, bound) in cumulative.enumerated().reversed() {
            place = graph.select(
                graph.apply(.lessEqual, uniform, graph.constant(bound)), graph.constant(Double(n + 1)), place)
        }
        jumpPlace = place
    }

    /// In the order of the market's random factors.
    var noises: [FactorNoise] {
        // A triangular factor for every regime and number of jumps.
        let matrices: [CorrelationMatrix?] = regime == nil ? [market.correlation] : market.regimeMatrices
        let hasJumps = jumpPlace != nil
        let rows = matrices.flatMap { matrix -> [[[Double]]] in
            guard hasJumps else { return [matrix?.factor ?? factors.map { _ in [1] }] }
            return (0...largestJumpCount).map { factor(matrix, jumps: $0) }
        }
        return factors.indices.map { i in
            let coefficients = (0...i).map { j in chosen(rows.map { $0[i][j] }) }
            return noise(coefficients, isScaled: hasJumps && isFolded(i), shift: shift(i))
        }
    }

    private func noise(_ coefficients: [Graph.Node], isScaled: Bool, shift: Graph.Node?) -> FactorNoise {
        FactorNoise(graph: graph, terms: Array(zip(coefficients, normals)), isScaled: isScaled, shift: shift)
    }

    /// Whether the coefficients of factor i contain its standard deviation and its jumps.
    private func isFolded(_ i: Int) -> Bool { scales[i] != nil && sizes[i] != nil }

    /// The triangular factor of the covariance given n jumps.
    private func factor(_ correlation: CorrelationMatrix?, jumps n: Int) -> [[Double]] {
        let count = factors.count
        var covariance = correlation?.matrix ?? [[1]]
        for i in 0..<count {
            for j in 0..<count {
                covariance[i][j] *= (isFolded(i) ? scales[i]! : 1) * (isFolded(j) ? scales[j]! : 1)
            }
            if isFolded(i), let size = sizes[i] {
                covariance[i][i] += Double(n) * size.standardDeviation * size.standardDeviation
            }
        }
        return TriangularFactor(covariance).rows
    }

    /// The entry for the regime and the number of jumps at hand.
    private func chosen(_ values: [Double]) -> Graph.Node {
        if values.allSatisfy({ $0 == values[0] }) { return graph.constant(values[0]) }
        guard let regime else { return graph.gather(jumpPlace!, values) }
        guard let jumpPlace else { return graph.gather(regime, values) }
        let first = (Formula(regime, in: graph) - 1) * Double(largestJumpCount + 1)
        return graph.gather((first + Formula(jumpPlace, in: graph)).node, values)
    }

    /// What jumps add beside the coefficients: n·mean less what compensates it, and the jumps' own normal if it is not
    /// part of the coefficients.
    private func shift(_ i: Int) -> Graph.Node? {
        guard let size = sizes[i], let jumps = market.jumps, let jumpPlace else { return nil }
        let growth = size.growth(isLogarithmic: factors[i].process.content.isLogarithmic)
        let offset = jumps.isCompensated ? jumps.rate * growth * dt : 0
        let place = Formula(jumpPlace, in: graph)
        let mean = place * size.mean - (size.mean + offset)
        if isFolded(i) || size.standardDeviation == 0 { return mean.node }
        let own = graph.apply(.inverseNormal, graph.stepUniform("\(prefix)/\(factors[i].name)/jumps"))
        let roots = (0...largestJumpCount).map { size.standardDeviation * Double($0).squareRoot() }
        return (mean + Formula(own, in: graph) * Formula(graph.gather(jumpPlace, roots), in: graph)).node
    }
}
