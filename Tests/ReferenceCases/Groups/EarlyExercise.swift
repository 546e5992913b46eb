import DataFiles
import Engine
import FinanceModel

/// Group `longstaff_schwartz`: the worked example of the paper on given paths; puts of its table on lattices.
enum EarlyExercise {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt { one.inputs.has("paths") ? try example(one) : try table(one) }
    }

    private static func table(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let market = try VanillaOptions.market(inputs)
        let option = try put(one)
        let perYear = try inputs.number("exercise_per_year", default: 50)
        let bermudan = try market.americanPrice(option, exercisesPerYear: perYear)
        if one.keys.isEmpty { return .number(bermudan) }
        let american = try market.americanPrice(option)
        let european = try market.price(option)
        return .keyed(one.keys) { key in
            switch key {
            case "european": .number(european)
            case _ where key.hasPrefix("fd") || key == "american": .number(american)
            case _ where key.hasPrefix("bermudan") || key.hasPrefix("lsm"): .number(bermudan)
            default: nil
            }
        }
    }

    /// A put unless the case says call.
    static func put(_ one: ReferenceCase) throws -> VanillaOption {
        let kind: OptionKind = one.first(of: [("put", .put), ("call", .call)]) ?? .put
        return try VanillaOption(kind, strike: one.inputs.need("K", "strike"), maturity: one.inputs.number("T", default: 1))
    }

    private static func example(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let paths = try inputs.needMatrix("paths")
        let dates = try inputs.needList("dates")
        let option = try put(one)
        // Each path begins with today's price.
        guard let width = paths.first?.count, width == dates.count + 1, dates.count > 0 else {
            throw CaseProblem.missing("dates")
        }
        let step = dates[0]
        guard dates.indices.allSatisfy({ abs(dates[$0] - Double($0 + 1) * step) < 1e-9 }) else {
            throw CaseProblem.unknown("unevenly spaced dates")
        }
        let rate = try inputs.need("r")
        let rule = try LeastSquaresExercise(
            option, prices: dates.indices.map { date in paths.map { $0[date + 1] } },
            discount: ScalarMath.exp(-rate * step), basis: .powers(degree: 2))
        let prices = dates.indices.map { date in paths.map { $0[date + 1] } }
        let last = ScalarMath.exp(-rate * dates[dates.count - 1])
        return .keyed(one.keys) { key in
            switch key {
            case "american", "price": return .number(rule.price(prices).value)
            case "european":
                return .number(last * paths.reduce(0) { $0 + option.payoff($1[width - 1]) } / Double(paths.count))
            case "exercise_time":
                return Value(paths.map { dates[rule.exercise(Array($0.dropFirst())).date] })
            case _ where key.hasPrefix("coef_t"):
                guard let date = Double(key.dropFirst("coef_t".count)).flatMap({ dates.firstIndex(of: $0) }),
                    rule.coefficients.indices.contains(date)
                else { return nil }
                return rule.coefficients[date].map { Value($0) }
            default: return nil
            }
        }
    }
}
