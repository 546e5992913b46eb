import Diagnostics
import Engine
import LuaVM
import Quantities

extension Module {
    static let scenarios = Module(
        "scenarios", "Scenarios that share their dice: comparisons, sweeps, solving for a parameter, odds and scores.",
        functions: [.compare, .range, .sweep, .solve, .odds, .crps, .scores],
        types: [.comparison, .scenario, .scenarioOutput, .bridge, .range, .sweep, .solution, .odds, .scores])
}

extension Kind where Value == ModelDeclaration {
    static var model: Kind {
        Kind("a model", annotation: "headroom.model") { value, session in
            guard let model = session.model(value) else {
                throw KindMismatch(remedy: "declare one: `local m = model \"name\" { ... }`")
            }
            return model
        }
    }
}

extension Session {
    /// The model that a value is.
    func model(_ value: LuaValue) -> ModelDeclaration? {
        guard case .payload(let payload) = value else { return nil }
        return vm.object(payload) as? ModelDeclaration
    }

    /// Runs the body; its error tells which scenario it belongs to.
    func within<Value>(_ note: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic.noted(note)
        } catch let convertible as any DiagnosticConvertible {
            throw convertible.diagnostic.noted(note)
        }
    }

    /// The trials and the seed of a run: the command line's, else the script's, else the usual ones.
    func dice(trials: Int?, seed: Int?, usualTrials: Int = SessionOptions.defaultTrials) -> (trials: Int, seed: UInt64) {
        (
            options.trials ?? trials ?? usualTrials,
            options.seed ?? seed.map { UInt64($0) } ?? SessionOptions.defaultSeed
        )
    }

    /// Whether two values of a parameter are the same, whatever their units.
    func isSame(_ a: LuaValue, _ b: LuaValue) -> Bool {
        if let x = operand(a), let y = operand(b) {
            if case .uncertain(let left) = x.content, case .uncertain(let right) = y.content {
                return left == right && x.unit == y.unit
            }
            if case .certain(let truth)? = try? compared(x, y, .equal) { return truth }
            return false
        }
        switch (a, b) {
        case (.boolean(let x), .boolean(let y)): return x == y
        case (.string(let x), .string(let y)): return x == y
        case (.nil, .nil): return true
        case (.payload(let x), .payload(let y)): return x == y
        case (.table(let x), .table(let y)):
            return x.entries.count == y.entries.count
                && zip(x.entries, y.entries).allSatisfy { isSame($0.key, $1.key) && isSame($0.value, $1.value) }
        default: return false
        }
    }

    /// Decodes a named option of a table whose other keys are free; errors name the function and the option.
    func option<Value>(_ kind: Kind<Value>, _ value: LuaValue, _ name: String) throws -> Value {
        do {
            return try kind.decode(value, self)
        } catch is KindMismatch {
            throw Diagnostic(.wrongType, "\(name) must be \(kind.words)", operands: [shown(value, name: nil)], remedy: "give \(kind.words)")
        } catch var diagnostic as Diagnostic {
            diagnostic.message = "\(name): \(diagnostic.message)"
            throw diagnostic
        }
    }
}

extension Diagnostic {
    func noted(_ note: String) -> Diagnostic {
        var copy = self
        copy.notes.append(note)
        return copy
    }
}

/// What is asked of a model's result by its name: a mean, a probability or a quantile of one output.
struct ScenarioTarget {
    enum Statistic {
        case mean
        case quantile(Double)
    }

    let statistic: Statistic
    let name: String
    /// Whether the script said `probability =`.
    let isProbability: Bool

    static let words = "an output's name, { probability = \"name\" }, { mean = \"name\" } or { quantile = \"name\", p = 0.05 }"

    var text: String {
        switch statistic {
        case .mean: isProbability ? "probability of \(name)" : name
        case .quantile(let p): "\(p == 0.5 ? "median" : "quantile \(p)") of \(name)"
        }
    }

    /// The node of the output in a model: one of its outputs, or a field of its state that is true or false.
    func node(in run: ModelRun) throws -> (description: SimulationRun.Output, node: Graph.Node) {
        let states = run.nodes.filter { $0.name.hasPrefix("state ") }
        if let output = run.asked.first(where: { $0.name == name }), let node = run.nodes.first(where: { $0.name == name }) {
            return (try fitting(output), node.node)
        }
        if let state = states.first(where: { $0.name == "state \(name)" }) {
            return (try fitting(SimulationRun.Output(name: state.name, unit: UnitTable.none, isCondition: true)), state.node)
        }
        let names = run.asked.map(\.name) + states.map { String($0.name.dropFirst(6)) }
        throw Diagnostic(
            .unknownField, "`\(run.trace.declaration.name)` has no output `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + (names.isEmpty
                    ? "return it from finish, or give outputs = { \(name) = ... }" : "it has \(names.joined(separator: ", "))"))
    }

    private func fitting(_ output: SimulationRun.Output) throws -> SimulationRun.Output {
        if isProbability, !output.isCondition {
            throw Diagnostic(
                .wrongType, "`\(name)` is an amount, not a condition: it has no probability",
                remedy: "write { mean = \"\(name)\" }, or return a condition such as `lost = x < 0` from finish")
        }
        if case .quantile = statistic, output.isCondition {
            throw Diagnostic(
                .wrongType, "`\(name)` is a condition, not an amount: it has no quantiles",
                remedy: "write { probability = \"\(name)\" }")
        }
        return output
    }

    /// The statistic and its standard error, in the output's unit.
    func value(of estimate: Estimate) -> (value: Double, error: Double) {
        switch statistic {
        case .mean: (estimate.mean, estimate.standardError)
        case .quantile(let p): estimate.quantile(p)
        }
    }
}

extension Session {
    /// `"npv"`, or a table; `other` receives the fields that belong to somebody else and returns whether it knows them.
    func target(_ value: LuaValue, other: (String, LuaValue) throws -> Bool = { _, _ in false }) throws -> ScenarioTarget {
        if case .string(let name) = value { return ScenarioTarget(statistic: .mean, name: name, isProbability: false) }
        guard case .table(let table) = value else { throw KindMismatch(remedy: "give \(ScenarioTarget.words)") }
        var found: (kind: String, name: String)?
        var p: Double?
        for (key, value) in table.entries {
            let field = keyText(key)
            switch (field, value) {
            case ("mean", .string(let name)), ("probability", .string(let name)), ("quantile", .string(let name)):
                guard found == nil else { throw KindMismatch(remedy: "give one of \(ScenarioTarget.words)") }
                found = (field, name)
            case ("p", _): p = try option(.probability, value, "p")
            default:
                guard try other(field, value) else {
                    throw Diagnostic(.unknownField, "no field `\(field) = \(shortText(value))`", remedy: "give \(ScenarioTarget.words)")
                }
            }
        }
        guard let found else { throw KindMismatch(remedy: "give \(ScenarioTarget.words)") }
        guard (found.kind == "quantile") == (p != nil) else {
            throw Diagnostic(
                .missingField, "a quantile needs its share `p`, and nothing else does",
                remedy: "write { quantile = \"\(found.name)\", p = 0.05 }")
        }
        return ScenarioTarget(
            statistic: p.map { .quantile($0) } ?? .mean, name: found.name, isProbability: found.kind == "probability")
    }

    /// Runs a model for one statistic only: bit for bit what it is in a run of everything.
    func evaluate(
        _ declaration: ModelDeclaration, _ target: ScenarioTarget, outputs: TableSnapshot, trials: Int, seed: UInt64,
        at call: CallSite
    ) throws -> OutputView {
        let run = try prepared(declaration, outputs: outputs)
        let (output, node) = try target.node(in: run)
        let condition = run.nodes.first { $0.name == output.name }?.condition
        let simulation = try Simulation(
            graph, model: run.model, asking: [Simulation.Output(output.name, node, where: condition)],
            options: Simulation.Options(
                trials: trials, seed: seed, threads: options.threads, instructionSet: options.instructionSet,
                backend: options.backend, trialLimit: options.largestTrials))
        let result = try run.result(of: simulation, in: self)
        let finished = SimulationRun(result: result, outputs: [output], location: call.location, session: self)
        vm.charge(bytes: 100_000)
        return OutputView(run: finished, output: output)
    }
}
