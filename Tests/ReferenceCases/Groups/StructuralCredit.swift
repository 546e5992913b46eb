import DataFiles
import FinanceModel

/// Group `structural_credit`: first passage (Black and Cox), Merton's firm and its inversion.
enum StructuralCredit {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            if inputs.has("barrier", "B", "H") { return try firstPassage(one) }
            let firm: MertonFirm
            if inputs.has("E", "equity") {
                firm = try MertonFirm.implied(
                    equity: inputs.need("E", "equity"), equityVolatility: inputs.need("sigma_E", "equity_vol"),
                    debt: inputs.need("D", "debt"), maturity: inputs.need("T"), rate: inputs.need("r"))
            } else {
                firm = try MertonFirm(
                    assets: inputs.need("V", "assets"), volatility: inputs.need("sigma", "sigma_V"),
                    debt: inputs.need("D", "debt", "F", "K"), maturity: inputs.need("T"), rate: inputs.need("r", "mu"))
            }
            let drift = inputs["mu"]?.double
            if one.keys.isEmpty { return .number(firm.defaultProbability(drift: drift)) }
            return .keyed(one.keys) { key in
                switch key {
                case "V", "assets": .number(firm.assets)
                case "sigma_V": .number(firm.volatility)
                case "pd": .number(firm.defaultProbability(drift: drift))
                case "dd", "distance_to_default": .number(firm.distanceToDefault(drift: drift))
                case "equity", "E": .number(firm.equity)
                case "debt", "debt_value": .number(firm.debtValue)
                case "spread": .number(firm.creditSpread)
                case "sigma_E", "equity_vol": .number(firm.equityVolatility)
                default: nil
                }
            }
        }
    }

    static func firm(_ inputs: Inputs) throws -> BarrierDefault {
        try BarrierDefault(
            value: inputs.need("V", "S", "assets"), barrier: inputs.need("barrier", "B", "H"),
            barrierGrowth: inputs.number("growth", "g", default: 0), drift: inputs.need("mu", "r"),
            volatility: inputs.need("sigma"))
    }

    private static func firstPassage(_ one: ReferenceCase) throws -> Outcome {
        let firm = try firm(one.inputs)
        let perYear = one.inputs["monitoring_per_year", "monitoring"]?.double
        let probabilities = try one.inputs.needList("T", "times", "horizons").map { time in
            if let perYear { return try firm.probability(by: time, perYear: perYear) }
            return firm.probability(by: time)
        }
        let value = one.shape(probabilities, like: ["T", "times", "horizons"])
        if one.keys.isEmpty { return .value(value) }
        return .keyed(one.keys) { key in
            switch key {
            case "pd", "probability", "default": value
            case "survival": one.shape(probabilities.map { 1 - $0 }, like: ["T", "times", "horizons"])
            default: nil
            }
        }
    }
}
