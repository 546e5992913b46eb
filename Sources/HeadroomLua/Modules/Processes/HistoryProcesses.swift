import Diagnostics
import Engine
import LuaVM
import Quantities

/// Processes of changing regimes, and of repeated history.
extension Function {
    static let regimes = Function.declare(
        "regimes", "Switches between a few regimes, each with its own drift and volatility.", style: .named
    ) { f in
        let start = f.parameter("start", .amount, "The level at time 0, above 0.")
        let rates = f.parameter(
            "switch", .table("a table such as { calm = { crunch = 0.5 / year } }", annotation: "table<string, table<string, headroom.amount>>"),
            "How often each regime turns into each other one, per time.")
        let begins = f.optional("begins", .string, "The regime of the first step.", default: "the first by name")
        let parts = f.others(
            "regime", .table("a table { drift =, volatility = }", annotation: "{ drift: headroom.amount, volatility: headroom.amount }"),
            "Any other field is a regime: its name, drift and volatility.")
        f.returns(.process, "A process for `market`.")
        f.details(
            "The regime at the beginning of a step holds through it; behind it the Markov chain moves by the exponential of "
                + "its rates.")
        f.example(
            """
            local p = regimes {
              start = 100, begins = "calm",
              calm = { drift = 10 * percent/year, volatility = 30 * percent },
              crunch = { drift = -40 * percent/year, volatility = 90 * percent },
              switch = { calm = { crunch = 0.5 / year }, crunch = { calm = 2 / year } },
            }
            print(p.kind)
            """, prints: "regimes")
        return { a, i in
            let s = i.session
            var fields = ProcessFields("regimes", unit: a[start].unit, in: s)
            try fields.refuseTemperaturePoint(a[start])
            let first = try fields.level("start", a[start])
            let named = a[parts]
            let names = named.map(\.name)
            guard !names.isEmpty else {
                throw Diagnostic(
                    .missingField, "regimes was given no regimes",
                    remedy: "write calm = { drift = 0, volatility = 30 * percent }")
            }
            func place(_ name: String) throws -> Int {
                guard let index = names.firstIndex(of: name) else {
                    throw Diagnostic(
                        .unknownField, "there is no regime `\(name)`",
                        remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                            + "the regimes are \(names.joined(separator: ", "))")
                }
                return index
            }
            let list = try named.map { try fields.regime($0.name, $0.value) }
            var matrix = names.map { _ in names.map { _ in 0.0 } }
            for (from, row) in a[rates].entries {
                let i = try place(s.keyText(from))
                guard case .table(let row) = row else { throw KindMismatch() }
                for (to, value) in row.entries {
                    let label = "switch.\(names[i]).\(s.keyText(to))"
                    let j = try place(s.keyText(to))
                    let amount = try Kind<Operand>.certain.decode(value, s)
                    guard i != j, case .certain(let rate) = try ProcessFields.rate("regimes", label, amount, in: s) else {
                        throw Diagnostic(
                            .processParameter, "regimes: \(label) turns a regime into itself", remedy: "leave it out")
                    }
                    matrix[i][j] = rate
                }
            }
            if let name = a[begins] { fields.note("begins", name) }
            let process = Regimes(start: first, regimes: list, rates: matrix, first: try a[begins].map(place) ?? 0)
            return [try s.process(fields, prototype: .regimes(process))]
        }
    }

    static let bootstrap = Function.declare(
        "bootstrap", "Repeats blocks of a real history: each step has the return of one of its periods."
    ) { f in
        let series = f.parameter(
            "series", .history, "Levels above 0, oldest first, one step of the model apart.")
        let options = f.optional(
            "options", .table("a table such as { block = 6 }", annotation: "{ block: integer?, start: headroom.amount?, scheme: \"stationary\"|\"moving\"? }"),
            "`block`: how many periods are kept together (on average, if stationary); `start`: the level at time 0; `scheme`: blocks of random or fixed length.",
            default: "{ block = 1, start = the last level, scheme = \"stationary\" }")
        f.returns(.process, "A process for `market`.")
        f.details(
            "Stationary bootstrap (Politis and Romano) or moving blocks (Künsch) of the log returns. Bootstrapped factors of one "
                + "market repeat the same periods, so that what moved together still does.")
        f.example("print(bootstrap({ 100, 104, 99, 107, 111 }, { block = 2 }).kind)", prints: "bootstrap")
        return { a, i in
            let s = i.session
            let amounts = a[series].levels
            guard let last = amounts.last else {
                throw Diagnostic(.missingField, "bootstrap was given an empty series", remedy: "give three levels or more")
            }
            let (numbers, unit) = try s.aligned(amounts, of: "bootstrap")
            var fields = ProcessFields("bootstrap", unit: unit, in: s)
            fields.note("series", "\(amounts.count) levels")
            if let bad = numbers.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
                throw Diagnostic(
                    .processParameter, "bootstrap: levels must be greater than 0",
                    operands: [s.shown(amounts[bad], name: "series[\(bad + 1)]")],
                    remedy: "returns of a series that may be 0 or negative have no logarithm")
            }
            var (block, scheme, start) = (1, Bootstrap.Scheme.stationary, last)
            for (key, value) in a[options]?.entries ?? [] {
                switch s.keyText(key) {
                case "block": block = try Kind<Int>.integer(1...max(1, numbers.count - 1), "a whole number of periods").decode(value, s)
                case "scheme":
                    scheme = try Kind<String>.choice(["stationary", "moving"]).decode(value, s) == "moving" ? .moving : .stationary
                case "start": start = try Kind<Operand>.amount.decode(value, s)
                case let name:
                    throw Diagnostic(
                        .unknownField, "bootstrap has no option `\(name)`", remedy: "its options are block, scheme and start")
                }
            }
            let first = try fields.level("start", start)
            fields.note("block", "\(block)")
            let returns = zip(numbers, numbers.dropFirst()).map { ScalarMath.log($1 / $0) }
            let process = Bootstrap(start: first, returns: returns, block: block, scheme: scheme)
            guard let history = a[series].series else { return [try s.process(fields, prototype: .bootstrap(process))] }
            return [
                try s.process(fields, prototype: .bootstrap(process)) { clock in
                    try history.requireSteps(of: clock)
                    return .bootstrap(process)
                }
            ]
        }
    }
}

/// Levels one step apart: a list, or a series with its dates.
private struct History {
    let levels: [Operand]
    let series: Series?
}

extension Kind where Value == History {
    fileprivate static var history: Kind {
        let list = Kind<[Operand]>.list(of: .certain, "levels such as { 42 * USD/MWh, 44 * USD/MWh, 41 * USD/MWh }")
        return Kind("a series, or \(list.words)", annotation: "headroom.series|\(list.annotation)") { value, session in
            if case .payload(let payload) = value, let series = session.vm.object(payload) as? Series {
                return History(levels: series.values.map { Operand($0, unit: series.unit) }, series: series)
            }
            return History(levels: try list.decode(value, session), series: nil)
        }
    }
}

extension Series {
    /// A return of another period than the step's would be taken for a step's. A fifth of difference is left to calendars.
    fileprivate func requireSteps(of clock: ModelClock) throws {
        guard rhythm == .irregular || abs(stepYears / clock.dtYears - 1) > 0.2 else { return }
        throw Diagnostic(
            .outOfRange, "bootstrap: \(name) does not go in the steps of the model",
            operands: [
                Diagnostic.Operand(name: name, value: "\(NumberFormat.g(stepYears * 365.25, digits: 3)) days"),
                Diagnostic.Operand(name: "step", value: "\(NumberFormat.g(clock.dtYears * 365.25, digits: 3)) days"),
            ], remedy: "resample it, as in series:resample(\"month\"), or change the model's step")
    }
}

extension ProcessFields {
    /// `calm = { drift = ..., volatility = ... }`
    mutating func regime(_ name: String, _ table: TableSnapshot) throws -> Regimes.Regime {
        var values: [String: Double] = [:]
        for (key, value) in table.entries {
            let field = session.keyText(key)
            let amount = try Kind<Operand>.certain.decode(value, session)
            let node =
                switch field {
                case "drift": try rate("\(name).drift", amount)
                case "volatility": try volatility("\(name).volatility", amount)
                default:
                    throw Diagnostic(
                        .unknownField, "regimes: `\(name)` has no field `\(field)`", remedy: "write { drift =, volatility = }")
                }
            values[field] = session.graph.constantValue(of: node)
        }
        guard let drift = values["drift"], let volatility = values["volatility"] else {
            throw Diagnostic(
                .missingField, "regimes: `\(name)` needs `drift` and `volatility`",
                remedy: "write \(name) = { drift = 5 * percent/year, volatility = 30 * percent }")
        }
        return Regimes.Regime(name, drift: drift, volatility: volatility)
    }
}
