import Diagnostics
import Engine
import LuaVM

/// `r:npv("equity", rate)` and `r:irr("equity")`: measures that were not among the outputs.
extension Function {
    static let laterNpv = Function.declare("npv", "The net present value of a stream, asked after the run.") { f in
        let stream = f.parameter("stream", .string, "The name that pay was given.")
        let rate = f.parameter("rate", .amount, "Effective per year, as in `npv(...)`.")
        f.returns(annotation: "headroom.output", "As an output named in `outputs` would be.")
        f.details("Repeats the run with the same seed and says so when it is printed. An output named `npv` stays `r.npv`.")
        return { a, i in
            let kind = CashFlowMeasure.Kind.presentValue(rate: try i.session.annualRate(a[rate]))
            return [try i.session.measure(CashFlowMeasure(stream: a[stream], kind: kind), i, "npv")]
        }
    }

    static let laterIrr = Function.declare("irr", "The internal rate of return of a stream, asked after the run.") { f in
        let stream = f.parameter("stream", .string, "The name that pay was given.")
        let options = f.optional(
            "options", .table("a table such as { between = { -10 * percent, 20 * percent }, per = month }"), "As in `irr(...)`.")
        f.returns(annotation: "headroom.output", "As an output named in `outputs` would be.")
        f.details("Repeats the run with the same seed and says so when it is printed. An output named `irr` stays `r.irr`.")
        return { a, i in
            let kind = try i.session.rateBracket(a[options])
            return [try i.session.measure(CashFlowMeasure(stream: a[stream], kind: kind), i, "irr")]
        }
    }

    /// Methods of results that an output of the same name hides.
    static let hiddenByOutputs = ["npv", "irr"]
}

extension Session {
    fileprivate func measure(_ measure: CashFlowMeasure, _ invocation: Invocation, _ method: String) throws -> LuaValue {
        // Where an output has the method's name, the call comes through that output.
        let receiver = invocation.receiver
        let run = try object(receiver, SimulationRun.self)
        let model = try run.requireModel(method)
        let asked = ModelRun(model.trace)
        try asked.add(measure.text, measure)
        let plan = try Simulation(graph, model: asked.model, asking: asked.nodes, options: run.result.simulation.options)
        let result = try asked.result(of: plan, in: self)
        let again = SimulationRun(result: result, outputs: asked.asked, location: invocation.call.location, session: self)
        again.model = asked
        again.remark = "asked after the run, which was repeated with the same seed"
        _ = keep(again)
        guard let view = again.output(measure.text) else { preconditionFailure("it was asked for") }
        return vm.makeObject(view, type: types.output)
    }
}
