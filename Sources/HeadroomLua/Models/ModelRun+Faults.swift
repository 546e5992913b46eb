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
            diagnostic.notes = culprits(fault, simulation, found.check) + diagnostic.notes
            return diagnostic
        case .state(let number):
            let state = model.states[number]
            var diagnostic = Diagnostic(
                .notFinite, "`\(state.name)` is infinite or not a number \(place)", at: trace.declaration.location,
                remedy: "keep divisors away from 0 and arguments of log and sqrt above 0, with max or where")
            diagnostic.notes = firstBad(fault, simulation, state.next)
            return diagnostic
        }
    }

    private func culprits(_ fault: PathFault, _ simulation: Simulation, _ check: TimeModel.Check) -> [String] {
        if case .isNotFinite = check.kind { return firstBad(fault, simulation, check.node) }
        return []
    }

    /// The first operation of the path that had good operands and a bad result.
    private func firstBad(_ fault: PathFault, _ simulation: Simulation, _ node: Graph.Node) -> [String] {
        guard fault.step >= 1, fault.step <= trace.steps else { return [] }
        let snapshot = simulation.graph
        let nodes = snapshot.records.reachable(from: [node.index]).filter { !snapshot.records[Int($0)].opcode.isScalar }
        var replay = PathReplay(snapshot, model, seed: simulation.options.seed, path: fault.path, design: simulation.design)
        let record = replay.run(watched: nodes) { $0 >= fault.step }
        guard let values = record.steps.last else { return [] }
        for (index, value) in zip(nodes, values) where !value.isFinite {
            let entry = snapshot.records[Int(index)]
            let operands = [entry.a, entry.b, entry.c].prefix(entry.operandCount).map { operand -> Double in
                nodes.firstIndex(of: operand).map { values[$0] }
                    ?? (snapshot.records[Int(operand)].opcode == .column
                        ? snapshot.columns[Int(snapshot.records[Int(operand)].a)][fault.step - 1] : snapshot.records[Int(operand)].constant)
            }
            guard operands.allSatisfy(\.isFinite) else { continue }
            let text = operands.map { "\($0)" }.joined(separator: ", ")
            return ["it begins with \(entry.opcode.name)(\(text)) = \(value)" + (name(of: Graph.Node(index: index)).map { ", in `\($0)`" } ?? "")]
        }
        return []
    }

    /// What the script calls a value.
    private func name(of node: Graph.Node) -> String? {
        trace.fields.first { $0.next == node }.map { "s.\($0.path)" }
    }
}
