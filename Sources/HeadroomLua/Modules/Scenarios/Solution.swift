import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// What a parameter must be for a statistic to reach a figure: the question of `solve`.
struct SolveRequest {
    enum Side: String {
        case atLeast = "at_least"
        case atMost = "at_most"
        case equals = "equals"

        var words: String {
            switch self {
            case .atLeast: "at least"
            case .atMost: "at most"
            case .equals: "equal to"
            }
        }
    }

    let model: ModelDeclaration
    let parameter: String
    let low: Operand
    let high: Operand
    let target: ScenarioTarget
    let side: Side
    let goal: Operand
    let outputs: TableSnapshot
    /// In the parameter's unit, nil: from the errors.
    let tolerance: Double?
    let trials: Int
    let seed: UInt64
}

/// The answer of `solve`.
final class Solution {
    let request: SolveRequest
    /// In the unit of `request.low`.
    let value: Double
    /// nil: the target does not change near the answer, so it says nothing about the error.
    let error: Double?
    let slope: Double
    /// The target at the ends of the last bracket where it jumps from one to the other, so that it is not reached exactly.
    let jump: (low: Double, high: Double)?
    /// The last bracket, and how many runs it took.
    let width: Double
    let runs: Int
    /// The target there.
    let reached: OutputView
    /// Whether the target is met below the answer (it is met on one side), nil for `equals`.
    let isMetBelow: Bool?
    unowned let session: Session

    init(
        request: SolveRequest, value: Double, error: Double?, slope: Double, jump: (low: Double, high: Double)?, width: Double, runs: Int,
        reached: OutputView, isMetBelow: Bool?, session: Session
    ) {
        self.request = request
        self.value = value
        self.error = error
        self.slope = slope
        self.jump = jump
        self.width = width
        self.runs = runs
        self.reached = reached
        self.isMetBelow = isMetBelow
        self.session = session
    }

    func amount(_ number: Double) -> LuaValue { session.lua(Operand(number, unit: request.low.unit)) }

    var text: String {
        let unit = request.low.unit
        let display = DisplayUnit(session.units[unit], for: [value])
        let name = display.name.isEmpty ? "" : " \(display.name)"
        let answer = NumberText.text(display(value), error: error.map { display($0) } ?? .nan)
        let found = request.target.value(of: reached.estimate)
        let isCondition = reached.output.isCondition
        let shown = DisplayUnit(session.units[reached.output.unit], for: [found.value])
        let scale = isCondition ? 100 : shown(1)
        let unitText = isCondition ? " %" : shown.name.isEmpty ? "" : " \(shown.name)"
        let figure = NumberText.text(found.value * scale, error: found.error * scale) + unitText
        let goal = isCondition ? "\(NumberFormat.g((request.goal.certain ?? .nan) * 100, digits: 6)) %" : session.text(of: request.goal)
        var lines = ["\(request.parameter) = \(answer)\(name)"]
        lines.append("\(request.target.text) is \(figure) there, wanted: \(request.side.words) \(goal)")
        if let isMetBelow { lines.append("met where \(request.parameter) is \(isMetBelow ? "smaller" : "larger"), not met on the other side") }
        if let jump {
            let ends = [jump.low, jump.high].map { NumberText.text($0 * scale) + unitText }
            lines.append("the target jumps there from \(ends[0]) to \(ends[1]): the error of the answer is not known")
        } else if error == nil {
            lines.append("the target does not change near the answer: its error is not known")
        }
        let known = width > 0 ? "; known to \(NumberText.text(display(width / 2), digits: 2))\(name) on these paths" : ""
        lines.append("\(runs) runs of \(NumberText.count(request.trials)) trials, seed \(request.seed)\(known)")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ObjectType {
    static let solution = ObjectType(
        "solution", "What `solve` found; `print` shows it with its error.",
        fields: [
            Field("value", annotation: "number|headroom.quantity", "The parameter at which the target is reached.") { value, s in
                let solution = try s.object(value, Solution.self)
                return solution.amount(solution.value)
            },
            Field(
                "se", annotation: "number|headroom.quantity|nil",
                "Its standard error: that of the target, divided by the target's slope. nil where the target does not change."
            ) { value, s in
                let solution = try s.object(value, Solution.self)
                return solution.error.map { solution.amount($0) } ?? .nil
            },
            Field("reached", annotation: "number|headroom.quantity", "The target's statistic there.") { value, s in
                let solution = try s.object(value, Solution.self)
                return s.lua(solution.reached.amount(solution.request.target.value(of: solution.reached.estimate).value))
            },
            Field("reached_se", annotation: "number|headroom.quantity", "The standard error of that statistic.") { value, s in
                let solution = try s.object(value, Solution.self)
                return s.lua(solution.reached.difference(solution.request.target.value(of: solution.reached.estimate).error))
            },
            Field("runs", annotation: "integer", "How many runs it took.") { value, s in
                .integer(Int64(try s.object(value, Solution.self).runs))
            },
            Field("output", annotation: "headroom.output", "The output of the target at the answer.") { value, s in
                s.vm.makeObject(try s.object(value, Solution.self).reached, type: s.types.output)
            },
        ])
}
