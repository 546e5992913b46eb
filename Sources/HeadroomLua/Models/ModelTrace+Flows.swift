import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// Dated payments, values kept over time, and memories.
extension ModelTrace {
    // MARK: Payments

    func pay(_ call: ModelCall) throws -> [StepValue] {
        let stream = try call.text(0, "the stream")
        let tracer = call.tracer
        guard phase != .finish else {
            throw tracer.refusal("nothing can be paid in finish", at: call.place, remedy: "pay in the last step: `if t.last then ... end`")
        }
        guard call.arguments.count > 1 else { return [.number(Double(try call.count(nil, "the amount", 0...0)))] }
        for kind in tracer.kinds(of: call.arguments[1]) {
            let put = {
                guard let amount = try tracer.onPaths({ try call.amount(kind.value, "the amount") }) else { return }
                try self.pay(stream, amount, call)
            }
            if let guarded = kind.guarded { try tracer.under(guarded, put) } else { try put() }
        }
        return []
    }

    private func pay(_ stream: String, _ amount: StepAmount, _ call: ModelCall) throws {
        let tracer = call.tracer
        if !flows.contains(where: { $0.name == stream }) { flows.append((stream, Flow(unit: amount.unit))) }
        guard let place = flows.firstIndex(where: { $0.name == stream }) else { return }
        var flow = flows[place].flow
        let isAny = amount.operand.standsForAnyDimension
        if flow.unit == UnitTable.none && amount.unit != UnitTable.none && flow.initial == nil && flow.step == nil {
            flow = Flow(unit: amount.unit)
        }
        guard isAny || flow.unit == amount.unit || session.units[flow.unit].isCompatible(with: session.units[amount.unit]) else {
            throw Diagnostic(
                .wrongDimension, "stream \"\(stream)\" is paid in \(session.units[flow.unit]), not in \(session.kindName(amount.unit))",
                at: tracer.location(call.place), operands: [session.shown(amount.operand, name: "amount")],
                remedy: "convert the amount, or pay it into another stream"
            ).adding(tracer.callNotes)
        }
        let content = isAny ? amount.content : try session.converted(amount.operand, to: session.units[flow.unit])
        let node = tracer.node(content)
        let here = reached(tracer)
        checkFinite(node, here, notFinite("the amount paid into \"\(stream)\"", call))
        let paid = here.map { graph.select($0, node, graph.constant(0.0)) } ?? node
        if phase == .start {
            flow.initial = flow.initial.map { graph.apply(.add, $0, paid) } ?? paid
        } else {
            flow.step = flow.step.map { graph.apply(.add, $0, paid) } ?? paid
        }
        flows[place].flow = flow
    }

    func notFinite(_ what: String, _ call: ModelCall) -> Diagnostic {
        Diagnostic(
            .notFinite, "\(what) is infinite or not a number", at: call.tracer.location(call.place),
            remedy: "keep divisors away from 0 and arguments of log and sqrt above 0, with max or where"
        ).adding(call.tracer.callNotes)
    }

    // MARK: Watching

    func watch(_ call: ModelCall) throws -> [StepValue] {
        let name = try call.text(0, "the name")
        let tracer = call.tracer
        guard phase == .step else { throw tracer.refusal("watch belongs into run", at: call.place, remedy: "call it in run") }
        guard !watches.contains(where: { $0.name == name }) else {
            throw Diagnostic(
                .duplicateName, "\"\(name)\" is watched twice in one step", at: tracer.location(call.place),
                remedy: "give each watch a name of its own")
        }
        let value = call.arguments.count > 1 ? call.arguments[1] : .nil
        for kind in tracer.kinds(of: value) {
            if case .notApplicable = kind.value { continue }
            let keep = {
                let here = self.reached(tracer)
                switch kind.value {
                case .boolean, .condition:
                    self.watches.append(Watch(name: name, node: tracer.truthNode(kind.value), mask: here, unit: UnitTable.none))
                default:
                    guard let amount = try tracer.onPaths({ try call.amount(kind.value, "what is watched") }) else { return }
                    let node = tracer.node(amount.content)
                    self.checkFinite(node, here, self.notFinite("what is watched as \"\(name)\"", call))
                    self.watches.append(Watch(name: name, node: node, mask: here, unit: amount.unit))
                }
            }
            if let guarded = kind.guarded { try tracer.under(guarded, keep) } else { try keep() }
        }
        return []
    }

    // MARK: Memories

    /// Memories count steps, so they must be reached in every step of every path that lives.
    private func requireEveryStep(_ call: ModelCall) throws {
        let tracer = call.tracer
        guard phase == .step else {
            throw tracer.refusal("`\(call.name)` belongs into run", at: call.place, remedy: "call it in run")
        }
        let living = tracer.without(tracer.kills.filter { $0.target == .stop }, from: tracer.root)
        let here = tracer.mask?.conjunction(below: tracer.root, in: graph)
        guard here == living?.conjunction(below: tracer.root, in: graph) else {
            throw tracer.refusal(
                "`\(call.name)` is reached on some paths or in some steps only, but it counts steps", at: call.place,
                remedy: "call it outside of the `if`, and use its result inside")
        }
    }

    private func memory(_ call: ModelCall) throws -> (key: String, amount: StepAmount, count: Int) {
        try requireEveryStep(call)
        let name = try call.text(0, "the name")
        let key = call.tracer.drawKey(name, nil)
        if drawKeys.updateValue(graph.constant(true), forKey: "\(call.name)/\(key)") != nil {
            throw Diagnostic(
                .duplicateName, "`\(call.name)` is called twice with the name \"\(name)\"", at: call.tracer.location(call.place),
                remedy: "give each a name of its own")
        }
        let value = call.arguments.count > 1 ? call.arguments[1] : .nil
        let count = try call.count(call.arguments.count > 2 ? call.arguments[2] : nil, "the number of steps", 1...100_000)
        return (key, try call.amount(value, "what is remembered"), count)
    }

    func lag(_ call: ModelCall) throws -> StepValue {
        let (_, amount, count) = try memory(call)
        let history = graph.makeHistory()
        histories.append(TimeModel.HistoryUse(history, pushed: call.tracer.node(amount.content), length: count + 1))
        let value = call.tracer.amount(.uncertain(graph.value(of: history, lag: count)), unit: amount.unit, amount.integral)
        return applicable(value, from: count + 1, call)
    }

    func trailing(_ call: ModelCall) throws -> StepValue {
        let (_, amount, count) = try memory(call)
        let history = graph.makeHistory()
        let newest = call.tracer.node(amount.content)
        histories.append(TimeModel.HistoryUse(history, pushed: newest, length: count))
        let sum = graph.trailingSum(of: history, newest: newest, count: count)
        return applicable(call.tracer.amount(.uncertain(sum), unit: amount.unit, amount.integral), from: count, call)
    }

    /// A value that means nothing before a step.
    private func applicable(_ value: StepValue, from first: Int, _ call: ModelCall) -> StepValue {
        let means = graph.column((1...steps).map { $0 >= first ? 1 : 0 }, .boolean)
        return call.tracer.resolved(call.tracer.merged(means, value, .notApplicable))
    }

    func ema(_ call: ModelCall) throws -> StepValue {
        try requireEveryStep(call)
        let tracer = call.tracer
        let name = try call.text(0, "the name")
        let key = tracer.drawKey(name, nil)
        if drawKeys.updateValue(graph.constant(true), forKey: "ema/\(key)") != nil {
            throw Diagnostic(
                .duplicateName, "`ema` is called twice with the name \"\(name)\"", at: tracer.location(call.place),
                remedy: "give each a name of its own")
        }
        func argument(_ i: Int) -> StepValue? { i < call.arguments.count ? call.arguments[i] : nil }
        let newest = try call.amount(argument(1), "the value")
        let weight = try call.amount(argument(2), "the weight")
        let start = try call.amount(argument(3), "the start")
        let unit = newest.operand.standsForAnyDimension ? start.unit : newest.unit
        func inUnit(_ a: StepAmount) throws -> Operand.Content {
            a.operand.standsForAnyDimension ? a.content : try session.converted(a.operand, to: session.units[unit])
        }
        let old = graph.makeState(.number)
        let rest = session.apply(.subtract, .certain(1), weight.content)
        let next = session.apply(
            .add, session.apply(.multiply, rest, .uncertain(old)), session.apply(.multiply, weight.content, try inUnit(newest)))
        hidden.append(
            TimeModel.State("ema \"\(name)\"", leaf: old, initial: tracer.node(try inUnit(start)), next: tracer.node(next)))
        return tracer.amount(next, unit: unit)
    }

    func cover(_ call: ModelCall) throws -> StepValue {
        let tracer = call.tracer
        guard call.arguments.count > 1 else { return try tracer.index(.nil, .nil, at: call.place, nil) }
        let (a, b) = (call.arguments[0], call.arguments[1])
        return try tracer.distribute(a) { x in
            try tracer.distribute(b) { y in
                if case .notApplicable = x { return .notApplicable }
                if case .notApplicable = y { return .notApplicable }
                guard let divisor = try tracer.onPaths({ try call.amount(y, "what is to be covered") }) else { return nil }
                let quotient = try tracer.arithmetic(.divide, x, y, at: call.place)
                let isNothing = tracer.compared(.equal, tracer.node(divisor.content), self.graph.constant(0.0))
                return tracer.merged(isNothing, .notApplicable, quotient)
            }
        }
    }
}
