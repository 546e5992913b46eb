import Diagnostics
import Engine

extension ModelRun {
    /// What a path met that may not go on.
    func diagnostic(of fault: PathFault, _ simulation: Simulation) -> Diagnostic {
        let place = "on path \(fault.path)" + (fault.step == 0 ? " at the start" : fault.step > trace.steps ? " at the end" : " in step \(fault.step)")
        switch fault.cause {
        case .check(let number):
            let all = trace.checks + trace.initialChecks + trace.finalChecks
            guard let found = all.first(where: { $0.check.number == number }) else {
                return Diagnostic(.internal, "an unknown check failed \(place)")
            }
            var diagnostic = found.diagnostic
            diagnostic.message += " (\(place))"
            if diagnostic.code == .runtime { diagnostic.code = .pathError }
            if case .isNotFinite = found.check.kind, let bad = firstBad(fault, simulation, found.check.node) {
                diagnostic.notes.insert(bad.note, at: 0)
            }
            return diagnostic
        case .state(let number):
            let state = model.states[number]
            let bad = firstBad(fault, simulation, state.next)
            var diagnostic = Diagnostic(
                .notFinite, "`\(state.name)` is infinite or not a number \(place)", at: bad?.statement ?? trace.declaration.location,
                remedy: "keep divisors away from 0 and arguments of log and sqrt above 0, with max or where")
            if let bad { diagnostic.notes = [bad.note] }
            return diagnostic
        }
    }

    /// The first operation of the path that had good operands and a bad result, and the statement that asks for it.
    private func firstBad(
        _ fault: PathFault, _ simulation: Simulation, _ node: Graph.Node
    ) -> (note: String, statement: SourceLocation?)? {
        guard fault.step >= 1, fault.step <= trace.steps else { return nil }
        let snapshot = simulation.graph
        let nodes = snapshot.records.reachable(from: [node.index]).filter { !snapshot.records[Int($0)].opcode.isScalar }
        var replay = PathReplay(snapshot, model, seed: simulation.options.seed, path: fault.path, design: simulation.design)
        let record = replay.run(watched: nodes) { $0 >= fault.step }
        guard let values = record.steps.last else { return nil }
        for (index, value) in zip(nodes, values) where !value.isFinite {
            let entry = snapshot.records[Int(index)]
            let operands = [entry.a, entry.b, entry.c].prefix(entry.operandCount).map { operand -> Double in
                nodes.firstIndex(of: operand).map { values[$0] }
                    ?? (snapshot.records[Int(operand)].opcode == .column
                        ? snapshot.columns[Int(snapshot.records[Int(operand)].a)][fault.step - 1] : snapshot.records[Int(operand)].constant)
            }
            guard operands.allSatisfy(\.isFinite) else { continue }
            let note = "it begins with \(entry.opcode.text(of: operands)), which is \(value.isNaN ? "not a number" : "infinite")"
            return (
                note + (name(of: Graph.Node(index: index)).map { ", in `\($0)`" } ?? ""), trace.session.origins.statement(of: Int(index))
            )
        }
        return nil
    }

    /// What the script calls a value.
    private func name(of node: Graph.Node) -> String? {
        trace.fields.first { $0.next == node }.map { "s.\($0.path)" }
    }
}

extension Opcode {
    /// An operation as a script would write it: `10.0 / 0.0`, `sqrt(-1.5)`.
    fileprivate func text(of operands: [Double]) -> String {
        let texts = operands.map { "\($0)" }
        let infix: [BinaryOperation: String] = [.add: "+", .subtract: "-", .multiply: "*", .divide: "/", .power: "^"]
        if let operation = binaryOperation, let sign = infix[operation] { return "\(texts[0]) \(sign) \(texts[1])" }
        return "\(unaryOperation == .squareRoot ? "sqrt" : name)(\(texts.joined(separator: ", ")))"
    }
}
