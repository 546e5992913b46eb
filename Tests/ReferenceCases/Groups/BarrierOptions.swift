import DataFiles
import FinanceModel

/// Group `barrier`: single barriers of all kinds, continuous or by the continuity correction.
enum BarrierOptions {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let market = try VanillaOptions.market(one.inputs)
            let continuous = try option(one)
            guard let perYear = one.inputs["monitoring", "monitoring_per_year"]?.double else {
                let value = try market.price(continuous)
                if one.keys.isEmpty { return .number(value) }
                return .keyed(one.keys) { ["price", "value"].contains($0) ? .number(value) : nil }
            }
            let barrier = DiscreteMonitoring.shifted(
                barrier: continuous.barrier, spot: market.spot, volatility: market.volatility, perYear: perYear)
            let value = try market.price(continuous.moved(to: barrier))
            if one.keys.isEmpty { return .number(value) }
            return .keyed(one.keys) { key in
                switch key {
                case "shifted_barrier": .number(barrier)
                case "price", "value": .number(value)
                default: nil
                }
            }
        }
    }

    /// The contract: `kind`, `type` or the first such words of the model say what it is.
    static func option(_ one: ReferenceCase) throws -> BarrierOption {
        let kinds: [(String, (BarrierOption.Direction, BarrierOption.Effect))] = [
            ("down and out", (.down, .out)), ("down and in", (.down, .in)), ("up and out", (.up, .out)),
            ("up and in", (.up, .in)),
        ]
        guard let (direction, effect) = one.first(of: kinds) else { throw CaseProblem.missing("kind") }
        let timing: BarrierOption.RebateTiming =
            one.first(of: [("at hit", .atHit), ("at expiry", .atExpiry), ("at maturity", .atExpiry)]) ?? .atHit
        return try BarrierOption(
            VanillaOptions.option(one), barrier: one.inputs.need("H", "barrier"), direction: direction, effect: effect,
            rebate: one.inputs.number("rebate", default: 0), rebateTiming: timing)
    }
}
