import Diagnostics
import Engine
import FinanceModel
import LuaVM
import Quantities
import Reporting

/// `option_to_convert { ... }`, worked out.
final class ConversionObject {
    let option: ConversionOption
    let value: ConversionValue
    let power: Double
    let hashing: Double
    let paths: Int
    let seed: UInt64

    init(_ option: ConversionOption, power: Double, hashing: Double, paths: Int, seed: UInt64) throws {
        self.option = option
        self.power = power
        self.hashing = hashing
        self.paths = paths
        self.seed = seed
        value = try ConversionValue(option, paths: paths, seed: seed)
    }

    /// The share of paths that have converted by the end of a year.
    func probability(_ year: Int, _ shares: [Double]) -> Double { shares[min(year * option.datesPerYear, shares.count - 1)] }

    var years: Int { Int(option.deadline.rounded(.up)) }

    func text(in session: Session) -> String {
        let v = value
        func money(_ x: (value: Double, error: Double)) -> String { "\(NumberText.text(x.value / 1e6, error: x.error / 1e6)) MUSD" }
        var lines = "option to convert, \(option.datesPerYear) dates a year for \(NumberFormat.g(option.deadline, digits: 4)) years, "
        lines += "\(NumberText.count(paths)) paths, seed \(seed)\n"
        lines += "  worth at least \(money(v.low)), at most \(money(v.high))\n"
        lines += "  converting today or never: \(NumberFormat.g((v.now / 1e6 * 10).rounded() / 10, digits: 7)) MUSD"
        lines += v.now > 0 ? v.low.value > v.now ? "; waiting is better" : "; so convert today\n" : "; it does not pay today"
        if !lines.hasSuffix("\n") { lines += "\n" }
        lines += "  converting as soon as its NPV is above 0: \(money(v.simpleRule))\n"
        lines += "  the mine alone: \(NumberFormat.g((v.mine / 1e6 * 10).rounded() / 10, digits: 7)) MUSD\n"
        guard option.deadline > 0 else { return lines }
        var table = TextTable([
            .init("by the end of year", .right), .init("has converted", .right), .init("by the NPV rule", .right),
            .init("convert from a rent of", .right), .init("NPV is 0 at", .right),
        ])
        func rent(_ x: Double?) -> String { x.map { "\(NumberText.text($0 / power / 1e6, digits: 3)) MUSD/MW/year" } ?? "never" }
        for year in 1...max(years, 1) {
            let date = min(year * option.datesPerYear, v.thresholds.count)
            guard date > 0 else { continue }
            table.append([
                "\(year)", NumberText.percent(probability(year, v.converted)), NumberText.percent(probability(year, v.simplyConverted)),
                rent(v.thresholds[date - 1]), rent(v.breakEvens[date - 1]),
            ])
        }
        return lines + table.text() + "rents are for a hashprice at its long-run level of \(NumberFormat.g(option.hashing.level / hashing / 365.25, digits: 6)) USD/PHs/day\n"
    }
}

extension ObjectType {
    static let conversion = ObjectType(
        "conversion", "What an option to convert is worth; `print` shows bounds, thresholds and when it is used.",
        fields: [
            money("low", "Of a rule that can be followed.") { $0.value.low.value },
            money("low_se", "Its standard error.") { $0.value.low.error },
            money("high", "No rule is worth more.") { $0.value.high.value },
            money("high_se", "Its standard error.") { $0.value.high.error },
            money("now", "Converting today or never; may be below 0.") { $0.value.now },
            money("npv_rule", "Converting as soon as its NPV is above 0.") { $0.value.simpleRule.value },
            money("mine", "The mine alone.") { $0.value.mine },
        ],
        methods: [
            .declare("probability", "The chance of having converted by the end of a year.") { f in
                let year = f.parameter("year", .integer(0...30, "a year"), "From now.")
                f.returns(.number, "From 0 to 1.")
                f.example(ConversionObject.example + "print(o:probability(3) > 0)", prints: "true")
                return { a, i in
                    let o = try i.session.object(i.receiver, ConversionObject.self)
                    return [.number(o.probability(a[year], o.value.converted))]
                }
            },
            .declare("threshold", "The rent from which converting is right at the end of a year, where hashprice is at its level.") { f in
                let year = f.parameter("year", .integer(1...30, "a year"), "From now.")
                f.returns(annotation: "headroom.quantity?", "Money per power and time; nil where it never is.")
                f.example(ConversionObject.example + "print(o:threshold(3) > 1 * MUSD/MW/year)", prints: "true")
                return { a, i in
                    let o = try i.session.object(i.receiver, ConversionObject.self)
                    let date = min(a[year] * o.option.datesPerYear, o.value.thresholds.count)
                    guard date > 0, let rent = o.value.thresholds[date - 1] else { return [.nil] }
                    return [try i.session.quantity(rent / o.power / 1e6, "MUSD/MW/year")]
                }
            },
        ])

    private static func money(_ name: String, _ summary: String, _ read: @escaping @Sendable (ConversionObject) -> Double) -> Field {
        Field(name, annotation: "headroom.quantity", summary) { value, s in
            try s.quantity(read(try s.object(value, ConversionObject.self)) / 1e6, "MUSD")
        }
    }
}

extension ConversionObject {
    static let example = """
        local o = option_to_convert {
          power = 100 * MW, efficiency = 20 * J/TH, power_price = 40 * USD/MWh, capital = 9 * MUSD/MW, build = 18 * month,
          hashprice = { start = 50 * USD/PHs/day, level = 48 * USD/PHs/day, reversion = 1, volatility = 65 * percent },
          rent = { start = 2 * MUSD/MW/year, level = 1.9 * MUSD/MW/year, reversion = 0.3, volatility = 30 * percent },
          deadline = 4 * year, paths = 2000,
        }

        """
}

extension Function {
    static let optionToConvert = Function.declare(
        "option_to_convert", "When to turn a mine into an AI hall: value, threshold, low and high bound.", style: .named
    ) { f in
        let process = Kind<TableSnapshot>.table("{ start =, level =, reversion =, volatility = }")
        let power = f.parameter("power", .quantity("MW", "power"), "Of the site's machines.")
        let efficiency = f.parameter("efficiency", .quantity("J/TH", "energy per hash"), "Of the miners.")
        let price = f.parameter("power_price", .quantity("USD/MWh", "money per energy"), "All in.")
        let capital = f.parameter("capital", .quantity("MUSD/MW", "money per power"), "To convert, today.")
        let hashprice = f.parameter("hashprice", process, "Its start, long-run median, reversion and volatility (per year), lognormal.")
        let rent = f.parameter("rent", process, "The same for AI rent per power and time.")
        let correlation = f.optional("correlation", .number("a number from -1 to 1") { abs($0) <= 1 }, "Of the two.", default: "0")
        let cost = f.optional("running_cost", .quantity("MUSD/MW/year", "money per power and time"), "Of the hall, its power included where the rent does.", default: "0")
        let upkeep = f.optional("mining_cost", .quantity("MUSD/MW/year", "money per power and time"), "Of the mine besides power, such as new machines.", default: "0")
        let trend = f.optional("capital_trend", .number, "By which capital changes, a year.", default: "0")
        let build = f.optional("build", .quantity("month", "a time"), "From converting to the first rent; mining stops at once.", default: "18 month")
        let lease = f.optional("lease", .quantity("year", "a time"), "For how long rent is fixed at what it is when converting.", default: "0")
        let life = f.optional("life", .quantity("year", "a time"), "Of the site, from today.", default: "20 year")
        let deadline = f.parameter("deadline", .quantity("year", "a time"), "The last date to convert.")
        let dates = f.optional("dates_per_year", .integer(1...52, "a whole number from 1 to 52"), "At which it may be decided.", default: "4")
        let rate = f.optional("rate", .number("a number above -0.5") { $0 > -0.5 && $0 < 2 }, "Effective, a year.", default: "0.12")
        let tenants = f.optional("tenants", .quantity("1/year", "a number per time"), "How often one comes; without one at a date there is no converting. Always, unless given.")
        let paths = f.optional("paths", .integer(1000...10_000_000, "a whole number from 1000"), "To price on.", default: "40000")
        let seed = f.optional("seed", .integer(0...Int.max, "a whole number, 0 or larger"), "Of the draws.", default: "\(SessionOptions.defaultSeed)")
        f.returns(annotation: "headroom.conversion", "`print` shows it.")
        f.details(
            "Low: the mean of a rule learned by least squares on other paths (Longstaff and Schwartz 2001). High: a dual bound (Rogers "
                + "2002, Andersen and Broadie 2004). The true value lies between, up to the errors shown.")
        f.example(ConversionObject.example + "print(o.high > o.low)", prints: "true")
        return { a, i in
            let s = i.session
            let megawatts = try s.magnitude(a[power], "MW", of: "option_to_convert: power")
            let joules = try s.magnitude(a[efficiency], "J/TH", of: "option_to_convert: efficiency")
            guard megawatts > 0, joules > 0 else {
                throw Diagnostic(.outOfRange, "option_to_convert: `power` and `efficiency` must be above 0")
            }
            // 1 MW at 1 J/TH is 1e6 TH/s, 1000 PH/s.
            let hashing = megawatts * 1000 / joules
            func factor(_ table: TableSnapshot, _ name: String, _ unit: String, _ scale: Double) throws -> ConversionOption.Factor {
                let fields = try PowerFields("option_to_convert: \(name)", table, known: ["start", "level", "reversion", "volatility"], in: s)
                func yearly(_ field: String) throws -> Double {
                    guard let value = table[field] else {
                        throw Diagnostic(.missingField, "option_to_convert: \(name) needs `\(field)`", remedy: "per year, such as 0.6 or 60 * percent")
                    }
                    if let operand = s.operand(value), !operand.isPlain { return try s.magnitude(operand, "1/year", of: "\(name): \(field)") }
                    return try s.magnitude(value, "", of: "option_to_convert: \(name): \(field)")
                }
                let start = try fields.required("start", unit)
                return .init(
                    start: start * scale, level: try (fields.number("level", unit) ?? start) * scale, reversion: try yearly("reversion"),
                    volatility: try yearly("volatility"))
            }
            func years(_ given: Operand?, _ name: String, _ fallback: Double) throws -> Double {
                try given.map { try s.magnitude($0, "year", of: "option_to_convert: \(name)") } ?? fallback
            }
            var option = ConversionOption(
                hashing: try factor(a[hashprice], "hashprice", "USD/PHs/day", hashing * 365.25),
                rent: try factor(a[rent], "rent", "USD/MW/year", megawatts), correlation: a[correlation] ?? 0,
                miningCost: try s.magnitude(a[price], "USD/MWh", of: "option_to_convert: power_price") * megawatts * 8766
                    + (a[upkeep].map { try s.magnitude($0, "USD/MW/year", of: "option_to_convert: mining_cost") * megawatts } ?? 0),
                hallCost: try a[cost].map { try s.magnitude($0, "USD/MW/year", of: "option_to_convert: running_cost") * megawatts } ?? 0,
                capital: try s.magnitude(a[capital], "USD/MW", of: "option_to_convert: capital") * megawatts,
                build: try years(a[build], "build", 1.5), end: try years(a[life], "life", 20), deadline: try years(a[deadline], "deadline", 0),
                datesPerYear: a[dates] ?? 4, rate: ScalarMath.log1p(a[rate] ?? 0.12))
            option.lease = try years(a[lease], "lease", 0)
            option.capitalTrend = a[trend] ?? 0
            option.arrivals = try a[tenants].map { try s.magnitude($0, "1/year", of: "option_to_convert: tenants") }
            let made = try ConversionObject(
                option, power: megawatts, hashing: hashing, paths: a[paths] ?? 40_000, seed: UInt64(a[seed] ?? Int(SessionOptions.defaultSeed)))
            return [s.vm.makeObject(made, type: s.types.conversion)]
        }
    }
}
