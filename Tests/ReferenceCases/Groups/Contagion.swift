import DataFiles
import FinanceModel

/// Group `contagion`: clearing of debts, guarantees and stakes, DebtRank, fire sales, margin spirals.
enum Contagion {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            if inputs.has("L", "liabilities_matrix") { return try clearing(one) }
            if inputs.has("h0") { return try debtRank(one) }
            if inputs.has("M") { return try leverageTargeting(one) }
            if inputs.has("ltv_trigger") { return try marginSpiral(one) }
            if inputs.has("units") { return try capitalRatio(one) }
            throw CaseProblem.unknown("inputs \(inputs.names.joined(separator: ", "))")
        }
    }

    private static func flags(_ flags: [Bool]) -> Value { Value(flags.map { $0 ? 1 : 0 }) }

    private static func clearing(_ one: ReferenceCase) throws -> Outcome {
        let network = try network(one.inputs)
        let greatest = try ClearingVector(network)
        let least = try ClearingVector(network, .least)
        let isInPayments = one.inputs["guarantees"] == nil
        if one.keys.isEmpty { return .value(Value(greatest.payments)) }
        return .keyed(one.keys) { key in
            switch key {
            case "clearing", "payments": Value(greatest.payments)
            case "greatest": Value(isInPayments ? greatest.payments : greatest.recovery)
            case "least": Value(isInPayments ? least.payments : least.recovery)
            case "total_liabilities": Value(greatest.liabilities)
            case "recovery": Value(greatest.recovery)
            case "equity": Value(greatest.equity)
            case "default", "default_in_greatest": flags(greatest.isInDefault)
            case "default_in_least": flags(least.isInDefault)
            case "unique": flags([zip(greatest.recovery, least.recovery).allSatisfy { $0 - $1 <= 1e-9 }])
            case "fda_rounds": (try? FictitiousDefaults(network)).map { .number(Double($0.waves.count)) }
            default: nil
            }
        }
    }

    private static func network(_ inputs: Inputs) throws -> ClearingNetwork {
        let guarantees = try (inputs["guarantees"]?.array ?? []).map { json in
            guard let guarantor = json["guarantor"]?.int, let debtor = json["debtor"]?.int,
                let creditor = json["creditor"]?.int
            else { throw CaseProblem.missing("guarantees") }
            return ClearingNetwork.Guarantee(
                guarantor: guarantor, debtor: debtor, creditor: creditor, cap: json["cap"]?.double ?? .infinity)
        }
        return try ClearingNetwork(
            liabilities: inputs.needMatrix("L"), externalAssets: inputs.needList("external_assets", "ea", "e"),
            externalLiabilities: inputs.numbers("external_liabilities", "el"), guarantees: guarantees,
            stakes: inputs.has("Theta", "stakes") ? inputs.needMatrix("Theta", "stakes") : [],
            externalRecovery: inputs.number("alpha", default: 1), networkRecovery: inputs.number("beta", default: 1))
    }

    private static func debtRank(_ one: ReferenceCase) throws -> Outcome {
        let rank = try DebtRank(
            exposures: one.inputs.needMatrix("A"), equity: one.inputs.needList("equity0", "equity", "E"),
            shock: one.inputs.needList("h0"))
        if one.keys.isEmpty { return .value(Value(rank.losses)) }
        return .keyed(one.keys) { key in
            switch key {
            case "h": Value(rank.losses)
            case "system_loss": .number(rank.systemLoss)
            default: nil
            }
        }
    }

    private static func leverageTargeting(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let round = try LeverageTargeting(
            weights: inputs.needMatrix("M"), assets: inputs.needList("assets", "A"),
            debtToEquity: inputs.needList("debt_to_equity", "B"), shock: inputs.needList("shock", "f"),
            impact: inputs.needList("impact"))
        if one.keys.isEmpty { return .number(round.aggregateVulnerability) }
        return .keyed(one.keys) { key in
            switch key {
            case "return_direct": Value(round.directReturns)
            case "sales": Value(round.trades)
            case "price_impact": Value(round.priceImpacts)
            case "return_indirect": Value(round.indirectReturns)
            case "AV": .number(round.aggregateVulnerability)
            case "IV": Value(round.indirectVulnerability)
            default: nil
            }
        }
    }

    private static func marginSpiral(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let (coins, debts) = (try inputs.needList("btc", "coins"), try inputs.needList("debt"))
        let cash = try inputs.needList("cash")
        guard debts.count == coins.count, cash.count == coins.count else { throw CaseProblem.missing("debt") }
        let spiral = try MarginSpiral(
            borrowers: coins.indices.map { .init(coins: coins[$0], debt: debts[$0], cash: cash[$0]) },
            price: inputs.need("p0", "price"), shock: inputs.need("shock"), impact: inputs.need("kappa", "impact"),
            trigger: inputs.need("ltv_trigger"), target: inputs.need("ltv_target"))
        if one.keys.isEmpty { return .number(spiral.price) }
        return .keyed(one.keys) { key in
            switch key {
            case "price": .number(spiral.price)
            case "sold": Value(spiral.sold)
            case "cash_used": Value(spiral.cashUsed)
            default: nil
            }
        }
    }

    private static func capitalRatio(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let spiral = try CapitalRatioSpiral(
            impact: inputs.need("alpha", "impact"), units: inputs.needList("units"), cash: inputs.needList("cash"),
            liabilities: inputs.needList("liabilities"), minimumRatio: inputs.need("capital_ratio_min"),
            startingPrice: inputs.number("p0", default: 1))
        if one.keys.isEmpty { return .number(spiral.price) }
        return .keyed(one.keys) { key in
            switch key {
            case "price": .number(spiral.price)
            case "sold": Value(spiral.sold)
            case "equity": Value(spiral.equity)
            default: nil
            }
        }
    }
}
