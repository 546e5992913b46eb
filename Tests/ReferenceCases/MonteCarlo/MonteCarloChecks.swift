import DataFiles
import Engine
import FinanceModel

/// What of a case can be estimated by simulation; nothing for deterministic ones.
enum MonteCarloChecks {
    static func of(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        switch one.group {
        case "black_scholes": try vanilla(one)
        case "barrier": try barrier(one)
        case "heston": try heston(one)
        case "merton_jump": try jumps(one)
        case "structural_credit": try structural(one)
        case "var_backtest": try backtest(one)
        case "garch": try garch(one)
        case "portfolio_credit": try portfolio(one)
        case "longstaff_schwartz": try earlyExercise(one)
        case "real_option": try exchange(one)
        default: []
        }
    }

    private static func vanilla(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let option = try VanillaOptions.option(one)
        let implied = one.inputs.has("sigma") ? nil : one.expected.double
        let market = try VanillaOptions.market(one.inputs, volatility: implied)
        return [try MonteCarloCheck("price", market.price(option)) { try market.simulated(option, in: $0) }]
    }

    /// Continuous barriers by bridge weights on 52 steps; discrete ones on their own dates, against the continuity
    /// correction, whose error the case's notes put at 0.02.
    private static func barrier(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let market = try VanillaOptions.market(one.inputs)
        let contract = try BarrierOptions.option(one)
        if let perYear = one.inputs["monitoring", "monitoring_per_year"]?.double {
            let barrier = DiscreteMonitoring.shifted(
                barrier: contract.barrier, spot: market.spot, volatility: market.volatility, perYear: perYear)
            let steps = max(Int((perYear * contract.option.maturity).rounded()), 1)
            return [
                try MonteCarloCheck("price", market.price(contract.moved(to: barrier)), bias: 0.02) {
                    try market.simulated(contract, steps: steps, isContinuous: false, in: $0)
                }
            ]
        }
        return [try MonteCarloCheck("price", market.price(contract)) { try market.simulated(contract, steps: 52, in: $0) }]
    }

    private static func heston(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let model = try HestonOptions.model(one.inputs)
        let option = try VanillaOptions.option(one)
        let steps = Int(max(20 * option.maturity, 50).rounded())
        return [try MonteCarloCheck("price", model.price(option)) { try model.simulated(option, steps: steps, in: $0) }]
    }

    private static func jumps(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let model = try JumpDiffusions.model(one.inputs)
        let option = try VanillaOptions.option(one)
        return [try MonteCarloCheck("price", model.price(option)) { try model.simulated(option, in: $0) }]
    }

    /// First passage on 60 steps by bridge weights, or on its own dates against the continuity correction (error 0.002);
    /// Merton's firm by the value of its equity and its default probability.
    private static func structural(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let inputs = one.inputs
        if inputs.has("barrier") {
            let firm = try StructuralCredit.firm(inputs)
            let time = try inputs.need("T")
            if let perYear = inputs["monitoring_per_year", "monitoring"]?.double {
                let steps = Int((perYear * time).rounded())
                return [
                    try MonteCarloCheck("probability", firm.probability(by: time, perYear: perYear), bias: 0.002) {
                        try firm.simulated(by: time, steps: steps, isContinuous: false, in: $0)
                    }
                ]
            }
            return [
                try MonteCarloCheck("probability", firm.probability(by: time)) {
                    try firm.simulated(by: time, steps: 60, in: $0)
                }
            ]
        }
        let firm = try MertonFirm.implied(
            equity: inputs.need("E"), equityVolatility: inputs.need("sigma_E"), debt: inputs.need("D"),
            maturity: inputs.need("T"), rate: inputs.need("r"))
        let market = try BlackScholes(spot: firm.assets, rate: firm.rate, volatility: firm.volatility)
        let equity = try VanillaOption(.call, strike: firm.debt, maturity: firm.maturity)
        return [
            try MonteCarloCheck("equity", inputs.need("E")) { try market.simulated(equity, in: $0) },
            try MonteCarloCheck("pd", firm.defaultProbability()) { graph in
                let node = try market.simulatedPrices(until: firm.maturity, steps: 1, in: graph)[0]
                return .init(graph.apply(.less, node, graph.constant(firm.debt)))
            },
        ]
    }

    /// Counts of exceptions under the hypothesis, and χ² variables beyond the statistics.
    private static func backtest(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let test = try Backtests.backtest(one.inputs)
        let exact = try MonteCarloCheck("exact test", test.exactProbability) { graph in
            let hits = graph.variate(
                try graph.declare("hits", isNamed: true, try .binomial(n: Double(test.count), p: test.probability)))
            var isUnlikely = graph.constant(false)
            let limit = try VaRBacktest(count: test.count, exceptions: test.exceptions, probability: test.probability).mass * (1 + 1e-7)
            for k in 0...test.count {
                guard try VaRBacktest(count: test.count, exceptions: k, probability: test.probability).mass <= limit else { continue }
                isUnlikely = graph.apply(.or, isUnlikely, graph.apply(.equal, hits, graph.constant(Double(k))))
            }
            return .init(isUnlikely)
        }
        func beyond(_ label: String, _ ratio: VaRBacktest.LikelihoodRatio?, degrees: Int) throws -> [MonteCarloCheck] {
            guard let ratio, ratio.probability > 1e-3 else { return [] }
            return [
                try MonteCarloCheck(label, ratio.probability) { graph in
                    var sum = graph.constant(0.0)
                    for k in 1...degrees {
                        let z = graph.variate(try graph.declare("z \(k)", isNamed: true, try .normal(mean: 0, sd: 1)))
                        sum = graph.apply(.add, sum, graph.apply(.multiply, z, z))
                    }
                    return .init(graph.apply(.less, graph.constant(ratio.statistic), sum))
                }
            ]
        }
        return [exact] + (try beyond("coverage", test.coverage, degrees: 1))
            + (try beyond("independence", test.independence, degrees: 1))
            + (try beyond("both", test.conditionalCoverage, degrees: 2))
    }

    private static func garch(_ one: ReferenceCase) throws -> [MonteCarloCheck] {
        let fit = try Garch.fit(one.inputs)
        return [
            try MonteCarloCheck("variance in 5 periods", fit.forecast(5)[4]) {
                try fit.simulatedVariance(ahead: 5, in: $0)
            }
        ]
    }
}
