import Diagnostics
import Engine
import LuaVM

extension Function {
    static let given = Function.declare("given", "The same result on the paths of an event alone.") { f in
        let event = f.parameter(
            "event", .any, "The name of an output that is a condition, or a condition such as lt(income, plan).")
        f.returns(
            annotation: "headroom.result",
            "A result whose statistics are conditional on the event; `.n`, `.probability` and `.probability_se` are the event's own.")
        f.details(
            "Repeats the run with the same seed, so its paths are those of the result, and it takes as long. Errors are those of the "
                + "paths that are left. Where none is left, `.n` is 0 and a statistic is an error.")
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
            local r = simulate { trials = 1e5, outputs = { rent = rent, low = lt(rent, 1.3) } }
            local bad = r:given("low")
            print(bad.n < r.trials, bad.rent.max < 1.3, bad.probability == r.low.probability)
            """, prints: "true\ttrue\ttrue")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            return [try i.session.conditional(run, on: a[event], at: i.call)]
        }
    }
}

extension ObjectType {
    /// Figures of the event of a conditional result; an output of the same name goes first.
    static let eventFields: [Field] = [
        eventField("n", annotation: "integer", "Of a conditional result: on how many paths its event happens.") {
            .integer(Int64($0.trueCount))
        },
        eventField("probability", annotation: "number", "Of a conditional result: the probability of its event.") {
            .number($0.probability)
        },
        eventField("probability_se", annotation: "number", "Of a conditional result: the standard error of that.") {
            .number($0.probabilityError)
        },
    ]

    private static func eventField(
        _ name: String, annotation: String, _ summary: String, _ read: @escaping @Sendable (Estimate) -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in
            let run = try s.object(value, SimulationRun.self)
            if let view = run.output(name) { return s.vm.makeObject(view, type: s.types.output) }
            guard run.event != nil, let estimate = run.result[Simulation.event] else {
                throw Diagnostic(
                    .unknownField, "`\(name)` belongs to a conditional result; this one is about all paths",
                    remedy: "write r:given(\"event\").\(name), or r.\(run.outputs[0].name).n for the paths of an output")
            }
            return read(estimate)
        }
    }
}

extension Session {
    /// Repeats a run on the paths of an event.
    func conditional(_ run: SimulationRun, on event: LuaValue, at call: CallSite) throws -> LuaValue {
        let (name, node) = try self.event(event, of: run, at: call)
        let simulation = try run.result.simulation.given(node, in: graph)
        let result = try simulation.run(progress: options.progress, isCancelled: isCancelled)
        let conditional = SimulationRun(
            result: result, outputs: run.outputs, event: run.event.map { "\($0) and \(name)" } ?? name,
            location: call.location, session: self)
        conditional.model = run.model
        return keep(conditional)
    }

    private func event(_ value: LuaValue, of run: SimulationRun, at call: CallSite) throws -> (name: String, node: Graph.Node) {
        if case .string(let name) = value {
            if let node = try run.stateEvent(name) { return (name, node) }
            try run.require(name)
            guard let view = run.output(name), view.output.isCondition, let node = run.result.simulation.node(of: name) else {
                throw Diagnostic(
                    .wrongType, "given: `\(name)` is an amount, not a condition",
                    remedy: run.model == nil
                        ? "name an output that is a condition, or write r:given(lt(\(name), limit))"
                        : "return a condition from finish, such as `low = s.\(name) < limit`, and write r:given(\"low\")")
            }
            return (name, node)
        }
        guard let condition = condition(value) else {
            throw Diagnostic(
                .wrongType, "given: an event is the name of an output or a condition", operands: [shown(value, name: "event")],
                remedy: "write r:given(\"name\") or r:given(lt(a, b))")
        }
        return (call.location.map { "the condition of line \($0.line)" } ?? "the condition", self.node(condition))
    }
}

extension SimulationRun {
    /// The truth value of a model's state of that name, as it stands at the end; nil for any other name.
    fileprivate func stateEvent(_ name: String) throws -> Graph.Node? {
        guard model != nil, let node = result.simulation.node(of: ModelRun.stateOutput(name)) else { return nil }
        guard let view = output(name) else { return node }
        guard view.output.isCondition, result.simulation.node(of: name) == node else {
            throw Diagnostic(
                .duplicateName, "given: `\(name)` is an output and a field of the state, and they differ",
                remedy: "rename the output")
        }
        return node
    }
}
