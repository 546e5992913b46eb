import DataFiles
import FinanceModel

/// Group `real_option`: exchange, investment, entry and exit.
enum RealOptions {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            if inputs.has("S1") { return try margrabe(one) }
            if inputs.has("delta_A") { return try exchange(one) }
            if inputs.has("w", "C", "cost", "running_cost", "operating_cost", "c") { return try entryExit(one) }
            if inputs.has("I") { return try investment(one) }
            throw CaseProblem.unknown("inputs \(inputs.names.joined(separator: ", "))")
        }
    }

    private static func margrabe(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let value = try ExchangeOption(
            receive: .init(
                spot: inputs.need("S1"), volatility: inputs.need("sigma1"), yield: inputs.number("q1", default: 0)),
            give: .init(spot: inputs.need("S2"), volatility: inputs.need("sigma2"), yield: inputs.number("q2", default: 0)),
            correlation: inputs.need("rho"), maturity: inputs.need("T")
        ).value
        return one.keys.isEmpty ? .number(value) : .keyed(one.keys) { ["value", "price"].contains($0) ? .number(value) : nil }
    }

    private static func exchange(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let option = try PerpetualExchange(
            payoutOfNew: inputs.need("delta_A"), payoutOfOld: inputs.need("delta_M"),
            volatilityOfNew: inputs.need("sigma_A"), volatilityOfOld: inputs.need("sigma_M"), correlation: inputs.need("rho"))
        if one.keys.isEmpty { return .number(option.threshold) }
        return .keyed(one.keys) { key in
            switch key {
            case "C_star", "threshold": .number(option.threshold)
            case "beta": .number(option.beta)
            case "value":
                if let new = inputs["A"]?.double, let old = inputs["M"]?.double { .number(option.value(new: new, old: old)) } else { nil }
            default: nil
            }
        }
    }

    private static func investment(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let option = try PerpetualInvestment(
            rate: inputs.need("r", "rho"), payout: inputs.need("delta"), volatility: inputs.need("sigma"),
            cost: inputs.need("I"))
        if one.keys.isEmpty { return .number(option.threshold) }
        return .keyed(one.keys) { key in
            switch key {
            case "beta": .number(option.beta)
            case "threshold", "V_star": .number(option.threshold)
            case "value", "F": inputs["V"]?.double.map { .number(option.value(at: $0)) }
            default: nil
            }
        }
    }

    private static func entryExit(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let rate = try inputs.need("r", "rho", "rate")
        let drift = try inputs["mu", "alpha", "drift"]?.double ?? (inputs.has("delta") ? rate - inputs.need("delta") : 0)
        let plant = try EntryExit(
            rate: rate, drift: drift, volatility: inputs.need("sigma"),
            runningCost: inputs.need("w", "C", "c", "cost", "running_cost", "operating_cost"),
            entryCost: inputs.need("k", "I", "entry_cost", "R", "K"),
            exitCost: inputs.number("l", "E", "exit_cost", default: 0))
        return .keyed(one.keys) { key in
            switch key.lowercased() {
            case "entry", "p_h", "ph", "p_entry", "high", "upper": .number(plant.entry)
            case "exit", "p_l", "pl", "p_exit", "low", "lower": .number(plant.exit)
            default: nil
            }
        }
    }
}
