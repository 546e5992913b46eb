import Diagnostics
import Engine
import LuaVM
import Quantities

extension Module {
    static let simulation = Module(
        "simulation", "Asking a question of a million futures.", functions: [.simulate])
}

extension Function {
    static let simulate = Function.declare(
        "simulate", "Draws every uncertain input many times and reports the distribution of each output.", style: .named
    ) { f in
        let outputs = f.parameter(
            "outputs", .table("a table of named outputs", annotation: "table<string, headroom.amount|boolean>"),
            "What is asked: amounts or conditions, by name.")
        let trials = f.optional(
            "trials", .trials, "How many paths are drawn.", default: "1e6")
        let seed = f.optional(
            "seed", .integer(0...Int.max, "a whole number, 0 or larger"), "Another seed gives other draws.",
            default: "\(SessionOptions.defaultSeed)")
        let fields = SamplingFields(f)
        f.returns(annotation: "headroom.result", "Every output by its name, and methods for drivers, samples and files.")
        f.details(
            "The same script, seed and trials give the same bits on any machine, with any number of threads. "
                + "`--seed` and `--trials` on the command line take the place of the fields. " + SamplingFields.details)
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }
            local income = rent * (168 * MW)
            local r = simulate { trials = 1e5, outputs = { income = income, low = lt(income, 200 * MUSD/year) } }
            print(r.income.mean:format("%.0f", MUSD/year))
            """, prints: "288 MUSD/year")
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
            local r = simulate { trials = 65536, sampling = "sobol", outputs = { rent = rent } }
            print(r.trials, r.rent.se < 1e-4)
            """, prints: "65536\ttrue")
        return { a, i in
            let s = i.session
            let sampling = try fields.sampling(a)
            let largest = a[fields.goals] == nil
                ? SessionOptions.defaultTrials : min(SamplingFields.largestGoalTrials, s.options.largestTrials)
            let options = Simulation.Options(
                trials: s.options.trials ?? a[trials] ?? largest,
                seed: s.options.seed ?? a[seed].map { UInt64($0) } ?? SessionOptions.defaultSeed,
                threads: s.options.threads, instructionSet: s.options.instructionSet,
                backend: s.options.backend, trialLimit: s.options.largestTrials, sampling: sampling)
            return [
                try s.simulate(a[outputs], options, goals: a[fields.goals], control: a[fields.control], at: i.call)
            ]
        }
    }
}

extension Kind where Value == Int {
    /// A number of trials; the largest counts need the user's explicit permission.
    static var trials: Kind {
        Kind("a whole number of at least 1", annotation: "integer") { value, session in
            guard let whole = value.wholeNumber else { throw KindMismatch(remedy: "write a whole number such as 1e6") }
            guard whole >= 1 else {
                throw Diagnostic(
                    .zeroTrials, "a simulation needs at least one trial, not \(NumberFormat.g(whole, digits: 14))",
                    remedy: "write a whole number such as 1e6")
            }
            guard whole <= Double(session.options.largestTrials) else {
                throw Diagnostic(
                    .tooManyTrials,
                    "\(NumberFormat.g(whole, digits: 14)) trials are more than the limit of \(NumberFormat.g(Double(session.options.largestTrials), digits: 6))",
                    remedy: "1e6 to 1e8 are enough for most questions; `--allow-long` lifts the limit")
            }
            return try Kind<Int>.integer(1...session.options.largestTrials, "a whole number of trials").decode(value, session)
        }
    }
}

extension Session {
    /// Runs the simulation of `outputs` and keeps its result for `--json` and the run record.
    func simulate(
        _ outputs: TableSnapshot, _ options: Simulation.Options, goals: TableSnapshot?, control: TableSnapshot?,
        at call: CallSite
    ) throws -> LuaValue {
        var asked: [SimulationRun.Output] = []
        var nodes: [Simulation.Output] = []
        for (key, value) in outputs.entries {
            let output = try self.output(key, value)
            asked.append(output.description)
            nodes.append(Simulation.Output(output.description.name, output.node))
        }
        guard !asked.isEmpty else {
            throw Diagnostic(
                .missingField, "simulate was given no outputs",
                remedy: "name at least one: `outputs = { income = income }`")
        }
        let goals = try self.goals(goals, asked)
        guard goals.isEmpty || options.sampling != .latin else {
            throw Diagnostic(
                .outOfRange, "simulate: until_error does not go with sampling = \"latin\", whose strata are laid out for all trials at once",
                remedy: "write sampling = \"sobol\", which can be continued")
        }
        nodes = try Simulation.controlled(graph, nodes, by: try controls(control, asked), options: options)
        let simulation = try Simulation(graph, asking: nodes, options: options)
        let result = goals.isEmpty
            ? try simulation.run(progress: self.options.progress, isCancelled: isCancelled)
            : try simulation.run(until: goals, progress: self.options.progress, isCancelled: isCancelled)
        let run = SimulationRun(result: result, outputs: asked, location: call.location, session: self)
        for shortfall in result.shortfalls { warn(shortfall, of: run) }
        return keep(run)
    }

    /// Results are kept for `--json` and records, so they count against the script's memory.
    func keep(_ run: SimulationRun) -> LuaValue {
        runs.append(run)
        vm.charge(bytes: 100_000 * run.outputs.count)
        return vm.makeObject(run, type: types.result)
    }

    private func output(
        _ key: LuaValue, _ value: LuaValue
    ) throws -> (description: SimulationRun.Output, node: Graph.Node) {
        guard case .string(let name) = key else {
            throw Diagnostic(
                .unknownField, "every output needs a name", operands: [shown(value, name: nil)],
                remedy: "write `outputs = { income = income }`")
        }
        if ResultMethods.names.contains(name) {
            throw Diagnostic(
                .duplicateName, "`\(name)` can't be the name of an output: results have a method of that name",
                remedy: "choose another name")
        }
        if let amount = operand(value) {
            return (SimulationRun.Output(name: name, unit: amount.unit, isCondition: false), node(amount.content))
        }
        if let condition = condition(value) {
            return (SimulationRun.Output(name: name, unit: UnitTable.none, isCondition: true), node(condition))
        }
        throw Diagnostic(
            .wrongType, "output `\(name)` must be an amount or a condition", operands: [shown(value, name: name)],
            remedy: "give a number, a quantity, an uncertain value or a condition such as lt(a, b)")
    }
}
