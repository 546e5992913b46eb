import Diagnostics
import Engine
import LuaVM
import Reporting

extension PathTable {
    /// At most so many steps are printed, and so many columns next to each other.
    private static let rows = 14
    private static let width = 96

    var text: String {
        let declaration = trace.declaration
        var text = "path \(path) of \"\(declaration.name)\", seed \(run.result.seed): "
        text += isStopped
            ? "stopped in step \(lastStep) of \(trace.steps) (\(ModelText.time(lastStep, declaration)))\n"
            : "all \(trace.steps) steps, to \(ModelText.time(lastStep, declaration))\n"
        for group in Column.Group.allCases {
            let members = columns.filter { $0.group == group }
            var first = 0
            while first < members.count {
                // As many columns as fit.
                var count = members.count - first
                while count > 1 && widest(table(group, members[first..<first + count])) > PathTable.width { count -= 1 }
                text += "\n" + table(group, members[first..<first + count]).text()
                first += count
            }
        }
        return text
    }

    private func widest(_ table: TextTable) -> Int { table.text().split(separator: "\n").map(\.count).max() ?? 0 }

    private var shownSteps: [Int?] {
        if lastStep + 1 <= PathTable.rows { return Array(0...lastStep) }
        let head = PathTable.rows / 2
        return Array(0..<head) + [nil] + Array(lastStep - head + 1...lastStep)
    }

    private func table(_ group: Column.Group, _ members: ArraySlice<Column>) -> TextTable {
        let shown = members.map { column in
            DisplayUnit(run.session.units[column.unit], for: shownSteps.compactMap { $0 }.compactMap { column.values[$0] })
        }
        var table = TextTable(
            [.init(title(group)), .init("")]
                + zip(members, shown).map { column, unit in
                    .init(column.name + (unit.name.isEmpty ? "" : " [\(unit.name)]"), column.isCondition ? .left : .decimal)
                })
        for step in shownSteps {
            guard let step else {
                table.append(["…", ""] + members.map { _ in "…" })
                continue
            }
            let cells = zip(members, shown).map { column, unit -> String in
                guard let value = column.values[step] else { return "" }
                let text = column.isCondition ? (value != 0 ? "true" : "false") : NumberText.text(unit(value), digits: 6)
                guard group == .draws, let uniform = column.uniforms[step] else { return text }
                return "\(text) (u \(NumberText.text(uniform, digits: 4)))"
            }
            let mark = step == lastStep && isStopped ? " stop" : ""
            table.append(["\(step)\(mark)", ModelText.time(step, trace.declaration)] + cells)
        }
        return table
    }

    private func title(_ group: Column.Group) -> String {
        switch group {
        case .state: "state"
        case .factors: "factors"
        case .watches: "watched"
        case .rooms: "room"
        case .paid: "paid"
        case .draws: "draws"
        }
    }
}

extension ObjectType {
    static let path = ObjectType(
        "path", "One path, step by step: `p[3].cash` is the state behind step 3 (`p[0]` the beginning), with `p[3].factors`, `.watches`, `.rooms` of limits, "
            + "`.paid` by stream and `.draws` (each with `uniform` and `value`). `print` shows tables.",
        fields: [
            Field("steps", annotation: "integer", "The last step that the path lived through.") { value, s in
                .integer(Int64(try s.object(value, PathTable.self).lastStep))
            },
            Field("stopped", annotation: "boolean", "Whether it ended early.") { value, s in
                .boolean(try s.object(value, PathTable.self).isStopped)
            },
            Field("number", annotation: "integer", "Which path it is, from 0.") { value, s in
                .integer(Int64(try s.object(value, PathTable.self).path))
            },
        ])
}

extension Function {
    static let path = Function.declare("path", "Replays one path: every variable in every step.") { f in
        let number = f.parameter("number", .integer(0...Int.max, "the number of a path, from 0"), "Which path; those of a run are 0 to trials - 1.")
        f.returns(annotation: "headroom.path", "The path; `print` shows it.")
        f.details("The numbers are those of the run, bit for bit; a path beyond the run's trials is what a longer run would have.")
        f.example(
            """
            local walk = model "walk" {
              step = 1 * month, steps = 6, state = { x = 1 },
              run = function(s) s.x = s.x + draw("move", uniform { min = 0, max = 1 }) end,
            }
            local p = walk:simulate { trials = 1000 }:path(12)
            print(p.steps, p[3].x == p[2].x + p[3].draws.move.value)
            """, prints: "6\ttrue")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let model = try run.requireModel("path")
            return [i.session.vm.makeObject(PathTable(run, model, path: a[number]), type: i.session.types.path)]
        }
    }
}
