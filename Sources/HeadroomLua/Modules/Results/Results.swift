import DataFiles
import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

extension Module {
    static let results = Module(
        "results", "What simulate gives back: statistics with their errors, drivers, samples, files.",
        types: [.result, .output, .histogram, .drivers, .sources, .correlation])
}

/// The names that outputs can't have, because results have methods of that name.
enum ResultMethods {
    static let names: Set<String> = Set(
        ObjectType.result.methods.map { $0.name }.filter { !Function.hiddenByOutputs.contains($0) } + ["trials", "seed"])
}

extension ObjectType {
    static let result = ObjectType(
        "result", "The result of a simulation. Every output is a field: `r.income`. `print(r)` shows them all.",
        fields: [
            Field("trials", annotation: "integer", "How many paths were drawn.") { value, s in
                .integer(Int64(try s.object(value, SimulationRun.self).result.trials))
            },
            Field("seed", annotation: "integer", "The seed of the draws.") { value, s in
                .integer(Int64(bitPattern: try s.object(value, SimulationRun.self).result.seed))
            },
        ] + eventFields,
        methods: [
            .given, .drivers, .sources, .samples, .save, .fan, .probabilityByYear, .headroom, .credit, .path, .laterNpv, .laterIrr,
        ])

    static let output = ObjectType(
        "output", "One output of a result. Statistics of quantities are quantities.",
        fields: [
            statistic("mean", "The average over all paths.") { $0.amount(try $0.known().mean) },
            statistic("se", "The standard error of the mean.") { $0.difference(try $0.known().standardError) },
            statistic("sd", "The standard deviation.") { $0.difference(try $0.known().standardDeviation) },
            statistic("min", "The smallest value drawn.") { $0.amount(try $0.known().minimum) },
            statistic("max", "The largest value drawn.") { $0.amount(try $0.known().maximum) },
            Field("n", annotation: "integer", "How many paths it was computed on.") { value, s in
                .integer(Int64(try s.object(value, OutputView.self).estimate.count))
            },
            probability("probability", "The share of paths on which a condition holds.") { $0.probability },
            probability("probability_se", "The standard error of the probability.") { $0.probabilityError },
        ],
        methods: [.quantile, .expectedShortfall, .histogramMethod, .crpsMethod])

    private static func statistic(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (OutputView) throws -> Operand
    ) -> Field {
        Field(name, annotation: "number|headroom.quantity", summary) { value, s in
            s.lua(try read(try s.object(value, OutputView.self)))
        }
    }

    private static func probability(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (Estimate) -> Double
    ) -> Field {
        Field(name, annotation: "number", summary) { value, s in
            let view = try s.object(value, OutputView.self)
            guard view.output.isCondition else {
                throw Diagnostic(
                    .wrongType, "`\(view.output.name)` is an amount, not a condition: it has no \(name)",
                    remedy: "ask for a condition, such as `outputs = { low = lt(\(view.output.name), limit) }`")
            }
            return .number(read(try view.known()))
        }
    }
}

extension Function {
    static let quantile = Function.declare("quantile", "The value below which a share of the outcomes lies.") { f in
        let p = f.parameter("p", .probability, "The share, such as 0.05.")
        let exact = f.optional(
            "exact", .boolean, "Find the exact order statistic by a second pass over the paths.", default: "false")
        f.returns(annotation: "number|headroom.quantity", "The quantile.")
        f.returns(annotation: "number|headroom.quantity", "Its standard error.")
        return { a, i in
            let view = try i.session.object(i.receiver, OutputView.self)
            if a[exact] == true {
                let value = try view.known().exactQuantile(a[p])
                return [i.session.lua(view.amount(value.value)), i.session.lua(view.difference(value.error))]
            }
            let value = try view.known().quantile(a[p])
            return [i.session.lua(view.amount(value.value)), i.session.lua(view.difference(value.error))]
        }
    }

    static let expectedShortfall = Function.declare(
        "expected_shortfall", "The mean of the worst share of outcomes; low is worst unless told otherwise."
    ) { f in
        let share = f.parameter("share", .number("a number above 0 and at most 1") { $0 > 0 && $0 <= 1 }, "Such as 0.05.")
        let options = f.optional(
            "options", .table("a table such as { tail = \"high\" }", annotation: "{ tail: \"low\"|\"high\" }"),
            "Which tail is the worst.", default: "{ tail = \"low\" }")
        f.returns(annotation: "number|headroom.quantity", "The mean; the boundary outcome is weighted (Acerbi and Tasche 2002).")
        f.returns(annotation: "number|headroom.quantity", "Its standard error.")
        return { a, i in
            var tail = Estimate.Tail.low
            for (key, value) in a[options]?.entries ?? [] {
                switch (key, value) {
                case (.string("tail"), .string("low")): tail = .low
                case (.string("tail"), .string("high")): tail = .high
                default:
                    throw Diagnostic(
                        .unknownField, "expected_shortfall: no option `\(i.session.keyText(key)) = \(i.session.shortText(value))`",
                        remedy: "write { tail = \"low\" } or { tail = \"high\" }")
                }
            }
            let view = try i.session.object(i.receiver, OutputView.self)
            let value = try view.known().expectedShortfall(a[share], tail: tail)
            return [i.session.lua(view.amount(value.value)), i.session.lua(view.difference(value.error))]
        }
    }

    static let histogramMethod = Function.declare("histogram", "How the outcomes are spread; print it.", style: .named) { f in
        let bins = f.optional("bins", .integer(1...1000, "a whole number from 1 to 1000"), "How many bars.", default: "20")
        f.returns(annotation: "headroom.histogram", "Bars with edges and counts; `print` draws them.")
        return { a, i in
            let view = try i.session.object(i.receiver, OutputView.self)
            let histogram = HistogramObject(view: view, histogram: try view.known().histogram(bins: a[bins] ?? 20))
            return [i.session.vm.makeObject(histogram, type: i.session.types.histogram)]
        }
    }

    static let drivers = Function.declare(
        "drivers", "Which inputs move an output: the rank correlation of each with it, strongest first, and Sobol indices."
    ) { f in
        let output = f.parameter("output", .string, "The output's name.")
        f.returns(annotation: "headroom.drivers", "A list; `print` draws it. Each entry has name, correlation, se, named, first, first_se, total and total_se.")
        f.details(
            "Spearman's rank correlation on the first 65,536 paths. Sobol indices say what share of the variance an input explains alone "
                + "(first) and with all that it interacts with (total), " + SobolIndices.estimator
                + ", from a design of its own of up to 65,536 pairs of paths; errors by linear approximation, and nothing is clamped, so an index near 0 "
                + "may be negative. Inputs that `correlate` ties together have indices as a group. Of a result that is given an event there are "
                + "rank correlations only.")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            try run.require(a[output])
            let object = DriversObject(output: a[output], drivers: try run.result.drivers(of: a[output]),
                indices: try run.result.sobolIndices(of: a[output]), run: run)
            return [i.session.vm.makeObject(object, type: i.session.types.drivers)]
        }
    }

    static let samples = Function.declare(
        "samples", "The outcomes path by path.", style: .positional
    ) { f in
        let what = f.parameter(
            "what", .table("a table such as { \"income\", first = 1000 }", annotation: "table"),
            "The outputs' names, and how many of the first paths (1000 unless given).")
        f.returns(annotation: "table[]", "One table for each path: `rows[1].income`.")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let (names, first) = try run.sampleRequest(a[what])
            let columns = try run.result.samples(of: names, first: first)
            let views = names.compactMap { run.output($0) }
            let rows = (0..<(columns.first?.count ?? 0)).map { row in
                LuaValue.table(
                    TableSnapshot(
                        fields: zip(views, columns).map { view, column in
                            (view.output.name, view.lua(column[row], in: i.session))
                        }))
            }
            return [.table(TableSnapshot(list: rows))]
        }
    }

    static let save = Function.declare("save", "Writes the result to a file; the ending says how.") { f in
        let path = f.parameter(
            "path", .string, "Below the script's folder. `.json` takes every statistic; `.csv` the first paths' outcomes; `.sqlite` both, in tables.")
        let options = f.optional(
            "options", .table("a table such as { first = 1e5 }", annotation: "{ first: integer }"),
            "For `.csv` and `.sqlite`: how many paths.", default: "{ first = 65536 }")
        f.details("The file appears whole or not at all.")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            try run.save(to: a[path], options: a[options])
            return []
        }
    }
}
