import DataFiles
import FinanceModel

/// Group `var_backtest`: coverage, independence and both, of a value at risk.
enum Backtests {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let test = try backtest(one.inputs)
            if one.keys.isEmpty { return .number(test.coverage.statistic) }
            return .keyed(one.keys) { key in
                switch key {
                case "LR", "LR_uc", "LR_pof": .number(test.coverage.statistic)
                case "p_value", "p_uc": .number(test.coverage.probability)
                case "binom_two_sided", "p_binom": .number(test.exactProbability)
                case "LR_ind": test.independence.map { .number($0.statistic) }
                case "p_ind": test.independence.map { .number($0.probability) }
                case "LR_cc": test.conditionalCoverage.map { .number($0.statistic) }
                case "p_cc": test.conditionalCoverage.map { .number($0.probability) }
                case "transitions":
                    test.transitions.map {
                        Value([$0.quietQuiet, $0.quietHit, $0.hitQuiet, $0.hitHit].map(Double.init))
                    }
                case "exceptions": .number(Double(test.exceptions))
                case "zone": .text(test.zone.rawValue)
                default: nil
                }
            }
        }
    }

    /// By counts, by the days of exceptions (from 0), or by a list of days.
    static func backtest(_ inputs: Inputs) throws -> VaRBacktest {
        let probability = try inputs.need("p", "alpha")
        if let days = inputs.numbers("hits", "hit_sequence") {
            return try VaRBacktest(hits: days.map { $0 != 0 }, probability: probability)
        }
        guard let count = inputs["n", "T", "days"]?.int else { throw CaseProblem.missing("n") }
        if let indices = inputs["hit_index", "hit_indices"]?.array {
            var hits = [Bool](repeating: false, count: count)
            for index in indices {
                guard let day = index.int, hits.indices.contains(day) else { throw CaseProblem.missing("hit_index") }
                hits[day] = true
            }
            return try VaRBacktest(hits: hits, probability: probability)
        }
        guard let exceptions = inputs["exceptions", "x"]?.int else { throw CaseProblem.missing("exceptions") }
        return try VaRBacktest(count: count, exceptions: exceptions, probability: probability)
    }
}
