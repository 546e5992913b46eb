import Diagnostics
import Engine
import LuaVM
import Quantities

/// One factor of a model's market, as a step sees it.
struct ModelFactor {
    let name: String
    let unit: Int32
    /// Its level at the end of the step, at its beginning, and before the first.
    let current: Graph.Node
    let previous: Graph.Node
    let initial: Graph.Node
}

/// The tables that step functions get: `f`, `t`, `p`.
extension ModelTrace {
    private func table(_ path: String, _ fields: [(String, StepValue)], _ tracer: Tracer) -> StepTable {
        let table = StepTable(.record(path: path), identity: tracer.newIdentity())
        for (name, value) in fields { table[.string(Array(name.utf8))] = Cell(value, mask: tracer.root, isReadOnly: true) }
        return table
    }

    func record(_ path: String, _ values: [(name: String, value: LuaValue)], _ tracer: Tracer) -> StepValue {
        .table(table(path, values.map { ($0.name, tracer.wrapped($0.value)) }, tracer))
    }

    func factorTable(_ tracer: Tracer) -> StepTable {
        let previous = table(
            "f.previous", factors.map { ($0.name, tracer.amount(.uncertain($0.previous), unit: $0.unit)) }, tracer)
        return table(
            "f",
            factors.map { ($0.name, tracer.amount(.uncertain($0.current), unit: $0.unit)) } + [("previous", .table(previous))],
            tracer)
    }

    func startTime(_ tracer: Tracer) throws -> StepTable {
        var fields: [(String, StepValue)] = [
            ("index", .integer(0)), ("time", tracer.amount(.certain(0), unit: declaration.step.unit)),
            ("dt", tracer.amount(declaration.step)), ("years", .number(0)), ("dt_years", .number(declaration.stepYears)),
            ("last", .boolean(false)),
        ]
        if let begins = declaration.begins { fields.append(("date", .date(.certain(Double(begins.dayNumber))))) }
        return table("t", fields, tracer)
    }

    func stepTime(_ tracer: Tracer) throws -> StepTable {
        let model = declaration
        var fields: [(String, StepValue)] = [
            ("index", tracer.amount(.uncertain(index), .always)),
            ("time", tracer.amount(.uncertain(column { model.time(Double($0)) }), unit: model.step.unit)),
            ("dt", tracer.amount(model.step)), ("years", tracer.amount(.uncertain(column { model.years(Double($0)) }))),
            ("dt_years", .number(model.stepYears)),
            ("last", tracer.truth(graph.column((1...steps).map { $0 == steps ? 1 : 0 }, .boolean))),
        ]
        if model.begins != nil {
            fields.append(("date", .date(.uncertain(try column { Double(try model.date($0)?.dayNumber ?? 0) }))))
        }
        return table("t", fields, tracer)
    }

    /// Time as it stands where a path has ended, which differs by path where paths stop.
    func finishTime(_ tracer: Tracer) throws -> StepTable {
        let model = declaration
        let end = endStep ?? graph.constant(Double(steps))
        func at(_ entry: (Int) throws -> Double) rethrows -> Graph.Node { graph.gather(end, try (1...steps).map(entry)) }
        var fields: [(String, StepValue)] = [
            ("index", tracer.amount(.uncertain(end), .always)),
            ("time", tracer.amount(.uncertain(at { model.time(Double($0)) }), unit: model.step.unit)),
            ("dt", tracer.amount(model.step)), ("years", tracer.amount(.uncertain(at { model.years(Double($0)) }))),
            ("dt_years", .number(model.stepYears)),
            ("last", tracer.truth(graph.apply(.equal, end, graph.constant(Double(steps))))),
        ]
        if model.begins != nil {
            fields.append(("date", .date(.uncertain(try at { Double(try model.date($0)?.dayNumber ?? 0) }))))
        }
        return table("t", fields, tracer)
    }
}
