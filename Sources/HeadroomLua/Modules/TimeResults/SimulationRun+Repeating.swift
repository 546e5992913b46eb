import Diagnostics
import Engine
import LuaVM
import Quantities

/// What is asked about time after a run: the run is repeated with the same seed, so the paths are the same.
extension SimulationRun {
    /// The model behind the result.
    func requireModel(_ method: String) throws -> ModelRun {
        guard let model else {
            throw Diagnostic(
                .wrongType, "`\(method)` asks about time, and `simulate { ... }` has none",
                remedy: "ask a result of a model: `local r = model \"name\" { ... }:simulate { ... }`, then `r:\(method)`")
        }
        guard event == nil else {
            throw Diagnostic(
                .wrongType, "`\(method)` is about all paths, not about those of `\(event ?? "")`",
                remedy: "ask the result itself; `r:given(...)` answers about outputs")
        }
        return model
    }

    /// A plan with the same paths that asks something else.
    func plan(_ model: TimeModel, asking outputs: [Simulation.Output]) throws -> Simulation {
        try Simulation(session.graph, model: model, asking: outputs, options: result.simulation.options)
    }

    /// Runs a plan; a path that may not go on is explained.
    func running<Answer>(
        _ plan: Simulation, _ model: ModelRun,
        _ body: (Simulation, ((Simulation.Progress) -> Void)?, (() -> Bool)?) throws(SimulationError) -> Answer
    ) throws -> Answer {
        do throws(SimulationError) {
            return try body(plan, session.options.progress, session.isCancelled)
        } catch {
            guard case .pathFault(let fault) = error else { throw error }
            throw model.diagnostic(of: fault, plan)
        }
    }

    /// The distributions of some series.
    func series(_ series: [TimeModel.Series], at steps: [Int], _ model: ModelRun) throws -> SeriesResult {
        let plan = try plan(model.model, asking: [Simulation.Output("end", model.trace.endNode)])
        return try running(plan, model) { plan, progress, isCancelled throws(SimulationError) in
            try plan.series(series, at: steps, progress: progress, isCancelled: isCancelled)
        }
    }

    /// Lines below the table of a result: how internal rates were found, what was asked later.
    var modelNotes: [String] {
        var notes: [String] = []
        if let remark { notes.append(remark) }
        for rate in model?.rates ?? [] {
            guard let none = result[rate.noRoot], let several = result[rate.several], none.count > 0 else { continue }
            var parts: [String] = []
            if none.trueCount > 0 || rate.isBounded {
                parts.append(
                    ModelText.percent(none.probability, none.probabilityError)
                        + (rate.isBounded
                            ? " of paths have no rate within `between` and count at its end"
                            : " of paths have no rate and are left out"))
            }
            if several.trueCount > 0 {
                parts.append(
                    ModelText.percent(several.probability, several.probabilityError) + " have several (the one nearest to 0 is taken)")
            }
            notes.append("\(rate.name): " + (parts.isEmpty ? "every path has one rate" : parts.joined(separator: ", ")))
        }
        return notes
    }
}

extension ModelTrace {
    /// The last step that a path lived through.
    var endNode: Graph.Node { endStep ?? graph.constant(Double(steps)) }

    /// The last step that ends within `k` years; 0 when none does.
    func lastStep(ofYear k: Int) -> Int {
        var low = 0
        var high = steps
        while low < high {
            let middle = (low + high + 1) / 2
            if declaration.years(Double(middle)) <= Double(k) * (1 + 1e-9) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// How many years the model reaches into, at most 1000.
    var yearCount: Int {
        let years = declaration.years(Double(steps))
        return max(1, min(1000, Int((years * (1 - 1e-9)).rounded(.up))))
    }

    /// The ends of the years, by their last steps.
    var yearEnds: [Int] { (1...yearCount).map { $0 == yearCount ? steps : lastStep(ofYear: $0) } }
}

/// Texts that several answers share.
enum ModelText {
    /// "12.31 ± 0.03 %"
    static func percent(_ share: Double, _ error: Double) -> String {
        share.isFinite ? NumberWords.percent(share, error) : "no path"
    }

    /// The end of a step: its date, or its time in the step's unit.
    static func time(_ step: Int, _ declaration: ModelDeclaration) -> String {
        if let date = (try? declaration.date(step)) ?? nil { return date.description }
        return declaration.session.text(of: Operand(declaration.time(Double(step)), unit: declaration.step.unit))
    }

    /// The footer of an answer: "1,000,000 paths, seed 7; ...".
    static func paths(_ run: SimulationRun) -> String {
        "\(NumberWords.count(run.result.trials)) paths, seed \(run.result.seed); the run was repeated for this answer"
    }
}

extension Session {
    /// When a step ends, as fields of an entry: `step`, `time`, `years`, and `date` where the model has a beginning.
    func timeFields(_ step: Int, _ declaration: ModelDeclaration) -> [(String, LuaValue)] {
        var fields: [(String, LuaValue)] = [
            ("step", .integer(Int64(step))),
            ("time", lua(Operand(declaration.time(Double(step)), unit: declaration.step.unit))),
            ("years", .number(declaration.years(Double(step)))),
        ]
        if let date = (try? declaration.date(step)) ?? nil { fields.append(("date", dateValue(date.dayNumber))) }
        return fields
    }
}
