import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `r:fan "debt"`: the distribution of a value over time.
final class FanObject {
    static let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95]
    static let fields = ["p5", "p25", "p50", "p75", "p95"]
    /// At most so many steps are kept.
    static let records = 120

    let run: SimulationRun
    let declaration: ModelDeclaration
    let value: TimeValue
    let series: SeriesResult

    init(_ value: TimeValue, _ run: SimulationRun, _ model: ModelRun) throws {
        self.run = run
        self.value = value
        declaration = model.trace.declaration
        series = try run.series(
            [TimeModel.Series(value.name, value.node, mask: value.mask)],
            at: TimeModel.spread(model.trace.steps, limit: FanObject.records), model)
    }

    /// Entry n, from 1.
    func entry(_ n: Int64) -> LuaValue {
        guard n >= 1, n <= Int64(series.steps.count) else { return .nil }
        let session = run.session
        let record = series[series: 0, record: Int(n) - 1]
        var fields = session.timeFields(series.steps[Int(n) - 1], declaration)
        fields.append(("n", .integer(Int64(record.count))))
        if record.count > 0 {
            for (p, name) in zip(FanObject.quantiles, FanObject.fields) {
                let (value, error) = record.quantile(p)
                fields.append((name, session.lua(Operand(value, unit: self.value.unit))))
                fields.append(("\(name)_se", session.lua(Operand(error, unit: self.value.unit))))
            }
        }
        return .table(TableSnapshot(fields: fields))
    }

    var text: String {
        let rows = series.steps.indices.map { record in
            FanChart.Row(
                label: ModelText.time(series.steps[record], declaration), count: series[series: 0, record: record].count,
                values: FanObject.quantiles.map { series[series: 0, record: record].quantile($0).value },
                errors: FanObject.quantiles.map { series[series: 0, record: record].quantile($0).error })
        }
        return FanChart(
            title: value.name, unit: run.session.units[value.unit], probabilities: FanObject.quantiles, rows: rows, remark: value.remark
        ).text() + ModelText.paths(run) + "\n"
    }
}

extension ObjectType {
    static let fan = ObjectType(
        "fan", "A distribution over time; `print` draws it, `fan[1]` is the first step kept with `date`, `time`, `years`, `step`, `n`, "
            + "`p5`, `p25`, `p50`, `p75`, `p95` and their errors `p5_se` and so on.",
        fields: [
            Field("count", annotation: "integer", "How many steps are kept, at most 120.") { value, s in
                .integer(Int64(try s.object(value, FanObject.self).series.steps.count))
            }
        ])
}

extension Function {
    static let fan = Function.declare("fan", "The distribution of a value over time.") { f in
        let name = f.parameter(
            "name", .string, "What is watched, a number of the state, or a limit (its room), such as \"DSCR room\".")
        f.returns(annotation: "headroom.fan", "Quantiles at up to 120 steps; `print` draws them.")
        f.details(
            "Repeats the run with the same seed, so its paths are those of the result, and it takes as long. `n` says how many paths "
                + "count in a step: those that live and reach the watch or limit. A quantile's error holds the width of its bucket, at most 1/64 of its distance "
                + "from the middle.")
        f.example(
            """
            local walk = model "walk" {
              step = 1 * year, steps = 4, state = { x = 100 },
              run = function(s) s.x = s.x + draw("move", normal { mean = 1, sd = 2 }) end,
            }
            local fan = walk:simulate { trials = 1e5 }:fan "x"
            print(fan.count, fan[4].n, math.floor(fan[4].p50 + 0.5))
            """, prints: "4\t100000\t104")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let model = try run.requireModel("fan")
            let value = try model.trace.timeValue(a[name], for: "fan", where: { !$0.isCondition }, "an amount")
            return [i.session.vm.makeObject(try FanObject(value, run, model), type: i.session.types.fan)]
        }
    }
}
