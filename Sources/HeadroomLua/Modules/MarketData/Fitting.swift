import Diagnostics
import Engine
import LuaVM
import Quantities

extension Kind where Value == Series {
    static var series: Kind {
        Kind("a series, such as data.close_usd", annotation: "headroom.series") { value, session in
            guard case .payload(let payload) = value, let series = session.vm.object(payload) as? Series else {
                throw KindMismatch(remedy: "give a column of a csv table, or series { ... }")
            }
            return series
        }
    }
}

extension Namespace {
    static let fit = Namespace(
        name: "fit", summary: "Processes fitted to series, with standard errors.",
        functions: [.fitGBM, .fitOU, .fitGARCH, .fitRegimes, .fitCorrelation, .fitPower], constants: [])
}

extension Function {
    /// A series that every example of this page makes: 400 days of a random walk.
    private static let exampleSeries = """
        local values, x = {}, 100
        for k = 1, 400 do
          x = x * math.exp(0.03 * math.sin(k * k) + 0.02 * math.sin(3 * k ^ 1.5))
          values[k] = x
        end
        local s = series "price" { begins = "2025-01-01", values = values, unit = "USD" }

        """

    /// Fits, and names the series in what is refused.
    private static func fitted(
        _ series: Series, additive: Bool = false, in session: Session, _ fit: (Observations) throws(CalibrationError) -> Calibration
    ) throws -> LuaValue {
        do {
            let calibration = try fit(series.observations())
            return session.vm.makeObject(FitObject(calibration, series, additive: additive), type: session.types.fit)
        } catch let error as CalibrationError {
            var diagnostic = error.diagnostic
            switch error {
            case .notPositive(let index, _), .notFinite(let index, _):
                diagnostic.message = "\(series.name) on \(series.times[index].text): \(diagnostic.message)"
            default: diagnostic.message = "\(series.name): \(diagnostic.message)"
            }
            throw diagnostic
        }
    }

    /// Options of a fit: those named, or an error that lists them.
    private static func options(
        _ table: TableSnapshot?, of function: String, _ known: [String], in session: Session
    ) throws -> [(name: String, value: LuaValue)] {
        try (table?.entries ?? []).map { key, value in
            let name = session.keyText(key)
            guard known.contains(name) else {
                throw Diagnostic(
                    .unknownField, "\(function): no option `\(name)`",
                    remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                        + "its options are \(known.joined(separator: ", "))")
            }
            return (name, value)
        }
    }

    fileprivate static let fitGBM = Function.declare("gbm", "Drift and volatility of geometric Brownian motion.") { f in
        let series = f.parameter("series", .series, "Positive values.")
        f.returns(annotation: "headroom.fit", "`.drift` per year, `.volatility`, their errors; `print` shows all.")
        f.details("E S(t) = start · e^(drift·t). The drift's error shrinks with the span only, never with a shorter step.")
        f.example(exampleSeries + "local g = fit.gbm(s)\nprint(g.n, g.volatility > g.se.volatility)", prints: "399\ttrue")
        return { a, i in [try fitted(a[series], in: i.session) { data throws(CalibrationError) in try Calibration.gbm(data) }] }
    }

    fileprivate static let fitOU = Function.declare("ou", "Level, reversion and volatility of a series that returns to its level.") { f in
        let series = f.parameter("series", .series, "Positive values, unless `additive`.")
        let table = f.optional("options", .table("a table such as { additive = true }"), "`additive = true`: the value itself returns, not its logarithm.")
        f.returns(annotation: "headroom.fit", "`.reversion` per year (bias-corrected), `.level`, `.volatility`, their errors.")
        f.example(
            """
            local values, x = {}, 0
            for k = 1, 900 do
              x = 0.9 * x + 0.1 * math.sin(k * k)
              values[k] = 40 * math.exp(x)
            end
            local o = fit.ou(series "power" { begins = "2024-01-01", values = values, unit = "USD/MWh" })
            print(o.reversion > 0 / year, o.level > 35 * USD/MWh and o.level < 45 * USD/MWh)
            """, prints: "true\ttrue")
        return { a, i in
            var additive = false
            for (name, value) in try options(a[table], of: "fit.ou", ["additive"], in: i.session) {
                guard case .boolean(let truth) = value else {
                    throw Diagnostic(.wrongType, "fit.ou: \(name) must be true or false", remedy: "write { additive = true }")
                }
                additive = truth
            }
            let isAdditive = additive
            return [
                try fitted(a[series], additive: isAdditive, in: i.session) { data throws(CalibrationError) in
                    try Calibration.ou(data, additive: isAdditive)
                }
            ]
        }
    }

    fileprivate static let fitGARCH = Function.declare("garch", "Clustering volatility: GARCH(1,1) on log returns.") { f in
        let series = f.parameter("series", .series, "Positive values, at least 251.")
        let table = f.optional("options", .table("a table such as { distribution = \"t\" }"), "`distribution = \"t\"` fits the tails too; \"normal\" is the default.")
        f.returns(annotation: "headroom.fit", "`.omega` (variance per step), `.alpha`, `.beta`, `.df`, `.drift`, their errors.")
        f.details("alpha and beta hold for the series' own step.")
        f.example(
            exampleSeries + "local ok, why = pcall(fit.garch, s)\nprint(ok or tostring(why):find(\"cluster\", 1, true) ~= nil)", prints: "true")
        return { a, i in
            var innovations = Calibration.Innovations.normal
            for (_, value) in try options(a[table], of: "fit.garch", ["distribution"], in: i.session) {
                switch value {
                case .string("t"): innovations = .studentT
                case .string("normal"): innovations = .normal
                default:
                    throw Diagnostic(
                        .outOfRange, "fit.garch: distribution must be \"normal\" or \"t\", not \(i.session.shortText(value))",
                        remedy: "write { distribution = \"t\" }")
                }
            }
            let chosen = innovations
            return [
                try fitted(a[series], in: i.session) { data throws(CalibrationError) in
                    try Calibration.garch(data, innovations: chosen)
                }
            ]
        }
    }

    fileprivate static let fitRegimes = Function.declare("regimes", "Calm and crunch: regimes of volatility and how often they change.") { f in
        let series = f.parameter("series", .series, "Positive values, at least 251.")
        let table = f.optional("options", .table("a table such as { states = 2 }"), "`states`: 2, 3 or 4 regimes.")
        f.returns(annotation: "headroom.fit", "`.calm.volatility`, `.crunch.volatility`, `.switch.calm.crunch` per year, their errors.")
        f.details("Refused where a regime lasts fewer than 20 steps on average, or fewer than ten switches were seen.")
        f.example(
            """
            local values, x = {}, 100
            for k = 1, 1500 do
              local size = k // 100 % 2 == 0 and 0.01 or 0.04
              x = x * math.exp(size * (math.sin(k * k) + math.sin(k * k * 7)))
              values[k] = x
            end
            local r = fit.regimes(series { begins = "2020-01-01", values = values })
            print(r.crunch.volatility > 2 * r.calm.volatility)
            """, prints: "true")
        return { a, i in
            var states = 2
            for (_, value) in try options(a[table], of: "fit.regimes", ["states"], in: i.session) {
                do { states = try Kind<Int>.integer(2...4, "2, 3 or 4").decode(value, i.session) } catch is KindMismatch {
                    throw Diagnostic(.wrongType, "fit.regimes: states must be 2, 3 or 4", remedy: "write { states = 2 }")
                }
            }
            let count = states
            return [
                try fitted(a[series], in: i.session) { data throws(CalibrationError) in
                    try Calibration.regimes(data, states: count)
                }
            ]
        }
    }
}

extension ObjectType {
    static let fit = ObjectType(
        "fit", "A fitted process: its parameters are fields (`f.volatility`); `print` shows them with errors, span and goodness of fit.",
        fields: [
            field("se", "table", "The standard errors, by the parameters' names: `f.se.volatility`.") { .table($0.errors(in: $1)) },
            field("interval", "table", "The 95 % intervals: `f.interval.reversion[1]` and `[2]`.") { .table($0.intervals(in: $1)) },
            field("n", "integer", "How many observations were used.") { fit, _ in .integer(Int64(fit.calibration.count)) },
            field("span", "headroom.quantity", "From the first to the last.") { fit, s in
                s.lua(Operand(fit.calibration.span, unit: s.units.number(of: s.yearUnit)))
            },
            field("step", "headroom.quantity", "The mean step of the data, which garch parameters hold for.") { fit, s in
                s.lua(Operand(fit.series.stepYears, unit: s.units.number(of: s.yearUnit)))
            },
            field("start", "number|headroom.quantity", "The newest value of the series.") { $0.start(in: $1) },
            field("log_likelihood", "number", "The log-likelihood.") { fit, _ in .number(fit.calibration.logLikelihood) },
            field("goodness", "string", "How well the process describes the data, in words.") { fit, _ in
                .string(fit.calibration.goodness.text)
            },
            field("process", "string", "gbm, ou, garch or regimes.") { fit, _ in .string(fit.calibration.process) },
        ],
        methods: [
            .declare("parameters", "What the process's constructor takes: `ou(f:parameters())`.") { f in
                f.returns(annotation: "table", "Named fields, `start` among them.")
                return { _, i in [.table(try i.session.object(i.receiver, FitObject.self).parameters(in: i.session))] }
            }
        ])

    private static func field(
        _ name: String, _ annotation: String, _ summary: String, _ read: @escaping @Sendable (FitObject, Session) -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in read(try s.object(value, FitObject.self), s) }
    }
}

extension Session {
    var yearUnit: Unit {
        guard let unit = Unit.named("year") else { preconditionFailure("the year is in the catalogue") }
        return unit
    }

    /// A parameter of a fit by name.
    func parameter(_ key: LuaValue, of fit: FitObject) throws -> LuaValue {
        let values = fit.values(in: self)
        if let value = values[keyText(key)] { return value }
        let names = values.entries.map { keyText($0.key) }
        throw Diagnostic(
            .unknownField, "this fit of \(fit.calibration.process) has no `\(keyText(key))`",
            remedy: (Suggestion.nearest(to: keyText(key), in: names).map { "did you mean `\($0)`? " } ?? "")
                + "it has \((names + ObjectType.fit.fields.map(\.name)).joined(separator: ", "))")
    }
}
