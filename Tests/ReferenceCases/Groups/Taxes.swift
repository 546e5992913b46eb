import DataFiles
import FinanceModel

/// Group `tax`: MACRS percentages.
enum Taxes {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let life = try one.inputs.need("life")
            if life > 25 { return try property(one, life) }
            guard life == life.rounded() else { throw CaseProblem.unknown("a recovery period of \(life) years") }
            let years = Int(life)
            var firstYear = 0.5
            let convention = one.inputs["convention"]?.string?.lowercased() ?? "half-year"
            if convention.contains("quarter") {
                guard let quarter = one.inputs["quarter"]?.int, (1...4).contains(quarter) else {
                    throw CaseProblem.missing("quarter")
                }
                firstYear = 1.125 - 0.25 * Double(quarter)
            }
            let exact = try Depreciation.percentages(life: years, firstYear: firstYear)
            let published = firstYear == 0.5 ? Depreciation.publishedHalfYear(life: years) : nil
            // Without a published table: to two decimals, as those tables are.
            let table = published ?? exact.map { ($0 * 100).rounded() / 100 }
            if one.keys.isEmpty { return .value(Value(table)) }
            return .keyed(one.keys) { key in
                switch key {
                case "table", "published": Value(table)
                case "unrounded", "exact": Value(exact)
                default: nil
                }
            }
        }
    }

    private static func property(_ one: ReferenceCase, _ life: Double) throws -> Outcome {
        let first = try (1...12).map { month in
            try Depreciation.publishedMidMonthFirstYear(life: life, month: month)
                ?? Depreciation.midMonthFirstYear(life: life, month: month)
        }
        return .keyed(one.keys) { key in
            switch key {
            case "year1_by_month": Value(first)
            // "years_2_39": a full year.
            case _ where key.hasPrefix("years_"): .number((100_000 / life).rounded() / 1000)
            default: nil
            }
        }
    }
}
