import Diagnostics
import Engine
import LuaVM
import Quantities

/// `r:credit { default = "defaulted", exposure = "debt", recovery = "recovered" }`: the figures of a lender.
///
/// Per path: default is in the first step d behind which the field is true; EAD is the exposure at the end of step d; the
/// loss is EAD less what is recovered by the end of the path, 0 without a default. Over all paths, with E the mean,
/// PD(k) = P(d within year k), EL(k) = E[loss where d is within year k], LGD = E[loss]/E[EAD], and the break-even spread is
/// E[loss] / E[sum over steps of exposure at the step's beginning · dt, until default]. Nothing is discounted.
final class CreditReport {
    struct Figure {
        let value: Double
        let error: Double
    }

    let run: SimulationRun
    let trace: ModelTrace
    let unit: Int32
    /// Years' last steps, and by year, cumulative.
    let ends: [Int]
    private(set) var probability: [Figure] = []
    private(set) var expectedLoss: [Figure] = []
    /// Lost per exposure at default; nil without any default.
    private(set) var lossGivenDefault: Figure?
    private(set) var exposureAtDefault: Figure?
    /// Per year; nil without any exposure.
    private(set) var spread: Figure?
    let hasRecovery: Bool

    init(_ run: SimulationRun, _ model: ModelRun, default event: String, exposure: String, recovery: String?) throws {
        self.run = run
        trace = model.trace
        let fields = CreditFields(trace)
        let flag = try fields.truth(event, "default")
        let amount = try fields.number(exposure, "exposure")
        unit = amount.unit
        hasRecovery = recovery != nil
        ends = trace.yearEnds
        var extended = model.model
        let nodes = CreditNodes(trace, flag, amount.field, &extended)
        let recovered = try recovery.map { try fields.recovered($0, of: amount, atDefault: nodes.exposureAtDefault) }
        let asked = nodes.outputs(recovered: recovered, ends: ends)
        let plan = try run.plan(extended, asking: asked)
        let moments = try run.running(plan, model) { plan, progress, isCancelled throws(SimulationError) in
            try plan.moments(progress: progress, isCancelled: isCancelled)
        }
        read(moments)
    }

    private func read(_ moments: [Moments]) {
        let n = Double(run.result.trials)
        let years = ends.count
        for k in 0..<years {
            let count = (moments[k].mean * n).rounded()
            let p = (count + 0.5) / (n + 1)
            probability.append(Figure(value: count / n, error: (p * (1 - p) / n).squareRoot()))
            expectedLoss.append(mean(moments[years + k]))
        }
        let (loss, atDefault, exposureYears) = (moments[2 * years], moments[2 * years + 1], moments[2 * years + 2])
        lossGivenDefault = ratio(loss, atDefault, moments[2 * years + 3])
        spread = ratio(loss, exposureYears, moments[2 * years + 4])
        if let last = probability.last, last.value > 0 {
            // Of the paths that default: a mean over all paths, divided by their share.
            let conditional = ratio(atDefault, moments[years - 1], moments[2 * years + 5])
            exposureAtDefault = conditional
        }
    }

    private func mean(_ m: Moments) -> Figure { Figure(value: m.mean, error: (m.variance / Double(m.count)).squareRoot()) }

    /// The ratio of two means and its error to first order: Var(a/b) ≈ (V(a) - 2 r C + r² V(b))/(n b²), with the covariance C
    /// from the variance of the sum.
    private func ratio(_ a: Moments, _ b: Moments, _ sum: Moments) -> Figure? {
        guard b.mean != 0 else { return nil }
        let r = a.mean / b.mean
        let covariance = (sum.variance - a.variance - b.variance) / 2
        let terms = [a.variance, 2 * r * covariance, r * r * b.variance]
        // What is left where one mean is a multiple of the other, path by path, is rounding.
        let difference = terms[0] - terms[1] + terms[2]
        let variance = difference > 1e-12 * terms.map(abs).reduce(0, +) ? difference : 0
        return Figure(value: r, error: (variance / Double(a.count)).squareRoot() / abs(b.mean))
    }
}

/// What is added to a model to follow a lender's figures.
private struct CreditNodes {
    let graph: Graph
    /// The step of the default, 0: none, and the exposure at its end (states).
    let step: Graph.Node
    let exposureAtDefault: Graph.Node
    /// The sum of exposure times years (a state).
    let exposureYears: Graph.Node

    init(_ trace: ModelTrace, _ flag: StateField, _ exposure: StateField, _ model: inout TimeModel) {
        graph = trace.graph
        let graph = self.graph
        step = graph.makeState(.number)
        exposureAtDefault = graph.makeState(.number)
        exposureYears = graph.makeState(.number)
        let zero = graph.constant(0.0)
        let isSound = graph.apply(.equal, step, zero)
        let now = graph.apply(.and, flag.next, isSound)
        let years = trace.column { trace.declaration.years(Double($0)) - trace.declaration.years(Double($0 - 1)) }
        let bears = graph.apply(.and, isSound, graph.apply(.not, flag.leaf))
        let borne = graph.select(bears, graph.apply(.multiply, exposure.leaf, years), zero)
        model.states += [
            TimeModel.State("default", leaf: step, initial: zero, next: graph.select(now, trace.index, step), isChecked: false),
            TimeModel.State(
                "exposure at default", leaf: exposureAtDefault, initial: zero,
                next: graph.select(now, exposure.next, exposureAtDefault), isChecked: false),
            TimeModel.State(
                "exposure", leaf: exposureYears, initial: zero, next: graph.apply(.add, exposureYears, borne), isChecked: false),
        ]
    }

    /// By year: defaulted, lost; then loss, exposure at default, exposure years, and sums for covariances.
    func outputs(recovered: Graph.Node?, ends: [Int]) -> [Simulation.Output] {
        let zero = graph.constant(0.0)
        let defaulted = graph.apply(.less, zero, step)
        let lost = recovered.map { graph.apply(.subtract, exposureAtDefault, $0) } ?? exposureAtDefault
        let loss = graph.select(defaulted, lost, zero)
        let within = ends.map {
            graph.apply(.and, defaulted, graph.apply(.lessEqual, step, graph.constant(Double($0))))
        }
        let share = graph.select(defaulted, graph.constant(1.0), zero)
        let nodes = within + within.map { graph.select($0, loss, zero) } + [
            loss, exposureAtDefault, exposureYears, graph.apply(.add, loss, exposureAtDefault),
            graph.apply(.add, loss, exposureYears), graph.apply(.add, exposureAtDefault, share),
        ]
        return nodes.enumerated().map { Simulation.Output("credit \($0.offset)", $0.element) }
    }
}

/// The fields that `credit` names.
private struct CreditFields {
    let trace: ModelTrace

    init(_ trace: ModelTrace) { self.trace = trace }

    func truth(_ name: String, _ role: String) throws -> StateField {
        let field = try self.field(name, role) { if case .boolean = $0.kind { true } else { false } }
        guard case .boolean = field.kind else { throw wrong(name, role, "an amount, not a truth value") }
        return field
    }

    func number(_ name: String, _ role: String) throws -> (field: StateField, unit: Int32) {
        let field = try self.field(name, role) { if case .number = $0.kind { true } else { false } }
        guard case .number(let unit, _) = field.kind else { throw wrong(name, role, "a truth value, not an amount") }
        return (field, unit)
    }

    /// What has been recovered at the end of the path: an amount, or a share of the exposure at default.
    func recovered(_ name: String, of exposure: (field: StateField, unit: Int32), atDefault: Graph.Node) throws -> Graph.Node {
        let (field, unit) = try number(name, "recovery")
        let session = trace.session
        if unit == exposure.unit { return field.leaf }
        if unit == UnitTable.none { return trace.graph.apply(.multiply, field.leaf, atDefault) }
        do {
            return session.node(try session.converted(Operand(field.leaf, unit: unit), to: session.units[exposure.unit]))
        } catch {
            throw Diagnostic(
                .wrongDimension, "credit: `\(name)` is \(session.kindName(unit)), and `\(exposure.field.path)` is \(session.kindName(exposure.unit))",
                remedy: "recovery is an amount like the exposure, or a plain share of it from 0 to 1")
        }
    }

    private func field(_ name: String, _ role: String, _ fits: (StateField) -> Bool) throws -> StateField {
        if let field = trace.fields.first(where: { $0.path == name }) { return field }
        let names = trace.fields.filter(fits).map(\.path)
        throw Diagnostic(
            .unknownField, "credit: \(role) names no field of the state: \"\(name)\"",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean \"\($0)\"? " } ?? "")
                + (names.isEmpty ? "declare it in `state`" : "it could be \(names.joined(separator: ", "))"))
    }

    private func wrong(_ name: String, _ role: String, _ what: String) -> Diagnostic {
        Diagnostic(
            .wrongType, "credit: \(role) = \"\(name)\" is \(what)",
            remedy: "default is a truth value of the state, exposure and recovery are amounts")
    }
}
