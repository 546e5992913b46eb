import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// Which changed parameter explains how much of a difference: what `cmp:bridge(...)` gives back.
final class Bridge {
    struct Contribution {
        let change: Comparison.Change
        /// In the unit of the output.
        let mean: Double
        let error: Double
    }

    let output: String
    let isCondition: Bool
    let contributions: [Contribution]
    /// The figure of the output in both scenarios.
    let from: ScenarioOutput
    let to: ScenarioOutput
    let names: (from: String, to: String)
    let differenceError: Double
    /// Whether all orders were averaged (Shapley), or the declared one taken.
    let isShapley: Bool

    init(
        output: String, isCondition: Bool, contributions: [Contribution], from: ScenarioOutput, to: ScenarioOutput,
        names: (from: String, to: String), differenceError: Double, isShapley: Bool
    ) {
        self.output = output
        self.isCondition = isCondition
        self.contributions = contributions
        self.from = from
        self.to = to
        self.names = names
        self.differenceError = differenceError
        self.isShapley = isShapley
    }

    /// Up to so many changes, all their subsets are run.
    static let mostForShapley = 6

    /// The contributions added in their order.
    var difference: Double { contributions.reduce(0) { $0 + $1.mean } }
    var session: Session { from.run.session }

    /// A change in the unit of the output.
    func amount(_ number: Double) -> LuaValue { session.lua(from.distance(number)) }

    func entry(_ contribution: Contribution) -> LuaValue {
        let total = difference
        return .table(
            TableSnapshot(fields: [
                ("from", contribution.change.from), ("mean", amount(contribution.mean)),
                ("name", .string(contribution.change.name)), ("se", amount(contribution.error)),
                ("share", total == 0 ? .nil : .number(contribution.mean / total)), ("to", contribution.change.to),
            ]))
    }

    /// `b.capex`, `b[1]`
    func member(_ key: LuaValue) throws -> LuaValue {
        if case .integer(let n) = key {
            return n >= 1 && n <= Int64(contributions.count) ? entry(contributions[Int(n) - 1]) : .nil
        }
        let name = session.keyText(key)
        if let found = contributions.first(where: { $0.change.name == name }) { return entry(found) }
        let names = contributions.map(\.change.name)
        throw Diagnostic(
            .unknownField, "`\(name)` is no parameter that was changed",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + "changed were \(names.joined(separator: ", "))")
    }

    var text: String {
        let unit = from.referenceUnit
        func figure(_ name: String, _ view: ScenarioOutput) -> Waterfall.Step {
            let factor = session.factor(from: view.output.unit, to: unit)
            return .init(name, view.estimate.mean * factor, error: view.estimate.standardError * factor)
        }
        let chart = Waterfall(
            title: "\(output) from \(names.from) to \(names.to)", isCondition: isCondition, unit: session.units[unit],
            first: figure(names.from, from),
            steps: contributions.map { .init($0.change.name, $0.mean, error: $0.error, remark: $0.change.values) },
            last: figure(names.to, to))
        let how =
            isShapley
            ? "each change averaged over all orders (Shapley), on the same dice"
            : "more than \(Self.mostForShapley) changes: one after the other in their declared order, on which the shares depend"
        return chart.text() + how + "\n"
    }
}

extension Comparison {
    /// A parameter that differs between two scenarios.
    struct Change {
        let name: String
        let from: LuaValue
        let to: LuaValue
        /// `1 → 0.6`
        let values: String

        var text: String { "\(name) \(values)" }
    }

    /// What was changed from one scenario to another, in the declared order.
    func changes(from: Int, to: Int) -> [Change] {
        let (old, new) = (scenarios[from].declaration.parameters, scenarios[to].declaration.parameters)
        return old.compactMap { parameter in
            guard let other = new.first(where: { $0.name == parameter.name }), !session.isSame(parameter.value, other.value)
            else { return nil }
            return Change(
                name: parameter.name, from: parameter.value, to: other.value,
                values: "\(session.shortText(parameter.value)) → \(session.shortText(other.value))")
        }
    }

    func bridge(from: String, to: String, output: String) throws -> Bridge {
        let (start, end) = (try scenario(from), try scenario(to))
        let shared = try shared(output)
        let (first, last) = (scenarios[start].declaration, scenarios[end].declaration)
        guard first.run === last.run, first.name == last.name else {
            throw Diagnostic(
                .wrongType, "bridge: `\(from)` and `\(to)` are two models, not one with other parameters",
                remedy: "derive one from the other: `m:with { ... }`")
        }
        let changes = self.changes(from: start, to: end)
        guard !changes.isEmpty else {
            throw Diagnostic(
                .outOfRange, "bridge: `\(from)` and `\(to)` have the same parameters", remedy: "name two scenarios that differ")
        }
        let isShapley = changes.count <= Bridge.mostForShapley
        // Which changes are made, as bits, in every plan to be run.
        let subsets = isShapley ? Array(0..<1 << changes.count) : (0...changes.count).map { (1 << $0) - 1 }
        let target = ScenarioTarget(statistic: .mean, name: output, isProbability: false)
        var runs: [ModelRun] = []
        var simulations: [Simulation] = []
        for subset in subsets {
            let changed = changes.indices.filter { subset >> $0 & 1 == 1 }.map { (changes[$0].name, changes[$0].to) }
            let note = changed.isEmpty ? "in scenario `\(from)`" : "with \(changed.map(\.0).joined(separator: ", ")) of `\(to)`"
            let run = try session.within(note) {
                try session.prepared(try first.with(TableSnapshot(fields: changed)), outputs: outputs)
            }
            let (description, node) = try target.node(in: run)
            runs.append(run)
            simulations.append(
                try Simulation(
                    session.graph, model: run.model, outputs: [(description.name, node)],
                    options: scenarios[0].run.result.simulation.options))
        }
        let weights = isShapley ? Self.shapleyWeights(changes.count) : nil
        let units = try runs.map { try target.node(in: $0).description.unit }
        let unit = shared.outputs[reference].unit
        var combinations = changes.indices.map { change in
            PairedSimulation.Combination(
                changes[change].name,
                Self.terms(change, subsets, weights).map { index, weight in
                    .init(simulation: index, output: 0, weight: weight * session.factor(from: units[index], to: unit))
                }, isOfConditions: shared.isCondition)
        }
        combinations.append(
            PairedSimulation.Combination(
                output,
                [
                    .init(simulation: subsets.count - 1, output: 0, weight: session.factor(from: units[subsets.count - 1], to: unit)),
                    .init(simulation: 0, output: 0, weight: -session.factor(from: units[0], to: unit)),
                ], isOfConditions: shared.isCondition))
        let result = try session.pairedResult(
            PairedSimulation(simulations, combinations: combinations), runs,
            subsets.map { $0 == 0 ? from : "\(from) with changes of \(to)" }, withResults: false)
        func view(_ number: Int) throws -> ScenarioOutput { try ScenarioView(comparison: self, number: number).output(output) }
        return Bridge(
            output: output, isCondition: shared.isCondition,
            contributions: zip(changes, result.combinations).map {
                Bridge.Contribution(change: $0, mean: $1.mean, error: $1.standardError)
            }, from: try view(start), to: try view(end), names: (from, to),
            differenceError: result.combinations[changes.count].standardError, isShapley: isShapley)
    }

    /// How much each plan counts for one change: its gain over every subset of the others, weighted by |S|!·(n - |S| - 1)!/n!
    /// (Shapley 1953, "A value for n-person games", formula 13), or its gain over those before it.
    private static func terms(_ change: Int, _ subsets: [Int], _ weights: [Double]?) -> [(index: Int, weight: Double)] {
        guard let weights else { return [(change + 1, 1), (change, -1)] }
        return subsets.filter { $0 >> change & 1 == 0 }.flatMap { subset in
            [(subset | 1 << change, weights[subset.nonzeroBitCount]), (subset, -weights[subset.nonzeroBitCount])]
        }
    }

    /// |S|!·(n - |S| - 1)!/n! by |S|.
    static func shapleyWeights(_ n: Int) -> [Double] {
        func factorial(_ k: Int) -> Double { (1...max(1, k)).reduce(1.0) { $0 * Double($1) } }
        return (0..<n).map { factorial($0) * factorial(n - $0 - 1) / factorial(n) }
    }
}

extension ObjectType {
    static let bridge = ObjectType(
        "bridge",
        "Which changed parameter explains how much of a difference; `print` draws it, `b.capex.mean` and `b[1].se` are figures.",
        fields: [
            Field("difference", annotation: "number|headroom.quantity", "All contributions together.") { value, s in
                let bridge = try s.object(value, Bridge.self)
                return bridge.amount(bridge.difference)
            },
            Field("difference_se", annotation: "number|headroom.quantity", "The standard error of the whole difference.") { value, s in
                let bridge = try s.object(value, Bridge.self)
                return bridge.amount(bridge.differenceError)
            },
            Field("count", annotation: "integer", "How many parameters were changed.") { value, s in
                .integer(Int64(try s.object(value, Bridge.self).contributions.count))
            },
            Field("method", annotation: "\"shapley\"|\"sequential\"", "How the difference was divided.") { value, s in
                .string(try s.object(value, Bridge.self).isShapley ? "shapley" : "sequential")
            },
        ])
}

extension Function {
    static let bridge = Function.declare(
        "bridge", "Divides the difference of an output between two scenarios among the changed parameters."
    ) { f in
        let from = f.parameter("from", .string, "The scenario to begin with.")
        let to = f.parameter("to", .string, "The scenario to end with.")
        let output = f.parameter("output", .string, "The output's name.")
        f.returns(annotation: "headroom.bridge", "`print` draws it; each entry has name, from, to, mean, se and share.")
        f.details(
            "Up to six changed parameters: the model is run with every subset of the changes, on the same dice, and each parameter is "
                + "given its gain averaged over all orders (Shapley 1953). With more, the changes are made one after the other in the order of "
                + "the parameters. Contributions add up to the difference, and their errors are those of the paired values.")
        return { a, i in
            let comparison = try i.session.object(i.receiver, Comparison.self)
            let bridge = try comparison.bridge(from: a[from], to: a[to], output: a[output])
            return [i.session.vm.makeObject(bridge, type: i.session.types.bridge)]
        }
    }
}
