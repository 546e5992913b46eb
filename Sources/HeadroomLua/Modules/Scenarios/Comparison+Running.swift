import Diagnostics
import Engine
import LuaVM
import Quantities

extension Function {
    static let compare = Function.declare(
        "compare", "Runs scenarios over the same dice and compares them path by path."
    ) { f in
        let scenarios = f.parameter(
            "scenarios",
            .table("a table of named models", annotation: "table<string, headroom.model|any>"),
            "Models by name, and among them, if wanted, `trials`, `seed`, `outputs = { npv = npv(...) }` and `reference = \"name\"`.")
        f.returns(annotation: "headroom.comparison", "`print` shows every output in every scenario with its paired difference.")
        f.details(
            "The reference is the scenario named by `reference`, else `base`, else the first by name. Random numbers are keyed by name, so "
                + "scenarios see the same draws, and the error of a difference is that of the paired values: usually far smaller than those of the two means. "
                + "Outputs that all scenarios have are compared, and fields of the state that are true or false.")
        f.example(
            """
            local plant = model "plant" {
              step = 1 * month, steps = 12, parameters = { price = 40 * USD/MWh },
              state = { cash = 0 * USD },
              run = function(s, f, t, p)
                s.cash = s.cash + (p.price - draw("cost", normal { mean = 30 * USD/MWh, sd = 8 * USD/MWh })) * (1 * GWh)
              end,
              finish = function(s) return { cash = s.cash } end,
            }
            local cmp = compare { trials = 1e4, base = plant, cheap = plant:with { price = 35 * USD/MWh } }
            print(cmp.cheap.cash.difference:format("%.1f", kUSD))
            """, prints: "-60.0 kUSD")
        return { a, i in
            let comparison = try i.session.compare(a[scenarios], at: i.call)
            return [i.session.vm.makeObject(comparison, type: i.session.types.comparison)]
        }
    }
}

extension Session {
    private struct Request {
        var models: [(name: String, model: ModelDeclaration)] = []
        var trials: Int?
        var seed: Int?
        var outputs = TableSnapshot(entries: [])
        var reference: String?
    }

    private func comparisonRequest(_ table: TableSnapshot) throws -> Request {
        var request = Request()
        for (key, value) in table.entries {
            if let model = model(value) {
                guard case .string(let name) = key else {
                    throw Diagnostic(
                        .missingField, "compare: every scenario needs a name", operands: [shown(key, name: "position")],
                        remedy: "write compare { base = m, winter = m:with { ... } }")
                }
                if ["trials", "seed", "reference", "outputs", "bridge"].contains(name) {
                    throw Diagnostic(
                        .duplicateName, "compare: `\(name)` can't be the name of a scenario: it has another meaning here",
                        remedy: "choose another name")
                }
                request.models.append((name, model))
                continue
            }
            switch keyText(key) {
            case "trials": request.trials = try option(.trials, value, "compare: trials")
            case "seed": request.seed = try option(.integer(0...Int.max, "a whole number, 0 or larger"), value, "compare: seed")
            case "outputs": request.outputs = try option(.table("a table of named outputs"), value, "compare: outputs")
            case "reference": request.reference = try option(.string, value, "compare: reference")
            default:
                throw Diagnostic(
                    .wrongType, "compare: `\(keyText(key))` must be a model, not \(typeName(of: value))",
                    operands: [shown(value, name: keyText(key))],
                    remedy: "scenarios are models, such as m:with { ... }; besides them there are trials, seed, outputs, reference")
            }
        }
        guard request.models.count > 1 else {
            throw Diagnostic(
                .missingField, "compare needs two scenarios or more, not \(request.models.count)",
                remedy: "write compare { base = m, winter = m:with { ... } }")
        }
        return request
    }

    func compare(_ table: TableSnapshot, at call: CallSite) throws -> Comparison {
        let request = try comparisonRequest(table)
        let names = request.models.map(\.name)
        var (reference, reason) = (0, "the first by name")
        if let wanted = request.reference {
            guard let found = names.firstIndex(of: wanted) else {
                throw Diagnostic(
                    .unknownField, "compare: there is no scenario `\(wanted)` to be the reference",
                    remedy: (Suggestion.nearest(to: wanted, in: names).map { "did you mean `\($0)`? " } ?? "")
                        + "the scenarios are \(names.joined(separator: ", "))")
            }
            (reference, reason) = (found, "as chosen")
        } else if let base = names.firstIndex(of: "base") {
            (reference, reason) = (base, "by its name")
        }
        let runs = try request.models.map { scenario in
            try within("in scenario `\(scenario.name)`") { try prepared(scenario.model, outputs: request.outputs) }
        }
        if let partial = runs.lazy.flatMap(\.nodes).first(where: { $0.condition != nil }) {
            throw Diagnostic(
                .outOfRange, "compare: `\(partial.name)` has no value on some paths, so paths can't be compared one by one",
                remedy: "give the rate bounds, which every path has: irr(\"equity\", { between = { -50 * percent, 100 * percent } })")
        }
        let (trials, seed) = dice(trials: request.trials, seed: request.seed)
        let simulations = try runs.map { try simulation(of: $0, trials: trials, seed: seed) }
        let found = try sharedOutputs(runs, names, reference)
        let others = names.indices.filter { $0 != reference }
        let combinations = found.shared.flatMap { shared in
            others.map { difference(of: shared, $0, to: reference, runs) }
        }
        let paired = PairedSimulation(simulations, combinations: combinations)
        let result = try pairedResult(paired, runs, names)
        let scenarios = zip(request.models, zip(runs, result.results)).map { scenario, run in
            Comparison.Scenario(
                name: scenario.name, declaration: scenario.model, run: finished(run.0, run.1, at: call))
        }
        self.runs += scenarios.map(\.run)
        let shared = found.shared.enumerated().map { index, shared in
            var differences = [PairedEstimate?](repeating: nil, count: names.count)
            for (place, other) in others.enumerated() {
                differences[other] = result.combinations[index * others.count + place]
            }
            return Comparison.Shared(name: shared.name, outputs: shared.outputs, differences: differences)
        }
        return Comparison(
            scenarios: scenarios, reference: reference, referenceReason: reason, shared: shared, partial: found.partial,
            outputs: request.outputs, session: self)
    }

    /// Runs plans together; what goes wrong is explained by the scenario that it belongs to.
    func pairedResult(
        _ paired: PairedSimulation, _ runs: [ModelRun], _ names: [String], withResults: Bool = true
    ) throws -> PairedResult {
        do {
            return try paired.run(withResults: withResults, progress: options.progress, isCancelled: isCancelled)
        } catch {
            guard let number = error.simulation else { throw error.error.diagnostic }
            let note = "in scenario `\(names[number])`"
            guard case .pathFault(let fault) = error.error else { throw error.error.diagnostic.noted(note) }
            throw runs[number].diagnostic(of: fault, paired.simulations[number]).noted(note)
        }
    }

    typealias SharedOutput = (name: String, outputs: [SimulationRun.Output])

    /// What all models have in common, in the order of the reference.
    private func sharedOutputs(
        _ runs: [ModelRun], _ names: [String], _ reference: Int
    ) throws -> (shared: [SharedOutput], partial: [String]) {
        let all = runs.map(\.comparable)
        var shared: [SharedOutput] = []
        var seen: [String] = []
        for name in all[reference].map(\.name) + all.flatMap({ $0.map(\.name) }) where !seen.contains(name) {
            seen.append(name)
        }
        var partial: [String] = []
        for name in seen {
            let found = all.map { outputs in outputs.first { $0.name == name }?.output }
            let having = names.indices.filter { found[$0] != nil }
            guard having.count == names.count else {
                partial.append("`\(name)` is in \(having.map { names[$0] }.joined(separator: ", ")) only")
                continue
            }
            let outputs = found.compactMap { $0 }
            let first = outputs[reference]
            for (number, output) in outputs.enumerated() {
                let fits = output.isCondition == first.isCondition && units[output.unit].isCompatible(with: units[first.unit])
                guard !fits else { continue }
                func words(_ output: SimulationRun.Output) -> String { output.isCondition ? "a condition" : kindName(output.unit) }
                throw Diagnostic(
                    .wrongDimension,
                    "output `\(name)` is \(words(first)) in `\(names[reference])` but \(words(output)) in `\(names[number])`",
                    remedy: "give outputs of one kind the same name, and others another one")
            }
            shared.append((name, outputs))
        }
        guard !shared.isEmpty else {
            throw Diagnostic(
                .missingField, "the scenarios have no output in common",
                notes: zip(names, all).map { name, outputs in
                    "\(name): " + (outputs.isEmpty ? "no outputs" : outputs.map(\.name).joined(separator: ", "))
                },
                remedy: "return values of the same names from finish, or give outputs = { ... }")
        }
        return (shared, partial)
    }

    /// One scenario minus the reference, in the reference's unit.
    private func difference(
        of shared: SharedOutput, _ number: Int, to reference: Int, _ runs: [ModelRun]
    ) -> PairedSimulation.Combination {
        func place(_ number: Int) -> Int {
            guard let place = runs[number].nodes.firstIndex(where: { $0.name == shared.outputs[number].name }) else {
                preconditionFailure("an output has a node")
            }
            return place
        }
        let factor = self.factor(from: shared.outputs[number].unit, to: shared.outputs[reference].unit)
        return PairedSimulation.Combination(
            shared.name,
            [
                .init(simulation: number, output: place(number), weight: factor),
                .init(simulation: reference, output: place(reference), weight: -1),
            ], isOfConditions: shared.outputs[reference].isCondition)
    }

    /// What a magnitude in one unit is multiplied by to be in another of the same dimension.
    func factor(from: Int32, to: Int32) -> Double {
        guard from != to, case .certain(let factor)? = try? converted(Operand(1, unit: from), to: units[to]) else { return 1 }
        return factor
    }
}

extension ModelRun {
    /// What can be compared: the outputs by name, then fields of the state that are true or false.
    var comparable: [(name: String, output: SimulationRun.Output)] {
        let states = nodes.filter { $0.name.hasPrefix("state ") }.map { node in
            (String(node.name.dropFirst(6)), SimulationRun.Output(name: node.name, unit: UnitTable.none, isCondition: true))
        }
        return asked.map { ($0.name, $0) } + states.filter { state in !asked.contains { $0.name == state.0 } }
    }
}
