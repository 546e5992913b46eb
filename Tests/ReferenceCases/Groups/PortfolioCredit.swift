import DataFiles
import FinanceModel

/// Group `portfolio_credit`: counts of defaults, large pools, joint defaults, tranches.
enum PortfolioCredit {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            if inputs.has("attach") { return try tranche(one) }
            if inputs.has("n", "pds") { return try finite(one) }
            if inputs.has("pd_tenant", "pd1", "pd_guarantor", "pd2") { return try joint(one) }
            return try pool(one)
        }
    }

    private static func tranche(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        if inputs.has("nu", "df") { throw CaseProblem.unknown("a tranche under a t copula") }
        let pool = try LargePool(probability: inputs.need("pd"), correlation: inputs.need("rho"))
        let loss = try pool.trancheLoss(
            attach: inputs.need("attach"), detach: inputs.need("detach"),
            recovery: inputs.number("recovery", "R", default: 0))
        if one.keys.isEmpty { return .number(loss) }
        return .keyed(one.keys) { ["expected_loss", "loss", "el"].contains($0) ? .number(loss) : nil }
    }

    private static func finite(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let portfolio: FactorPortfolio
        if let list = inputs.numbers("pds") {
            portfolio = try FactorPortfolio(
                probabilities: list, correlation: inputs.need("rho"), degrees: inputs["nu", "df"]?.double)
        } else {
            guard let count = inputs["n"]?.int else { throw CaseProblem.missing("n") }
            portfolio = try FactorPortfolio(
                count: count, probability: inputs.need("pd"), correlation: inputs.need("rho"),
                degrees: inputs["nu", "df"]?.double)
        }
        return .keyed(one.keys) { key in
            switch key {
            case "pmf":
                if let asked = one.expected["pmf"]?.object {
                    .object(asked.keys.compactMap { k in
                        Int(k).flatMap { portfolio.probabilities.indices.contains($0) ? (key: k, value: .number(portfolio.probabilities[$0])) : nil }
                    })
                } else {
                    Value(portfolio.probabilities)
                }
            case "mean": .number(portfolio.mean)
            case "sd": .number(portfolio.standardDeviation)
            // "q95", "q999": the digits of the level.
            case _ where key.hasPrefix("q"):
                Double("0." + key.dropFirst()).map { .number(Double(portfolio.quantile($0))) }
            default: nil
            }
        }
    }

    private static func joint(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let pair = try JointDefault(
            inputs.need("pd_tenant", "pd1"), inputs.need("pd_guarantor", "pd2"), correlation: inputs.need("rho"),
            degrees: inputs["nu", "df"]?.double)
        if one.keys.isEmpty { return .number(pair.joint) }
        return .keyed(one.keys) { key in
            switch key {
            case "joint": .number(pair.joint)
            case "default_corr": .number(pair.defaultCorrelation)
            case "cond_guarantor_given_tenant", "cond_2_given_1": .number(pair.secondGivenFirst)
            case "cond_tenant_given_guarantor", "cond_1_given_2": .number(pair.firstGivenSecond)
            default: nil
            }
        }
    }

    private static func pool(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let pool = try LargePool(probability: inputs.need("pd"), correlation: inputs.need("rho"))
        let level = try inputs.number("alpha", "level", default: 0.999)
        if one.keys.isEmpty { return .number(pool.quantile(level)) }
        return .keyed(one.keys) { key in
            switch key {
            case "quantile", "var": .number(pool.quantile(level))
            case "mean": .number(pool.mean)
            case "sd": .number(pool.standardDeviation)
            case "expected_shortfall", "es": .number(pool.expectedShortfall(level))
            case "cdf": inputs["x"]?.double.map { .number(pool.cumulative($0)) }
            default: nil
            }
        }
    }
}
