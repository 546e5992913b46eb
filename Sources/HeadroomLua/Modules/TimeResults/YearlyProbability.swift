import Diagnostics
import Engine
import LuaVM
import Reporting

/// `r:probability_by_year "defaulted"`
final class YearlyProbability {
    struct Year {
        let lastStep: Int
        let count: Int
        let probability: Double
        let error: Double
    }

    let run: SimulationRun
    let declaration: ModelDeclaration
    let value: TimeValue
    private(set) var years: [Year] = []

    init(_ value: TimeValue, _ run: SimulationRun, _ model: ModelRun) throws {
        self.run = run
        self.value = value
        declaration = model.trace.declaration
        let ends = model.trace.yearEnds
        let steps = ends.filter { $0 > 0 }.reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
        // A field of the state keeps its value where a path has stopped.
        let series = value.field.map { TimeModel.Series(value.name, $0.leaf, isFrozen: true) }
            ?? TimeModel.Series(value.name, value.node, mask: value.mask)
        let result = try run.series([series], at: steps, model)
        for end in ends {
            guard let record = steps.firstIndex(of: end) else {
                years.append(try initial(model))
                continue
            }
            let found = result[series: 0, record: record]
            years.append(
                Year(lastStep: end, count: found.count, probability: found.probability.value, error: found.probability.error))
        }
    }

    /// A year in which no step ends has what held at the beginning.
    private func initial(_ model: ModelRun) throws -> Year {
        guard let field = value.field else { return Year(lastStep: 0, count: 0, probability: .nan, error: .nan) }
        let plan = try Simulation(
            run.session.graph, outputs: [("initial", field.initial)], options: run.result.simulation.options)
        guard let estimate = try plan.run(isCancelled: run.session.isCancelled)["initial"] else { preconditionFailure("asked for") }
        return Year(lastStep: 0, count: estimate.count, probability: estimate.probability, error: estimate.probabilityError)
    }

    func entry(_ n: Int64) -> LuaValue {
        guard n >= 1, n <= Int64(years.count), years[Int(n) - 1].count > 0 else { return .nil }
        return .number(years[Int(n) - 1].probability)
    }

    var text: String {
        let showsCount = value.field == nil
        var table = TextTable(
            [.init("year", .right), .init("to"), .init("probability", .decimal)] + (showsCount ? [.init("paths", .right)] : [])
                + [.init("")])
        let largest = years.map(\.probability).filter(\.isFinite).max() ?? 0
        for (i, year) in years.enumerated() {
            let eighths = largest > 0 && year.probability > 0 ? max(1, Int((year.probability / largest * 24).rounded())) : 0
            table.append(
                ["\(i + 1)", ModelText.time(year.lastStep, declaration), ModelText.percent(year.probability, year.error)]
                    + (showsCount ? [NumberWords.count(year.count)] : []) + [String(repeating: "█", count: eighths)])
        }
        let what = value.field == nil ? "share of \(value.remark) in the last step of the year" : "kept where a path has stopped"
        return "\(value.name): probability by the end of each year (\(what))\n" + table.text() + ModelText.paths(run) + "\n"
    }
}

extension ObjectType {
    static let yearly = ObjectType(
        "yearly_probability", "Probabilities by year; `y[3]` is that of year 3, `print` shows them all.",
        fields: [
            Field("count", annotation: "integer", "How many years.") { value, s in
                .integer(Int64(try s.object(value, YearlyProbability.self).years.count))
            },
            Field("se", annotation: "number[]", "The standard errors by year.") { value, s in
                .table(TableSnapshot(list: try s.object(value, YearlyProbability.self).years.map { .number($0.error) }))
            },
            Field("n", annotation: "integer[]", "How many paths count in each year.") { value, s in
                .table(TableSnapshot(list: try s.object(value, YearlyProbability.self).years.map { .integer(Int64($0.count)) }))
            },
        ])
}

extension Function {
    static let probabilityByYear = Function.declare(
        "probability_by_year", "How likely a truth value of the state is true by the end of each year."
    ) { f in
        let name = f.parameter("name", .string, "A truth value of the state, or one that is watched.")
        f.returns(annotation: "headroom.yearly_probability", "A probability for each year, with `se` and `n`.")
        f.details(
            "Year k holds the steps that end within k years; the last year may be shorter. A field of the state keeps its value where "
                + "a path has stopped; a watched value counts on the paths that reach the watch. Repeats the run with the same seed.")
        f.example(
            """
            local loan = model "loan" {
              step = 1 * month, steps = 36, state = { defaulted = false },
              run = function(s) if arrives("default", 0.05 / year) then s.defaulted = true; stop() end end,
            }
            local p = loan:simulate { trials = 1e5 }:probability_by_year "defaulted"
            print(p.count, math.abs(p[3] - (1 - math.exp(-0.15))) < 4 * p.se[3])
            """, prints: "3\ttrue")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let model = try run.requireModel("probability_by_year")
            let value = try model.trace.timeValue(a[name], for: "probability_by_year", where: { $0.isCondition }, "a truth value")
            return [i.session.vm.makeObject(try YearlyProbability(value, run, model), type: i.session.types.yearly)]
        }
    }
}
