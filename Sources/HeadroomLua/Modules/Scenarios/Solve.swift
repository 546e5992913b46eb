import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// The search: runs the model at points of the bracket, always on the same dice.
private struct Search {
    let session: Session
    let request: SolveRequest
    let call: CallSite
    var runs = 0

    /// The target at x minus the goal, in the output's unit.
    mutating func evaluate(_ x: Double) throws -> (gap: Double, error: Double, view: OutputView) {
        runs += 1
        let value = session.lua(Operand(x, unit: request.low.unit))
        let changed = try request.model.with(TableSnapshot(fields: [(request.parameter, value)]))
        let view = try session.within("at \(request.parameter) = \(session.shortText(value))") {
            try session.evaluate(
                changed, request.target, outputs: request.outputs, trials: request.trials, seed: request.seed, at: call)
        }
        let (found, error) = request.target.value(of: view.estimate)
        return (found - (try goal(in: view.output)), error, view)
    }

    private func goal(in output: SimulationRun.Output) throws -> Double {
        let goal = request.goal
        if output.isCondition, let share = goal.certain, !(0...1 ~= share), goal.unit == UnitTable.none {
            throw Diagnostic(
                .outOfRange, "solve: a probability is between 0 and 1", operands: [session.shown(goal, name: request.side.rawValue)],
                remedy: share > 1 && share <= 100 ? "write \(request.side.rawValue) = \(session.text(of: goal)) * percent" : nil)
        }
        if goal.unit == output.unit || goal.standsForAnyDimension, let number = goal.certain { return number }
        guard case .certain(let number)? = try? session.converted(goal, to: session.units[output.unit]) else {
            throw Diagnostic(
                .wrongDimension,
                "solve: `\(request.target.name)` is \(session.kindName(output.unit)), and \(request.side.rawValue) is \(session.kindName(goal.unit))",
                operands: [session.shown(goal, name: request.side.rawValue)], remedy: "give the figure in a unit of the output")
        }
        return number
    }

    private func words(_ value: Double, _ error: Double?, of output: SimulationRun.Output) -> String {
        if output.isCondition { return NumberText.percent(value, error: error) }
        let shown = DisplayUnit(session.units[output.unit], for: [value])
        let text = NumberText.text(shown(value), error: error.map { shown($0) })
        return shown.name.isEmpty ? text : "\(text) \(shown.name)"
    }

    /// The target jumps over a figure that it should equal.
    private func neverReached(_ jump: (low: Double, high: Double), at x: Double, _ view: OutputView) -> Diagnostic {
        let place = "\(request.parameter) = \(session.shortText(session.lua(Operand(x, unit: request.low.unit))))"
        let sides = [("below", jump.low), ("above", jump.high)].map { side, value in
            Diagnostic.Operand(name: "just \(side)", value: words(value, nil, of: view.output), kind: request.target.text)
        }
        return Diagnostic(
            .notBracketed, "solve: the target never equals \(session.text(of: request.goal)): it jumps over it at \(place)",
            operands: sides, remedy: "ask for at_least or at_most instead of equals")
    }

    /// Both ends lie on one side of the goal.
    func notBracketed(_ low: OutputView, _ high: OutputView) -> Diagnostic {
        let ends = [(request.low, low), (request.high, high)].map { end, view in
            let (value, error) = request.target.value(of: view.estimate)
            return Diagnostic.Operand(
                name: "\(request.parameter) = \(session.text(of: end))", value: words(value, error, of: view.output),
                kind: request.target.text)
        }
        return Diagnostic(
            .notBracketed, "solve: both ends of `between` lie on the same side of the target", operands: ends,
            notes: ["wanted: \(request.target.text) \(request.side.words) \(session.text(of: request.goal))"],
            remedy: "widen between, or ask for a figure between the two")
    }

    /// Where the bracket has become narrow: the end that meets the target, so that the answer can be used as it is.
    private func answer(_ root: BracketedRoot) -> Double {
        switch request.side {
        case .equals: root.best
        case .atLeast: root.high.value >= root.low.value ? root.high.x : root.low.x
        case .atMost: root.high.value <= root.low.value ? root.high.x : root.low.x
        }
    }

    mutating func run() throws -> Solution {
        guard let first = request.low.certain, let last = request.high.certain else { preconditionFailure("ends are certain") }
        let (a, b) = (try evaluate(first), try evaluate(last))
        let finest = max((last - first) * 1e-9, abs(first).ulp * 4, abs(last).ulp * 4)
        guard
            var root = BracketedRoot(
                low: (first, a.gap), high: (last, b.gap), tolerance: max(request.tolerance ?? (last - first) * 1e-6, finest))
        else { throw notBracketed(a.view, b.view) }
        while !root.isDone {
            let found = try evaluate(root.next)
            root.add(found.gap)
            // A bracket far narrower than the answer's own error says all that these paths can say.
            let secant = abs((root.high.value - root.low.value) / root.width)
            if request.tolerance == nil, root.width > 0, secant > 0, root.width < 0.02 * found.error / secant { break }
        }
        let answer = answer(root)
        let reached = try evaluate(answer)
        // What a hundred-thousandth of the bracket can't change smoothly by a twentieth of the whole change.
        let rise = abs(root.high.value - root.low.value)
        let jumps = root.width <= (last - first) * 1e-5 && rise > max(0.05 * abs(b.gap - a.gap), 4 * min(a.error, b.error))
        let (reachedValue, _) = request.target.value(of: reached.view.estimate)
        let jump = jumps ? (low: root.low.value - reached.gap + reachedValue, high: root.high.value - reached.gap + reachedValue) : nil
        if let jump, case .equals = request.side { throw neverReached(jump, at: answer, reached.view) }
        let slope = try self.slope(at: answer, reached.error, (b.gap - a.gap) / (last - first), first, last)
        let isRising = b.gap > a.gap
        let isMetBelow: Bool? =
            switch request.side {
            case .equals: nil
            case .atLeast: !isRising
            case .atMost: isRising
            }
        return Solution(
            request: request, value: answer, error: slope == 0 || jumps ? nil : reached.error / abs(slope), slope: slope,
            jump: jump, width: root.width, runs: runs, reached: reached.view, isMetBelow: isMetBelow, session: session)
    }

    /// The paired difference quotient about the answer, over twice what moves the target by three of its errors (a hundredth
    /// to a quarter of the bracket), inside of the bracket.
    private mutating func slope(at x: Double, _ error: Double, _ secant: Double, _ low: Double, _ high: Double) throws -> Double {
        let range = high - low
        let wanted = secant == 0 ? range / 100 : 3 * error / abs(secant)
        let h = min(max(wanted, range / 100), range / 4)
        let (left, right) = (max(low, x - h), min(high, x + h))
        let (before, behind) = (try evaluate(left), try evaluate(right))
        return (behind.gap - before.gap) / (right - left)
    }
}

extension Session {
    func solve(_ request: SolveRequest, at call: CallSite) throws -> Solution {
        var search = Search(session: self, request: request, call: call)
        return try search.run()
    }

    /// `between = { lo, hi }` in the parameter's unit.
    func bracket(_ table: TableSnapshot, of parameter: String, in model: ModelDeclaration) throws -> (low: Operand, high: Operand) {
        // Unknown parameters and wrong dimensions are found here.
        let ends = try table.list().map { value in
            let changed = try model.with(TableSnapshot(fields: [(parameter, value)]))
            return changed.parameters.first { $0.name == parameter }.flatMap { operand($0.value) }
        }
        guard ends.count == 2, let low = ends[0], let high = ends[1] else {
            throw Diagnostic(
                .wrongType, "solve: between must be two values of `\(parameter)`",
                remedy: "write between = { 0.8 * BUSD, 2 * BUSD }")
        }
        let (x, y, unit) = try aligned(low, high, .add)
        guard case .certain(let first) = x, case .certain(let last) = y, first < last, (last - first).isFinite else {
            throw Diagnostic(
                .outOfRange, "solve: between must be two finite values, the lower one first",
                operands: [shown(low, name: "low"), shown(high, name: "high")], remedy: "write between = { 0.8 * BUSD, 2 * BUSD }")
        }
        return (Operand(first, unit: unit), Operand(last, unit: unit))
    }
}

extension Function {
    static let solve = Function.declare(
        "solve", "Finds the parameter at which a statistic of a model reaches a figure, on the same dice throughout.", style: .named
    ) { f in
        let model = f.parameter("model", .model, "The model.")
        let vary = f.parameter("vary", .string, "The parameter's name.")
        let between = f.parameter("between", .table("two values, the lower one first", annotation: "table"), "Where to look.")
        let target = f.parameter(
            "target", .table("a table such as { probability = \"defaulted\", at_most = 5 * percent }", annotation: "table"),
            "`mean`, `probability` or `quantile` (with `p`) of an output, and `at_least`, `at_most` or `equals`.")
        let outputs = f.optional(
            "outputs", .table("a table of named outputs", annotation: "table<string, headroom.measure|headroom.amount>"),
            "What is asked besides the outputs of finish: npv(...), irr(...).")
        let trials = f.optional("trials", .trials, "How many paths each run draws.", default: "1e5")
        let seed = f.optional(
            "seed", .integer(0...Int.max, "a whole number, 0 or larger"), "Another seed gives other draws.",
            default: "\(SessionOptions.defaultSeed)")
        let tolerance = f.optional("tolerance", .certain, "How far the answer may be off on these paths.", default: "a fiftieth of its error")
        f.returns(annotation: "headroom.solution", "`value`, `se`, `reached`, `runs`; print it.")
        f.details(
            "The target must lie on opposite sides of the figure at both ends; where it crosses several times, one crossing is found. "
                + "The search is ITP (Oliveira and Takahashi 2020). The answer's error is the standard error of the target divided by its slope, which is "
                + "a paired difference about the answer.")
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
            local x = solve {
              model = plant, vary = "price", between = { 20 * USD/MWh, 60 * USD/MWh }, target = { mean = "cash", at_least = 120 * kUSD },
            }
            print(x.value:format("%.0f", USD/MWh))
            """, prints: "40 USD/MWh")
        return { a, i in
            let session = i.session
            let (low, high) = try session.bracket(a[between], of: a[vary], in: a[model])
            var goal: (side: SolveRequest.Side, value: Operand)?
            let wanted = try session.target(.table(a[target])) { field, value in
                guard let side = SolveRequest.Side(rawValue: field) else { return false }
                guard goal == nil else { throw KindMismatch(remedy: "give one of at_least, at_most, equals") }
                goal = (side, try session.option(.certain, value, "solve: \(field)"))
                return true
            }
            guard let goal else {
                throw Diagnostic(
                    .missingField, "solve: the target needs one of at_least, at_most, equals",
                    remedy: "write target = { probability = \"\(wanted.name)\", at_most = 5 * percent }")
            }
            let (trials, seed) = session.dice(trials: a[trials], seed: a[seed], usualTrials: 100_000)
            let request = SolveRequest(
                model: a[model], parameter: a[vary], low: low, high: high, target: wanted, side: goal.side, goal: goal.value,
                outputs: a[outputs] ?? TableSnapshot(entries: []),
                tolerance: try a[tolerance].map { try session.tolerance($0, unit: low.unit) }, trials: trials, seed: seed)
            return [session.vm.makeObject(try session.solve(request, at: i.call), type: session.types.solution)]
        }
    }
}

extension Session {
    fileprivate func tolerance(_ amount: Operand, unit: Int32) throws -> Double {
        guard case .certain(let number) = try converted(amount, to: units[unit]), number > 0 else {
            throw Diagnostic(.outOfRange, "solve: tolerance must be above 0", operands: [shown(amount, name: "tolerance")], remedy: "leave it out")
        }
        return number
    }
}
