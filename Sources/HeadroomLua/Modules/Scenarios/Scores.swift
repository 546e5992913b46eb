import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

extension Odds {
    /// -ln p, without a negative zero.
    static func logScore(_ p: Double) -> Double { p == 1 ? 0 : -ScalarMath.log(p) }
}

/// The average scores of past forecasts: what `scores` gives back.
final class Scores {
    struct Average {
        let mean: Double
        /// sd/√n; nil for a single forecast, or where the mean is infinite.
        let error: Double?

        init(_ values: [Double]) {
            let n = Double(values.count)
            let mean = values.reduce(0, +) / n
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            self.mean = mean
            error = values.count > 1 && squares.isFinite ? (squares / (n - 1) / n).squareRoot() : nil
        }
    }

    /// By name: brier and log, or crps.
    let averages: [(name: String, average: Average)]
    let count: Int
    let unit: Int32
    unowned let session: Session

    init(averages: [(name: String, average: Average)], count: Int, unit: Int32, session: Session) {
        self.averages = averages
        self.count = count
        self.unit = unit
        self.session = session
    }

    func average(_ name: String) -> Average? { averages.first { $0.name == name }?.average }

    var text: String {
        let lines = averages.map { name, average in
            let shown = DisplayUnit(self.session.units[self.unit], for: [average.mean])
            let text = NumberText.text(shown(average.mean), error: average.error.map { shown($0) })
            return "\(name) \(text)" + (shown.name.isEmpty ? "" : " \(shown.name)")
        }
        return (lines + ["\(count) \(count == 1 ? "forecast" : "forecasts")"]).joined(separator: "\n") + "\n"
    }
}

extension ObjectType {
    static let scores = ObjectType(
        "scores", "Average scores of past forecasts, lower is better. Those that don't apply are nil.",
        fields: [
            Field("n", annotation: "integer", "How many forecasts.") { value, s in
                .integer(Int64(try s.object(value, Scores.self).count))
            }
        ] + ["brier", "log", "crps"].flatMap { name in
            [
                Field(name, annotation: "number|headroom.quantity|nil", "The average \(name) score.") { value, s in
                    let scores = try s.object(value, Scores.self)
                    return scores.average(name).map { s.lua(Operand($0.mean, unit: scores.unit)) } ?? .nil
                },
                Field("\(name)_se", annotation: "number|headroom.quantity|nil", "Its standard error; nil for one forecast.") { value, s in
                    let scores = try s.object(value, Scores.self)
                    return scores.average(name)?.error.map { s.lua(Operand($0, unit: scores.unit)) } ?? .nil
                },
            ]
        })
}

extension Function {
    static let crpsMethod = Function.declare(
        "crps", "The continuous ranked probability score of this distribution as a forecast, once the outcome is known."
    ) { f in
        let outcome = f.parameter("outcome", .any, "What came true: an amount, or true or false for a condition.")
        f.returns(annotation: "number|headroom.quantity", "In the output's unit; 0 is best.")
        f.returns(annotation: "number|headroom.quantity", "Its standard error from the number of paths.")
        f.details("∫ (F(x) - 1{x >= y})² dx = E|X - y| - ½ E|X - X'| (Gneiting and Raftery 2007).")
        return { a, i in
            let view = try i.session.object(i.receiver, OutputView.self)
            let score = try i.session.rankedScore(view, a[outcome])
            return [i.session.lua(view.difference(score.value)), i.session.lua(view.difference(score.error))]
        }
    }

    static let crps = Function.declare(
        "crps", "The continuous ranked probability score of a numeric forecast, once the outcome is known."
    ) { f in
        let forecast = f.parameter("forecast", .any, "A list of samples of equal weight, an output of a result, or one number.")
        let outcome = f.parameter("outcome", .any, "What came true.")
        f.returns(annotation: "number|headroom.quantity", "In the outcome's unit; for one number the distance to the outcome.")
        f.details("∫ (F(x) - 1{x >= y})² dx = E|X - y| - ½ E|X - X'| (Gneiting and Raftery 2007).")
        f.example("print(crps({ 1, 2, 3 }, 2))", prints: "0.22222222222222")
        return { a, i in [i.session.lua(try i.session.rankedScore(a[forecast], a[outcome]))] }
    }

    static let scores = Function.declare(
        "scores", "Average scores of past forecasts: Brier and log for odds, CRPS for numbers."
    ) { f in
        let forecasts = f.parameter(
            "forecasts", .table("a list of tables { forecast = ..., outcome = ... }", annotation: "table[]"),
            "Odds with the name of what came true, or numeric forecasts (samples, outputs, numbers) with the number.")
        f.returns(annotation: "headroom.scores", "`s.brier`, `s.brier_se`, `s.log`, `s.crps`, …; print it.")
        f.example(
            """
            local s = scores {
              { forecast = odds { yes = 0.8, no = 0.2 }, outcome = "yes" },
              { forecast = odds { yes = 0.4, no = 0.6 }, outcome = "no" },
            }
            print(s.brier)
            """, prints: "0.2")
        return { a, i in
            let scores = try i.session.scores(a[forecasts])
            return [i.session.vm.makeObject(scores, type: i.session.types.scores)]
        }
    }
}

extension Session {
    /// The score of an output, in its unit.
    fileprivate func rankedScore(_ view: OutputView, _ outcome: LuaValue) throws -> (value: Double, error: Double) {
        if view.output.isCondition {
            guard case .boolean(let truth) = outcome else {
                throw Diagnostic(
                    .wrongType, "crps: `\(view.output.name)` is a condition, so its outcome is true or false",
                    operands: [shown(outcome, name: "outcome")], remedy: "write true or false")
            }
            return view.estimate.rankedScore(outcome: truth ? 1 : 0)
        }
        let outcome = try certainNumbers([outcome], like: view.output.unit, "outcome")
        return view.estimate.rankedScore(outcome: outcome[0])
    }

    /// The score of any numeric forecast.
    fileprivate func rankedScore(_ forecast: LuaValue, _ outcome: LuaValue) throws -> Operand {
        if case .payload(let payload) = forecast, let view = vm.object(payload) as? OutputView {
            return view.difference(try rankedScore(view, outcome).value)
        }
        if isUncertain(forecast) {
            throw Diagnostic(
                .wrongType, "crps needs samples, and an uncertain value has none yet", operands: [shown(forecast, name: "forecast")],
                remedy: "run it: `simulate { outputs = { x = x } }.x:crps(outcome)`")
        }
        var samples = [forecast]
        if case .table(let table) = forecast { samples = (try? table.list()) ?? [] }
        guard let amount = try? Kind<Operand>.certain.decode(outcome, self), !samples.isEmpty else {
            throw Diagnostic(
                .wrongType, "crps needs a list of samples, an output or a number, and a certain outcome",
                operands: [shown(forecast, name: "forecast"), shown(outcome, name: "outcome")], remedy: "write crps({ 1, 2, 3 }, 2)")
        }
        let numbers = try certainNumbers(samples + [outcome], like: amount.unit, "forecast")
        let score = RankedScore.of(samples: Array(numbers.dropLast()), outcome: numbers[numbers.count - 1])
        return Operand(score, unit: isTemperaturePoint(amount.unit) ? units.number(of: .kelvin) : amount.unit)
    }

    /// Certain, finite magnitudes in one unit.
    private func certainNumbers(_ values: [LuaValue], like unit: Int32, _ what: String) throws -> [Double] {
        try values.map { value in
            guard let amount = try? Kind<Operand>.certain.decode(value, self) else {
                throw Diagnostic(
                    .wrongType, "crps: the \(what) must be a number or a quantity, not \(typeName(of: value))",
                    operands: [shown(value, name: nil)], remedy: "write crps({ 1, 2, 3 }, 2)")
            }
            guard amount.unit == unit || amount.standsForAnyDimension || units[amount.unit].isCompatible(with: units[unit]) else {
                throw Diagnostic(
                    .wrongDimension, "crps: forecast and outcome must be of one kind, not \(kindName(unit)) and \(kindName(amount.unit))",
                    operands: [shown(amount, name: what)], remedy: "give it in \(unit == UnitTable.none ? "plain numbers" : "\(units[unit])")")
            }
            let content = amount.standsForAnyDimension ? amount.content : try converted(amount, to: units[unit])
            guard case .certain(let number) = content, number.isFinite else {
                throw Diagnostic(.notFinite, "crps: every value must be finite", operands: [shown(amount, name: what)], remedy: "leave it out")
            }
            return number
        }
    }

    fileprivate func scores(_ table: TableSnapshot) throws -> Scores {
        let example = "write scores { { forecast = odds { yes = 0.8, no = 0.2 }, outcome = \"yes\" } }"
        guard let list = try? table.list(), !list.isEmpty else {
            throw Diagnostic(.missingField, "scores takes a list of forecasts with their outcomes", remedy: example)
        }
        var categorical: [(brier: Double, log: Double)] = []
        var numeric: [Operand] = []
        for (index, entry) in list.enumerated() {
            try within("forecast \(index + 1)") {
                guard case .table(let pair) = entry, let forecast = pair["forecast"], let outcome = pair["outcome"],
                    pair.entries.count == 2
                else { throw Diagnostic(.missingField, "scores: every entry needs `forecast` and `outcome`", remedy: example) }
                guard case .payload(let payload) = forecast, let odds = vm.object(payload) as? Odds else {
                    return numeric.append(try rankedScore(forecast, outcome))
                }
                let name = try option(.string, outcome, "scores: outcome")
                categorical.append((try odds.brier(name), Odds.logScore(try odds.weight(of: name))))
            }
        }
        guard categorical.isEmpty || numeric.isEmpty else {
            throw Diagnostic(
                .wrongType, "scores: odds and numeric forecasts have different scores", remedy: "score them in two calls")
        }
        guard let first = numeric.first else {
            return Scores(
                averages: [("brier", .init(categorical.map(\.brier))), ("log", .init(categorical.map(\.log)))],
                count: list.count, unit: UnitTable.none, session: self)
        }
        let values = try numeric.map { score in
            let (_, content, _) = try aligned(Operand(1, unit: first.unit), score, .add)
            guard case .certain(let number) = content else { preconditionFailure("scores are certain") }
            return number
        }
        return Scores(averages: [("crps", .init(values))], count: list.count, unit: first.unit, session: self)
    }
}
