import Diagnostics
import Engine
import LuaVM
import Quantities

/// A compiled model with everything that a run asks of it.
final class ModelRun {
    let trace: ModelTrace
    private(set) var model: TimeModel
    private(set) var asked: [SimulationRun.Output] = []
    private(set) var nodes: [Simulation.Output] = []
    /// What reports say about a measure: (output, note) by hidden outputs.
    private(set) var rates: [RateOutput] = []

    /// An internal rate among the outputs, with the hidden outputs that count how it was found.
    struct RateOutput {
        let name: String
        let isBounded: Bool
        let noRoot: String
        let several: String
    }

    /// The hidden output that is a truth value of the state as it stands at the end.
    static func stateOutput(_ path: String) -> String { "state \(path)" }

    init(_ trace: ModelTrace) {
        self.trace = trace
        model = TimeModel(steps: trace.steps)
        model.states = trace.factorStates + trace.hidden
        model.states += trace.fields.map { field in
            let isTruth = if case .boolean = field.kind { true } else { false }
            return TimeModel.State("s.\(field.path)", leaf: field.leaf, initial: field.initial, next: field.next, isChecked: !isTruth)
        }
        model.alive = trace.alive
        model.histories = trace.histories
        model.checks = trace.checks.map(\.check)
        model.initialChecks = trace.initialChecks.map(\.check)
        model.finalChecks = trace.finalChecks.map(\.check)
    }

    private var graph: Graph { trace.graph }
    private var session: Session { trace.session }

    // MARK: Outputs

    /// - Parameter condition: the paths that count; nil: all.
    func add(_ name: String, _ node: Graph.Node, unit: Int32, isCondition: Bool, where condition: Graph.Node? = nil) throws {
        guard !asked.contains(where: { $0.name == name }) else {
            throw Diagnostic(
                .duplicateName, "two outputs are named `\(name)`", remedy: "rename one of them; finish gives outputs too")
        }
        if ResultMethods.names.contains(name) {
            throw Diagnostic(
                .duplicateName, "`\(name)` can't be the name of an output: results have a method of that name",
                remedy: "choose another name")
        }
        asked.append(SimulationRun.Output(name: name, unit: unit, isCondition: isCondition))
        nodes.append(Simulation.Output(name, node, where: condition))
    }

    /// An output that no report shows.
    func addHidden(_ name: String, _ node: Graph.Node) { nodes.append(Simulation.Output(name, node)) }

    func add(_ name: String, _ measure: CashFlowMeasure) throws {
        guard let flow = trace.flows.first(where: { $0.name == measure.stream })?.flow else {
            let names = trace.flows.map(\.name)
            var diagnostic = Diagnostic(
                .unknownField, "`\(trace.declaration.name)` pays into no stream \"\(measure.stream)\"",
                remedy: (Suggestion.nearest(to: measure.stream, in: names).map { "did you mean \"\($0)\"? " } ?? "")
                    + (names.isEmpty ? "pay(\"\(measure.stream)\", amount) in run" : "its streams are \(names.joined(separator: ", "))"))
            // Behind a mistake that ends every path that comes there nothing is looked at.
            for check in trace.checks {
                guard let place = check.diagnostic.location else { continue }
                diagnostic.notes.append("a path may end in line \(place.line): \(check.diagnostic.message)")
            }
            throw diagnostic
        }
        switch measure.kind {
        case .presentValue(let rate): try addPresentValue(name, flow, rate)
        case .internalRate(let bracket, let years): try addRate(name, flow, bracket, years)
        }
    }

    /// Σ flow · (1 + rate)^-years, kept up step by step.
    private func addPresentValue(_ name: String, _ flow: ModelTrace.Flow, _ rate: Operand) throws {
        let years = trace.column { -trace.declaration.years(Double($0)) }
        let growth = session.apply(.add, .certain(1), rate.content)
        let factor = graph.apply(.power, session.node(growth), years)
        let value = graph.makeState(.number)
        let zero = graph.constant(0.0)
        let paid = graph.apply(.multiply, flow.step ?? zero, factor)
        model.states.append(
            TimeModel.State(name, leaf: value, initial: flow.initial ?? zero, next: graph.apply(.add, value, paid)))
        try add(name, value, unit: flow.unit, isCondition: false)
    }

    private func addRate(_ name: String, _ flow: ModelTrace.Flow, _ bracket: ClosedRange<Double>?, _ years: Double) throws {
        let zero = graph.constant(0.0)
        let history = graph.makeHistory()
        model.histories.append(
            TimeModel.HistoryUse(
                history, pushed: flow.step ?? zero, initial: flow.initial ?? zero, length: trace.steps + 1))
        let stepYears = trace.declaration.stepYears
        // From rates per period to log-rates per step.
        func logRate(_ rate: Double) -> Double { ScalarMath.log1p(rate) * (stepYears / years) }
        let widest = min(4.0, 600 / Double(trace.steps + 1))
        let ends = bracket.map { logRate($0.lowerBound)...logRate($0.upperBound) } ?? -widest...widest
        let x = graph.makeState(.number), status = graph.makeState(.number)
        model.rates.append(TimeModel.Rate(flows: history, bracket: ends, logRate: x, status: status))
        let annual = graph.apply(.expm1, graph.apply(.multiply, x, graph.constant(1 / stepYears)))
        let none = graph.apply(.lessEqual, graph.constant(2.0), status)
        try add(
            name, annual, unit: UnitTable.none, isCondition: false, where: bracket == nil ? graph.apply(.not, none) : nil)
        let several = graph.apply(.equal, status, graph.constant(1.0))
        let found = RateOutput(name: name, isBounded: bracket != nil, noRoot: "\(name): no root", several: "\(name): several roots")
        addHidden(found.noRoot, none)
        addHidden(found.several, several)
        rates.append(found)
    }
}

extension ModelRun {
    /// Runs the paths, all or until the goals are reached; a path that may not go on is explained.
    func result(
        of simulation: Simulation, until goals: [Simulation.Goal] = [], in session: Session
    ) throws -> SimulationResult {
        do {
            return goals.isEmpty
                ? try simulation.run(progress: session.options.progress, isCancelled: session.isCancelled)
                : try simulation.run(until: goals, progress: session.options.progress, isCancelled: session.isCancelled)
        } catch {
            guard case .pathFault(let fault) = error else { throw error }
            throw diagnostic(of: fault, simulation)
        }
    }
}

extension Session {
    /// Compiles and runs a model.
    func simulate(
        _ declaration: ModelDeclaration, outputs: TableSnapshot, _ options: Simulation.Options, goals: TableSnapshot?,
        at call: CallSite
    ) throws -> SimulationRun {
        let run = try prepared(declaration, outputs: outputs)
        let goals = try self.goals(goals, run.asked, options.sampling)
        let simulation = try Simulation(graph, model: run.model, asking: run.nodes, options: options)
        let result = try run.result(of: simulation, until: goals, in: self)
        let finished = finished(run, result, at: call)
        for shortfall in result.shortfalls { warn(shortfall, of: finished) }
        runs.append(finished)
        return finished
    }

    /// What a script gets of a model that has run.
    func finished(_ run: ModelRun, _ result: SimulationResult, at call: CallSite) -> SimulationRun {
        let finished = SimulationRun(result: result, outputs: run.asked, location: call.location, session: self)
        finished.model = run
        vm.charge(bytes: 100_000 * run.nodes.count)
        return finished
    }

    /// The plan of a model with everything that is asked of it.
    func simulation(of run: ModelRun, trials: Int, seed: UInt64) throws -> Simulation {
        try Simulation(
            graph, model: run.model, asking: run.nodes,
            options: Simulation.Options(
                trials: trials, seed: seed, threads: options.threads, instructionSet: options.instructionSet,
                backend: options.backend, trialLimit: options.largestTrials))
    }

    /// Compiles a model and notes what is asked of it.
    func prepared(_ declaration: ModelDeclaration, outputs: TableSnapshot) throws -> ModelRun {
        let trace = try ModelTrace.make(declaration)
        let run = ModelRun(trace)
        for (key, value) in outputs.entries {
            let name = keyText(key)
            if case .payload(let payload) = value, let measure = vm.object(payload) as? CashFlowMeasure {
                try run.add(name, measure)
            } else if let amount = operand(value) {
                try run.add(name, node(amount.content), unit: amount.unit, isCondition: false)
            } else if let condition = condition(value) {
                try run.add(name, node(condition), unit: UnitTable.none, isCondition: true)
            } else {
                throw Diagnostic(
                    .wrongType, "output `\(name)` must be npv(...), irr(...), an amount or a condition",
                    operands: [shown(value, name: name)], remedy: "return values of the model from finish")
            }
        }
        for (name, value) in trace.finals {
            switch value {
            case .boolean(let truth): try run.add(name, graph.constant(truth), unit: UnitTable.none, isCondition: true)
            case .condition(let node): try run.add(name, node, unit: UnitTable.none, isCondition: true)
            case .integer(let n): try run.add(name, graph.constant(Double(n)), unit: UnitTable.none, isCondition: false)
            case .number(let x): try run.add(name, graph.constant(x), unit: UnitTable.none, isCondition: false)
            case .amount(let amount): try run.add(name, node(amount.content), unit: amount.unit, isCondition: false)
            default:
                throw Diagnostic(
                    .wrongType, "finish: output `\(name)` must be a number, a quantity or a truth value on every path",
                    at: declaration.location, remedy: "give a value on every path, such as `x or 0`")
            }
        }
        // States that are true or false may be asked about, too.
        for field in trace.fields {
            if case .boolean = field.kind { run.addHidden(ModelRun.stateOutput(field.path), field.leaf) }
        }
        run.addHidden("end", trace.endStep ?? graph.constant(Double(declaration.steps)))
        return run
    }
}
