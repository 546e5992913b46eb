import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// Random numbers of a step. Each is a function of its key, the path and the step, whatever else is drawn or skipped.
extension ModelTrace {
    func chance(_ call: ModelCall, rate: Bool) throws -> StepValue {
        let (name, rest) = call.named
        let tracer = call.tracer
        let what = rate ? "the rate" : "the probability"
        guard let value = rest.first else { return try missing(call, what) }
        let u = try uniform(call, name)
        return try tracer.distribute(value) { value in
            guard let amount = try tracer.onPaths({ try call.amount(value, what) }) else { return nil }
            let p = rate ? try self.probability(ofRate: amount, call) : amount.content
            guard rate || amount.operand.isPlain else {
                throw Diagnostic(
                    .wrongDimension, "chance: the probability must be a plain number, not \(self.session.kindName(amount.unit))",
                    at: tracer.location(call.place), operands: [self.session.shown(amount.operand, name: what)],
                    remedy: "a rate per time is for arrives(rate)")
            }
            let node = tracer.node(p)
            let low = tracer.compared(.lessEqual, self.graph.constant(0.0), node)
            let high = tracer.compared(.lessEqual, node, self.graph.constant(1.0))
            try tracer.fail(
                where: self.graph.apply(.not, self.graph.apply(.and, low, high)),
                Diagnostic(
                    .outOfRange, rate ? "the rate of arrives must not be negative" : "the probability of chance must be from 0 to 1",
                    at: tracer.location(call.place), remedy: "keep it inside with clamp(p, 0, 1) or max(0, rate)"
                ).adding(tracer.callNotes))
            let happens = tracer.compared(.less, u, node)
            self.noteOutcome(of: u, happens, unit: nil)
            return tracer.truth(happens)
        }
    }

    private func missing(_ call: ModelCall, _ what: String) throws -> StepValue {
        _ = try call.amount(nil, what)
        return .nil
    }

    /// 1 - exp(-rate · dt)
    private func probability(ofRate rate: StepAmount, _ call: ModelCall) throws -> Operand.Content {
        let turns = try session.product(rate.operand, declaration.step)
        guard turns.isPlain else {
            throw Diagnostic(
                .wrongDimension, "arrives: the rate must be per time, not \(session.kindName(rate.unit))",
                at: call.tracer.location(call.place), operands: [session.shown(rate.operand, name: "rate")],
                remedy: "write it per time, such as `0.03 / year`")
        }
        let survival = session.apply(.exp, session.apply(.negate, turns.content))
        return session.apply(.subtract, .certain(1), survival)
    }

    func draw(_ call: ModelCall) throws -> StepValue {
        let (name, rest) = call.named
        guard case .payload(let payload)? = rest.first, payload.type == session.types.uncertain else {
            throw Diagnostic(
                .wrongType, "draw takes a distribution, not \(rest.first.map { call.tracer.words($0) } ?? "nothing")",
                at: call.tracer.location(call.place), remedy: "write draw(normal { mean = 0, sd = 1 })")
        }
        let distribution: Distribution
        if let detached = session.detachedDistribution(payload) {
            distribution = detached
        } else if let variable = session.variable(.payload(payload)) {
            distribution = variable.distribution
        } else {
            throw Diagnostic(
                .wrongType, "draw takes a distribution as its constructor made it, not something calculated",
                at: call.tracer.location(call.place), remedy: "draw first, then calculate: `2 * draw(x)`")
        }
        let u = try uniform(call, name)
        let node = graph.lower(distribution.recipe, at: u)
        noteOutcome(of: u, node, unit: payload.b)
        return call.tracer.amount(.uncertain(node), unit: payload.b)
    }

    /// The uniform of a draw.
    private func uniform(_ call: ModelCall, _ name: String?) throws -> Graph.Node {
        let tracer = call.tracer
        let key = tracer.drawKey(name, call.site)
        guard phase != .finish else {
            throw tracer.refusal("nothing can be drawn in finish", at: call.place, remedy: "draw in run, and keep it in the state")
        }
        let here = tracer.mask?.conjunction(below: tracer.root, in: graph) ?? graph.constant(true)
        let phaseKey = "\(phase)/\(key)"
        if let before = drawKeys[phaseKey] {
            guard tracer.mask?.knows(before, in: graph) == false else {
                throw Diagnostic(
                    .duplicateName, "two draws are named \"\(name ?? key)\": they would be the same draw",
                    at: tracer.location(call.place), remedy: "give each a name of its own"
                ).adding(tracer.callNotes)
            }
            drawKeys[phaseKey] = graph.apply(.or, before, here)
        } else {
            drawKeys[phaseKey] = here
        }
        let stream = "\(declaration.name)/\(key)"
        let node = phase == .start ? graph.startUniform(stream) : graph.stepUniform(stream)
        draws.append(Draw(key: key, isStart: phase == .start, uniform: node, mask: reached(tracer)))
        return node
    }

    private func noteOutcome(of uniform: Graph.Node, _ outcome: Graph.Node, unit: Int32?) {
        guard let place = draws.lastIndex(where: { $0.uniform == uniform }) else { return }
        draws[place].outcome = outcome
        draws[place].unit = unit
    }

    func stop(_ call: ModelCall) throws -> [StepValue] {
        guard phase == .step else {
            throw call.tracer.refusal("stop() ends a path in run", at: call.place, remedy: "call it in run")
        }
        guard assumptions.stops else {
            var again = assumptions
            again.stops = true
            throw Retrace(assumptions: again)
        }
        call.tracer.leave(to: .stop)
        return []
    }
}
