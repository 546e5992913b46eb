import DataFiles
import Engine
import FinanceModel
import Quantities

/// Group `irr`: all internal rates of return of periodic and dated flows, net present values.
enum CashFlows {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            let flows = try inputs.needList("cashflows", "amounts", "flows")
            let times = try times(inputs)
            if inputs.has("finance_rate") {
                return try .number(
                    NetPresentValue.modifiedReturn(
                        flows, financeRate: inputs.need("finance_rate"), reinvestRate: inputs.need("reinvest_rate")))
            }
            if inputs.has("rate") { return try presentValue(one, flows, times) }
            let irr = try times.map { try InternalRateOfReturn(flows, times: $0) } ?? InternalRateOfReturn(periodic: flows)
            let best: Value = irr.nearestZero.map { .number($0) } ?? .none
            if one.keys.isEmpty { return .value(one.expected.array == nil ? best : Value(irr.rates)) }
            return .keyed(one.keys) { key in
                switch key {
                case "roots": Value(irr.rates)
                case "n_roots": .number(Double(irr.rates.count))
                case "result", "rate", "irr", "xirr": best
                case "log_rate": irr.logRates.min { $0.magnitude < $1.magnitude }.map { .number($0) } ?? Value.none
                case "log_roots": Value(irr.logRates)
                case "sign_changes": .number(Double(irr.signChanges))
                case "reason": .text(irr.absence.map { "\($0)" } ?? "")
                default: nil
                }
            }
        }
    }

    private static func presentValue(_ one: ReferenceCase, _ flows: [Double], _ times: [Double]?) throws -> Outcome {
        let rate = try one.inputs.need("rate")
        let today = try times.map { try NetPresentValue.dated(flows, times: $0, rate: rate) }
            ?? NetPresentValue.periodic(flows, rate: rate)
        let later = try NetPresentValue.periodic(flows, rate: rate, first: .afterOnePeriod)
        if one.keys.isEmpty { return .number(today) }
        return .keyed(one.keys) { key in
            switch key {
            case "first_at_t0", "npv", "xnpv": .number(today)
            case "excel_npv": .number(later)
            default: nil
            }
        }
    }

    /// Years of 365 days from the first date; nil without dates.
    private static func times(_ inputs: Inputs) throws -> [Double]? {
        if let years = inputs.numbers("times", "years") { return years }
        guard let texts = inputs["dates"]?.array else { return nil }
        let dates = try texts.map { text in
            guard let text = text.string else { throw CaseProblem.missing("dates") }
            return try CalendarDate(parsing: text)
        }
        return dates.map { Double($0.days(since: dates[0])) / 365 }
    }
}
