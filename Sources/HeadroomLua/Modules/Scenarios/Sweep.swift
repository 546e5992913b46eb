import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// One statistic of a model over one or two parameters: what `sweep` gives back.
final class Sweep {
    struct Axis {
        let name: String
        /// As the model is given them.
        let values: [LuaValue]
    }

    let target: ScenarioTarget
    let axes: [Axis]
    /// Row by row; every row has one point a value of the second axis.
    let points: [[OutputView]]
    let trials: Int
    let seed: UInt64
    unowned let session: Session

    init(target: ScenarioTarget, axes: [Axis], points: [[OutputView]], trials: Int, seed: UInt64, session: Session) {
        self.target = target
        self.axes = axes
        self.points = points
        self.trials = trials
        self.seed = seed
        self.session = session
    }

    static let mostPoints = 10_000

    /// The unit of all points: the first one's.
    var unit: Int32 { points[0][0].output.unit }

    /// A point's statistic and its error in the common unit.
    func value(_ row: Int, _ column: Int) -> (value: Double, error: Double) {
        let view = points[row][column]
        let factor = session.factor(from: view.output.unit, to: unit)
        let found = target.value(of: view.estimate)
        return (found.value * factor, found.error * factor)
    }

    func row(_ key: LuaValue) throws -> LuaValue {
        guard let n = key.wholeNumber, n >= 1, n <= Double(points.count) else {
            if case .integer = key { return .nil }
            throw session.unknownMember(key, of: .sweep)
        }
        let objects = points[Int(n) - 1].map { session.vm.makeObject($0, type: session.types.output) }
        return axes.count == 1 ? objects[0] : .table(TableSnapshot(list: objects))
    }

    /// The point with the highest (lowest) value, and how many others are within two errors of their difference, as if
    /// points were independent.
    func best(isLowest: Bool) -> LuaValue {
        var best = (row: 0, column: 0)
        let sign = isLowest ? -1.0 : 1.0
        for row in points.indices {
            for column in points[row].indices where sign * value(row, column).value > sign * value(best.row, best.column).value {
                best = (row, column)
            }
        }
        let top = value(best.row, best.column)
        var rivals = 0
        for row in points.indices {
            for column in points[row].indices where (row, column) != (best.row, best.column) {
                let other = value(row, column)
                let error = (top.error * top.error + other.error * other.error).squareRoot()
                if abs(top.value - other.value) <= 2 * error { rivals += 1 }
            }
        }
        let view = points[best.row][best.column]
        let places = [best.row, best.column]
        let parameters = zip(axes, places).map { ($0.name, $0.values[$1]) }
        return .table(
            TableSnapshot(fields: [
                ("parameters", .table(TableSnapshot(fields: parameters))), ("rivals", .integer(Int64(rivals))),
                ("se", session.lua(Operand(top.error, unit: view.difference(0).unit))),
                ("value", session.lua(Operand(top.value, unit: unit))),
            ]))
    }

    var text: String {
        let map = HeatMap(
            title: target.text, isCondition: points[0][0].output.isCondition, unit: session.units[unit], rows: heading(axes[0]),
            columns: axes.count == 2 ? heading(axes[1]) : nil,
            values: points.indices.map { row in points[row].indices.map { value(row, $0).value } },
            errors: points.indices.map { row in points[row].indices.map { value(row, $0).error } })
        return map.text(style: session.options.style)
            + "\(NumberText.count(trials)) trials a point, seed \(seed), the same dice at every point\n"
    }

    /// Labels in one unit where all values are quantities of one.
    private func heading(_ axis: Axis) -> HeatMap.Axis {
        let amounts = axis.values.compactMap { session.operand($0) }
        guard amounts.count == axis.values.count, let unit = amounts.first?.unit, amounts.allSatisfy({ $0.unit == unit }) else {
            return .init(axis.name, labels: axis.values.map { session.shortText($0) })
        }
        return .init(
            axis.name, unit: unit == UnitTable.none ? "" : "\(session.units[unit])",
            labels: amounts.map { NumberFormat.g($0.certain ?? .nan, digits: 8) })
    }
}

extension ObjectType {
    static let sweep = ObjectType(
        "sweep",
        "A statistic over one or two parameters; `print` draws a heat map, `s[i][j]` is the output at a point (`s[i]` with one axis).",
        fields: [
            Field("trials", annotation: "integer", "How many paths were drawn at every point.") { value, s in
                .integer(Int64(try s.object(value, Sweep.self).trials))
            },
            Field("axes", annotation: "table[]", "The parameters, rows first: each with `name` and `values`.") { value, s in
                let sweep = try s.object(value, Sweep.self)
                return .table(
                    TableSnapshot(
                        list: sweep.axes.map {
                            .table(TableSnapshot(fields: [("name", .string($0.name)), ("values", .table(TableSnapshot(list: $0.values)))]))
                        }))
            },
        ],
        methods: [.sweepBest])
}

extension Function {
    static let sweepBest = Function.declare("best", "The point where the shown statistic is highest, or lowest.") { f in
        let which = f.optional("which", .choice(["highest", "lowest"]), "What is best.", default: "\"highest\"")
        f.returns(
            annotation: "table",
            "`parameters` of the point, its `value` and `se`, and `rivals`: how many other points are within twice the error of their difference.")
        return { a, i in [try i.session.object(i.receiver, Sweep.self).best(isLowest: a[which] == "lowest")] }
    }

    static let sweep = Function.declare(
        "sweep", "Runs a model at every point of one or two axes, on the same dice, and draws a heat map.", style: .named
    ) { f in
        let model = f.parameter("model", .model, "The model.")
        let over = f.parameter(
            "over", .table("a table of one or two parameters with their values", annotation: "table<string, headroom.range|any[]>"),
            "Such as `{ capex = range(1, 2, 0.1) * BUSD }`; lists work, too.")
        let show = f.parameter("show", .any, "An output's name, or `{ probability = \"defaulted\" }`, `{ quantile = \"npv\", p = 0.05 }`.")
        let outputs = f.optional(
            "outputs", .table("a table of named outputs", annotation: "table<string, headroom.measure|headroom.amount>"),
            "What is asked besides the outputs of finish: npv(...), irr(...).")
        let trials = f.optional("trials", .trials, "How many paths are drawn at every point.", default: "1e5")
        let seed = f.optional(
            "seed", .integer(0...Int.max, "a whole number, 0 or larger"), "Another seed gives other draws.",
            default: "\(SessionOptions.defaultSeed)")
        let rows = f.optional("rows", .string, "Which of two parameters goes down the page.", default: "the first by name")
        f.returns(annotation: "headroom.sweep", "`print` draws it; every point is bit for bit what `m:with { ... }:simulate` gives there.")
        f.example(
            """
            local plant = model "plant" {
              step = 1 * month, steps = 12, parameters = { price = 40 * USD/MWh, power = 1 * GW },
              state = { cash = 0 * USD },
              run = function(s, f, t, p)
                s.cash = s.cash + (p.price - draw("cost", normal { mean = 30 * USD/MWh, sd = 8 * USD/MWh })) * p.power * (1 * hour)
              end,
              finish = function(s) return { cash = s.cash, lost = s.cash < 0 * USD } end,
            }
            local s = sweep { model = plant, over = { price = range(30, 40, 2) * USD/MWh }, show = "lost", trials = 1e4 }
            print(s:best("lowest").parameters.price)
            """, prints: "40 USD/MWh")
        return { a, i in
            let session = i.session
            let (trials, seed) = session.dice(trials: a[trials], seed: a[seed], usualTrials: 100_000)
            let sweep = try session.sweep(
                a[model], over: a[over], rows: a[rows], show: try session.target(a[show]),
                outputs: a[outputs] ?? TableSnapshot(entries: []), trials: trials, seed: seed, at: i.call)
            return [session.vm.makeObject(sweep, type: session.types.sweep)]
        }
    }
}

extension Session {
    func sweep(
        _ model: ModelDeclaration, over: TableSnapshot, rows: String?, show: ScenarioTarget, outputs: TableSnapshot, trials: Int,
        seed: UInt64, at call: CallSite
    ) throws -> Sweep {
        var axes = try over.entries.map { try axis(keyText($0.key), $0.value) }
        guard axes.count == 1 || axes.count == 2 else {
            throw Diagnostic(
                .outOfRange, "sweep: over takes one or two parameters, not \(axes.count)",
                remedy: "write over = { capex = range(1, 2, 0.1) * BUSD, delay = range(0, 24, 3) * month }")
        }
        if let rows {
            guard let place = axes.firstIndex(where: { $0.name == rows }) else {
                throw Diagnostic(
                    .unknownField, "sweep: rows must be one of the parameters in over, not `\(rows)`",
                    remedy: "its parameters are \(axes.map(\.name).joined(separator: ", "))")
            }
            axes.swapAt(0, place)
        }
        let columns = axes.count == 2 ? axes[1].values : [.nil]
        guard axes[0].values.count * columns.count <= Sweep.mostPoints else {
            throw Diagnostic(
                .outOfRange, "sweep: \(axes[0].values.count * columns.count) points are more than \(Sweep.mostPoints)",
                remedy: "take wider steps")
        }
        // Every value is checked before the first run.
        let models = try axes[0].values.map { down in
            try columns.map { across in
                var changes = [(axes[0].name, down)]
                if axes.count == 2 { changes.append((axes[1].name, across)) }
                return (model: try model.with(TableSnapshot(fields: changes)), changes: changes)
            }
        }
        let points = try models.map { row in
            try row.map { point in
                let words = point.changes.map { "\($0.0) = \(shortText($0.1))" }.joined(separator: ", ")
                return try within("at \(words)") {
                    try evaluate(point.model, show, outputs: outputs, trials: trials, seed: seed, at: call)
                }
            }
        }
        return Sweep(target: show, axes: axes, points: points, trials: trials, seed: seed, session: self)
    }

    private func axis(_ name: String, _ value: LuaValue) throws -> Sweep.Axis {
        var values: [LuaValue]?
        if let range = valueRange(value) {
            values = range.values.indices.map { lua(range.value($0)) }
        } else if case .table(let table) = value {
            values = try? table.list()
        }
        guard let values, !values.isEmpty else {
            throw Diagnostic(
                .wrongType, "sweep: the values of `\(name)` must be a range or a list", operands: [shown(value, name: name)],
                remedy: "write \(name) = range(1, 2, 0.1), or \(name) = { 1, 1.5, 2 }")
        }
        return Sweep.Axis(name: name, values: values)
    }
}
