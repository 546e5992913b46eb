import DataFiles
import FinanceModel

/// Group `project_finance`: sculpted debt, construction funding, sizing, waterfalls.
enum ProjectFinance {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            if inputs.has("capex") { return try construction(one) }
            if inputs.has("dscr_capacity", "capacity") { return try sizing(one) }
            if inputs.has("dsra_months", "sweep", "lockup") { return try waterfall(one) }
            if inputs.has("dscr") { return try sculpting(one) }
            throw CaseProblem.unknown("inputs \(inputs.names.joined(separator: ", "))")
        }
    }

    private static func construction(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let funding = try ConstructionFunding(
            capex: inputs.needList("capex"), gearing: inputs.need("gearing"),
            rate: inputs.need("rate_per_period", "rate"),
            commitmentFee: inputs.number("commitment_fee_per_period", "commitment_fee", default: 0),
            upfrontFee: inputs.number("upfront_fee", default: 0))
        if one.keys.isEmpty { return .number(funding.debt) }
        return .keyed(one.keys) { key in
            switch key {
            case "debt": .number(funding.debt)
            case "equity": .number(funding.equity)
            case "total_uses": .number(funding.totalUses)
            case "idc": .number(funding.interest)
            case "commitment_fees": .number(funding.commitmentFees)
            case "upfront_fee": .number(funding.upfrontFee)
            case "draws": Value(funding.draws)
            default: nil
            }
        }
    }

    private static func sizing(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        let (debt, binding) = try SculptedDebt.sized(
            capacity: inputs.need("dscr_capacity", "capacity"), uses: inputs.need("uses"),
            maximumGearing: inputs.need("max_gearing"))
        if one.keys.isEmpty { return .number(debt) }
        return .keyed(one.keys) { key in
            switch key {
            case "debt": .number(debt)
            case "binding": .text(binding.rawValue)
            default: nil
            }
        }
    }

    private static func sculpting(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        var flows = try inputs.needList("cfads")
        if let tenor = inputs["tenor"]?.int { flows = Array(flows.prefix(tenor)) }
        // One number stands for every period.
        func spread(_ list: [Double]) -> [Double] { list.count == 1 ? flows.map { _ in list[0] } : Array(list.prefix(flows.count)) }
        let debt = try SculptedDebt(
            cashFlows: flows, rates: spread(inputs.needList("rates", "rate")), coverRatios: spread(inputs.needList("dscr")))
        if one.keys.isEmpty { return .number(debt.debt) }
        return .keyed(one.keys) { key in
            switch key {
            case "debt": .number(debt.debt)
            case "debt_service": Value(debt.service)
            case "interest": Value(debt.interest)
            case "principal": Value(debt.principal)
            case "closing_balance": Value(debt.closingBalances)
            case "llcr": .number(debt.loanLifeCoverRatio)
            case "average_life": .number(debt.averageLife)
            default: nil
            }
        }
    }

    private static func waterfall(_ one: ReferenceCase) throws -> Outcome {
        let inputs = one.inputs
        guard let term = inputs["n", "term"]?.int else { throw CaseProblem.missing("n") }
        let waterfall = try DebtWaterfall(
            cashFlows: inputs.needList("cfads"), debt: inputs.need("debt"), rate: inputs.need("rate"), term: term,
            reserveShare: inputs.number("dsra_months", default: 0) / 12,
            initialReserve: inputs.number("dsra_initial", default: 0), sweep: inputs.number("sweep", default: 0),
            lockUp: inputs.number("lockup", default: 0))
        let columns = one.expected["columns"]?.array?.compactMap(\.string) ?? []
        func cell(_ name: String, _ period: DebtWaterfall.Period) throws -> Value {
            switch name {
            case "due": .number(period.due)
            case "dscr": period.coverRatio.map { .number($0) } ?? .none
            case "paid": .number(period.paid)
            case "dsra_draw": .number(period.reserveDraw)
            case "dsra_balance": .number(period.reserve)
            case "sweep": .number(period.sweep)
            case "distribution": .number(period.distribution)
            case "trapped": .number(period.trapped)
            case "closing_balance": .number(period.closingBalance)
            default: throw CaseProblem.unknown("column \(name)")
            }
        }
        let rows = try waterfall.periods.map { period in Value.list(try columns.map { try cell($0, period) }) }
        return .keyed(one.keys) { key in
            switch key {
            case "columns": .list(columns.map(Value.text))
            case "rows": .list(rows)
            default: nil
            }
        }
    }
}
