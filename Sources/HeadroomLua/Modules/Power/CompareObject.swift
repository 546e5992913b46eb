import Diagnostics
import Engine
import LuaVM
import PowerModel
import Reporting

/// `site:compare { ... }`: what a site is worth under several strategies, on the same paths.
final class CompareObject {
    let comparison: StrategyComparison
    let strategies: [Strategy]
    let market: StrategyMarket
    let years: Int
    let seed: UInt64
    let notes: [String]

    init(_ strategies: [Strategy], _ market: StrategyMarket, years: Int, paths: Int, seed: UInt64, notes: [String]) throws {
        comparison = try StrategyComparison(
            strategies, market, years: years, paths: paths, seed: seed, threads: min(ThreadTeam.availableProcessors, 8))
        self.strategies = strategies
        self.market = market
        self.years = years
        self.seed = seed
        self.notes = notes
    }

    /// What differences are taken to: "keep" where there is one, else the first by name.
    var base: Int { comparison.names.firstIndex(of: "keep") ?? 0 }

    func index(_ name: String) throws -> Int {
        if let index = comparison.names.firstIndex(of: name) { return index }
        throw Diagnostic(
            .unknownField, "there is no strategy `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: comparison.names).map { "did you mean `\($0)`? " } ?? "")
                + "there are \(comparison.names.joined(separator: ", "))")
    }

    var text: String {
        let c = comparison
        func millions(_ x: Double, _ error: Double? = nil) -> String { NumberText.text(x / 1e6, error: error.map { $0 / 1e6 }) }
        var table = TextTable([
            .init("strategy"), .init("NPV, MUSD", .decimal), .init("P10", .right), .init("P50", .right), .init("P90", .right),
            .init("IRR P50", .right), .init("less \(c.names[base])", .decimal), .init("better in", .right),
        ])
        for (i, name) in c.names.enumerated() {
            let mean = c.mean(i)
            let quantiles = [0.1, 0.5, 0.9].map { StrategyComparison.quantile(c.values[i], $0).map { millions($0) } ?? "" }
            let rate = StrategyComparison.quantile(c.rates[i], 0.5).map { NumberText.percent($0) } ?? "none"
            let less = c.difference(i, base)
            table.append(
                [name, millions(mean.value, mean.error)] + quantiles
                    + [rate, i == base ? "" : millions(less.value, less.error), i == base ? "" : NumberText.percent(c.wins(i, base))])
        }
        var lines = "\(years) years on \(NumberText.count(c.paths)) common paths, \(NumberText.percent(market.discount)) a year, seed \(seed)\n" + table.text()
        if let best = c.names.indices.max(by: { c.mean($0).value < c.mean($1).value }), best != base {
            lines += "what decides \(c.names[best]) against \(c.names[base]) (rank correlation): "
            lines += c.ranking(best, base).map { "\($0.name) \(NumberText.text($0.correlation, digits: 2))" }.joined(separator: ", ") + "\n"
        }
        for note in notes { lines += "note: \(note)\n" }
        return lines
    }

    /// Mean difference of two strategies where market figures are multiplied or added to.
    func surface(_ a: Int, _ b: Int, _ kind: String) throws -> String {
        let paths = min(comparison.paths, 2000)
        let isPrices = kind == "prices"
        let across: [Double] = isPrices ? [0.5, 0.75, 1, 1.5, 2] : [0.6, 0.8, 1, 1.25, 1.5]
        let down: [Double] = isPrices ? [0.5, 0.75, 1, 1.25, 1.5] : [0, 0.5, 1, 2]
        let words = isPrices ? "AI rent × \\ hashprice ×" : "delay + years \\ capex ×"
        var table = TextTable([.init(words)] + across.map { .init(NumberText.text($0), .right) })
        for y in down {
            var row = [NumberText.text(y)]
            for x in across {
                var shift = StrategyComparison.Shift()
                if isPrices { (shift.rent, shift.hashprice) = (y, x) } else { (shift.delay, shift.capex) = (y, x) }
                let run = try StrategyComparison(
                    [strategies[a], strategies[b]], market, years: years, paths: paths, seed: seed,
                    threads: min(ThreadTeam.availableProcessors, 8), shift: shift)
                row.append(NumberText.text(run.difference(0, 1).value / 1e6, digits: 3))
            }
            table.append(row)
        }
        return "\(comparison.names[a]) less \(comparison.names[b]), mean NPV in MUSD on \(NumberText.count(paths)) paths\n" + table.text()
    }
}

extension ObjectType {
    static let strategies = ObjectType(
        "strategies", "Strategies for a site on common paths; `print` shows them side by side.",
        fields: [Field("n", annotation: "integer", "Paths.") { value, s in .integer(Int64(try s.object(value, CompareObject.self).comparison.paths)) }],
        methods: [
            .declare("npv", "Mean net present value of a strategy, and its Monte Carlo error.") { f in
                let name = f.parameter("name", .string, "Of a strategy.")
                f.returns(annotation: "headroom.quantity, headroom.quantity", "Value and standard error.")
                f.example(CompareObject.example + "print(c:npv \"keep\" > 0 * USD)", prints: "true")
                return { a, i in
                    let c = try i.session.object(i.receiver, CompareObject.self)
                    let mean = c.comparison.mean(try c.index(a[name]))
                    return [try i.session.quantity(mean.value, "USD"), try i.session.quantity(mean.error, "USD")]
                }
            },
            .declare("difference", "Mean of one strategy less another on the same paths, and its small error.") { f in
                let first = f.parameter("first", .string, "A strategy.")
                let second = f.parameter("second", .string, "What is taken off.")
                f.returns(annotation: "headroom.quantity, headroom.quantity", "Value and standard error.")
                f.example(CompareObject.example + "print(c:difference(\"keep\", \"keep\"))", prints: "0 USD\t0 USD")
                return { a, i in
                    let c = try i.session.object(i.receiver, CompareObject.self)
                    let found = c.comparison.difference(try c.index(a[first]), try c.index(a[second]))
                    return [try i.session.quantity(found.value, "USD"), try i.session.quantity(found.error, "USD")]
                }
            },
            .declare("surface", "Where one strategy overtakes another: over hashprice and AI rent, or delay and capex.") { f in
                let first = f.parameter("first", .string, "A strategy.")
                let second = f.parameter("second", .string, "What is taken off.")
                let kind = f.optional("over", .choice(["prices", "building"]), "Hashprice × AI rent, or capex × delay.", default: "\"prices\"")
                f.returns(.string, "A table; break-even is where it changes sign.")
                f.example(CompareObject.example + "print(c:surface(\"convert\", \"keep\"))")
                return { a, i in
                    let c = try i.session.object(i.receiver, CompareObject.self)
                    return [.string(try c.surface(c.index(a[first]), c.index(a[second]), a[kind] ?? "prices"))]
                }
            },
        ])
}

extension CompareObject {
    static let example = """
        local home = site "Home" { grid = 10 * MW, tariff = tariff { energy = { 20, 30, 60, 25 } } }
        local fleet = mining { { name = "S21", hashrate = 500 * PH/s, efficiency = 17.5 * J/TH } }
        local c = home:compare {
          hashprice = 45 * USD/PHs/day, paths = 100, years = 5,
          keep = { fleet }, convert = { firm = 8 * MW, rent = 1.6 * MUSD/MW/year, capex = 9 * MUSD/MW, lead = 18 * month, before = fleet },
        }

        """
}
