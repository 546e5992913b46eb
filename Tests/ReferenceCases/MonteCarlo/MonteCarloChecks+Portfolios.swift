import DataFiles
import Engine
import FinanceModel

extension MonteCarloChecks {
    /// Joint defaults by the engine's own copulas; pools and tranches by their factor; counts name by name.
    static func portfolio(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let inputs = one.inputs
        let rho = try inputs.need("rho")
        if inputs.has("pd_tenant", "pd1") {
            let (first, second) = (try inputs.need("pd_tenant", "pd1"), try inputs.need("pd_guarantor", "pd2"))
            let degrees = inputs["nu", "df"]?.double
            let pair = try JointDefault(first, second, correlation: rho, degrees: degrees)
            return [
                try MonteCarloCheck("joint", pair.joint) { graph in
                    let members = try ["first", "second"].map {
                        try graph.declare($0, isNamed: true, try .uniform(min: 0, max: 1))
                    }
                    try graph.correlate(members, [[1, rho], [rho, 1]], degrees.map { .t(df: $0) } ?? .gaussian)
                    let fails = zip(members, [first, second]).map {
                        graph.apply(.less, graph.variate($0), graph.constant($1))
                    }
                    return .init(graph.apply(.and, fails[0], fails[1]))
                }
            ]
        }
        if inputs.has("n") { return try count(one, rho) }
        let pool = try LargePool(probability: inputs.need("pd"), correlation: rho)
        /// The share of defaults given the factor.
        func share(_ graph: Graph) throws -> Graph.Node {
            let z = graph.variate(try graph.declare("factor", isNamed: true, try .normal(mean: 0, sd: 1)))
            let threshold = ScalarMath.inverseNormal(pool.probability)
            let shifted = graph.apply(
                .subtract, graph.constant(threshold), graph.apply(.multiply, graph.constant(rho.squareRoot()), z))
            return graph.apply(.normalCDF, graph.apply(.divide, shifted, graph.constant((1 - rho).squareRoot())))
        }
        if inputs.has("attach") {
            let (attach, detach) = (try inputs.need("attach"), try inputs.need("detach"))
            let recovery = try inputs.number("recovery", default: 0)
            return [
                try MonteCarloCheck("tranche", pool.trancheLoss(attach: attach, detach: detach, recovery: recovery)) {
                    graph in
                    let loss = graph.apply(.multiply, graph.constant(1 - recovery), try share(graph))
                    let above = graph.apply(
                        .maximum, graph.apply(.subtract, loss, graph.constant(attach)), graph.constant(0.0))
                    let width = graph.constant(detach - attach)
                    return .init(graph.apply(.divide, graph.apply(.minimum, above, width), width))
                }
            ]
        }
        let level = try inputs.number("alpha", default: 0.999)
        let graph = Graph()
        let node = try share(graph)
        func read(_ figure: @escaping (Engine.Estimate) -> (value: Double, error: Double))
            -> (UInt64, Int) throws -> MonteCarloCheck.Estimate
        {
            { seed, trials in
                // 2,000 paths at least beyond the level.
                let count = max(trials, Int(2000 / (1 - level)))
                let result = try Simulation(
                    graph, outputs: [("share", node)], options: .init(trials: count, seed: seed)
                ).run()
                let (value, error) = figure(result["share"]!)
                return .init(value: value, error: error)
            }
        }
        return [
            MonteCarloCheck("mean", pool.mean, read { ($0.mean, $0.standardError) }),
            MonteCarloCheck("quantile", pool.quantile(level), read { $0.quantile(level) }),
            MonteCarloCheck(
                "shortfall", pool.expectedShortfall(level), read { $0.expectedShortfall(1 - level, tail: .high) }),
        ]
    }

    private static func count(_ one: ReferenceCase, _ rho: Double) throws -> [MonteCarloCheck] {
        guard let names = one.inputs["n"]?.int else { throw CaseProblem.missing("n") }
        let probability = try one.inputs.need("pd")
        let portfolio = try FactorPortfolio(count: names, probability: probability, correlation: rho)
        let level = portfolio.quantile(0.99)
        return [
            try MonteCarloCheck("P(more than the 99 % count)", 1 - portfolio.cumulative(level)) { graph in
                func normal(_ name: String) throws -> Graph.Node {
                    graph.variate(try graph.declare(name, isNamed: true, try .normal(mean: 0, sd: 1)))
                }
                let common = graph.apply(.multiply, graph.constant(rho.squareRoot()), try normal("factor"))
                let threshold = graph.constant(ScalarMath.inverseNormal(probability))
                var count = graph.constant(0.0)
                for k in 1...names {
                    let own = graph.apply(.multiply, graph.constant((1 - rho).squareRoot()), try normal("name \(k)"))
                    let fails = graph.apply(.less, graph.apply(.add, common, own), threshold)
                    count = graph.apply(
                        .add, count, graph.select(fails, graph.constant(1.0), graph.constant(0.0)))
                }
                return .init(graph.apply(.less, graph.constant(Double(level)), count))
            }
        ]
    }

    /// A rule learned on one set of paths and applied to another: low in the mean by what the basis misses, which the
    /// paper's own comparison puts at a few tenths of a percent; 1 % is allowed.
    static func earlyExercise(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        guard !one.inputs.has("paths") else { return [] }
        let market = try VanillaOptions.market(one.inputs)
        let option = try EarlyExercise.put(one)
        let perYear = try one.inputs.number("exercise_per_year", default: 50)
        let dates = max(Int((perYear * option.maturity).rounded()), 1)
        let price = try market.americanPrice(option, exercisesPerYear: perYear)
        let graph = Graph()
        let nodes = try market.simulatedPrices(until: option.maturity, steps: dates, in: graph)
        let outputs = nodes.enumerated().map { (name: "\($0)", node: $1) }
        func sample(_ seed: UInt64, _ trials: Int) throws -> [[Double]] {
            try Simulation(graph, outputs: outputs, options: .init(trials: trials, seed: seed)).run()
                .samples(of: outputs.map(\.name), first: trials)
        }
        return [
            MonteCarloCheck("price", price, bias: 0.01 * price) { seed, trials in
                // Regressions of this many paths settle; more only take time.
                let paths = min(trials, 20_000)
                let rule = try LeastSquaresExercise(
                    option, prices: try sample(seed + 1_000_000, paths),
                    discount: ScalarMath.exp(-market.rate * option.maturity / Double(dates)),
                    basis: .laguerre(count: 3, scale: option.strike))
                let (value, error) = rule.price(try sample(seed, paths))
                return .init(value: value, error: error)
            }
        ]
    }

    /// The exchange option under the measure of the asset given, in which their ratio has no drift but yields.
    static func exchange(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let inputs = one.inputs
        guard inputs.has("S1") else { return [] }
        let rho = try inputs.need("rho")
        let maturity = try inputs.need("T")
        let sides = try ["1", "2"].map { side in
            try ExchangeOption.Asset(
                spot: inputs.need("S" + side), volatility: inputs.need("sigma" + side),
                yield: inputs.number("q" + side, default: 0))
        }
        let value = try ExchangeOption(receive: sides[0], give: sides[1], correlation: rho, maturity: maturity).value
        return [
            try MonteCarloCheck("price", value) { graph in
                let members = try ["first", "second"].map {
                    try graph.declare($0, isNamed: true, try .normal(mean: 0, sd: 1))
                }
                try graph.correlate(members, [[1, rho], [rho, 1]])
                let prices = zip(members, sides).map { member, side in
                    let deviation = side.volatility * maturity.squareRoot()
                    let scale = side.spot * ScalarMath.exp(-side.yield * maturity - 0.5 * deviation * deviation)
                    let growth = graph.apply(
                        .exp, graph.apply(.multiply, graph.constant(deviation), graph.variate(member)))
                    return graph.apply(.multiply, graph.constant(scale), growth)
                }
                return .init(
                    graph.apply(.maximum, graph.apply(.subtract, prices[0], prices[1]), graph.constant(0.0)))
            }
        ]
    }
}
