import DataFiles
import FinanceModel

/// Group `debt_schedule`: level payments, balloons, bonds.
enum DebtSchedules {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt { one.inputs.has("coupon") ? try bond(one) : try loan(one) }
    }

    private static func loan(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        guard let count = inputs["n"]?.int else { throw CaseProblem.missing("n") }
        let loan = try LevelLoan(
            principal: inputs.need("principal"), rate: inputs.need("rate_per_period", "rate"), count: count,
            balloon: inputs.number("balloon", default: 0))
        if one.keys.isEmpty { return .number(loan.payment) }
        return .keyed(one.keys) { key in
            // "interest_30", "principal_60", "balance_after_36".
            let number = key.split(separator: "_").last.flatMap { Int($0) }
            switch key {
            case "payment": return .number(loan.payment)
            case "total_interest": return .number(loan.totalInterest)
            case _ where key.hasPrefix("interest_"): return number.map { .number(loan.interest(in: $0)) }
            case _ where key.hasPrefix("principal_"): return number.map { .number(loan.repayment(in: $0)) }
            case _ where key.hasPrefix("balance_"): return number.map { .number(loan.balance(after: $0)) }
            default: return nil
            }
        }
    }

    private static func bond(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        guard let frequency = inputs["freq", "frequency"]?.int else { throw CaseProblem.missing("freq") }
        let bond = try FixedCouponBond(
            face: inputs.number("face", default: 100), coupon: inputs.need("coupon"), frequency: frequency,
            years: inputs.need("years", "T"))
        if !inputs.has("yield_", "yield", "ytm") {
            let yield = try bond.yield(price: inputs.need("price"))
            return one.keys.isEmpty ? .number(yield) : .keyed(one.keys) { ["yield", "ytm"].contains($0) ? .number(yield) : nil }
        }
        let value = try bond.valuation(yield: inputs.need("yield_", "yield", "ytm"))
        if one.keys.isEmpty { return .number(value.price) }
        return .keyed(one.keys) { key in
            switch key {
            case "price": .number(value.price)
            case "macaulay": .number(value.macaulayDuration)
            case "modified": .number(value.modifiedDuration)
            case "convexity": .number(value.convexity)
            default: nil
            }
        }
    }
}
