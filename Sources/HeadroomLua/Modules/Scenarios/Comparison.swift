import Diagnostics
import Engine
import LuaVM
import Quantities

/// Scenarios that have been run over the same dice: what `compare` gives back.
final class Comparison {
    struct Scenario {
        let name: String
        let declaration: ModelDeclaration
        let run: SimulationRun
    }

    /// An output that all scenarios have.
    struct Shared {
        let name: String
        /// In each scenario; a field of the state goes by another name than the script's.
        let outputs: [SimulationRun.Output]
        /// To the reference, in the reference's unit; nil for the reference itself.
        let differences: [PairedEstimate?]

        var isCondition: Bool { outputs[0].isCondition }
    }

    let scenarios: [Scenario]
    /// The number of the scenario that others are compared with, and why it is that one.
    let reference: Int
    let referenceReason: String
    let shared: [Shared]
    /// Outputs that only some scenarios have, in words.
    let partial: [String]
    /// What was asked besides the outputs of finish.
    let outputs: TableSnapshot
    unowned let session: Session

    init(
        scenarios: [Scenario], reference: Int, referenceReason: String, shared: [Shared], partial: [String],
        outputs: TableSnapshot, session: Session
    ) {
        self.scenarios = scenarios
        self.reference = reference
        self.referenceReason = referenceReason
        self.shared = shared
        self.partial = partial
        self.outputs = outputs
        self.session = session
    }

    var trials: Int { scenarios[0].run.result.trials }
    var seed: UInt64 { scenarios[0].run.result.seed }

    func scenario(_ name: String) throws -> Int {
        if let number = scenarios.firstIndex(where: { $0.name == name }) { return number }
        let names = scenarios.map(\.name)
        throw Diagnostic(
            .unknownField, "this comparison has no scenario `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + "its scenarios are \(names.joined(separator: ", "))")
    }

    func shared(_ name: String) throws -> Shared {
        if let found = shared.first(where: { $0.name == name }) { return found }
        let names = shared.map(\.name)
        throw Diagnostic(
            .unknownField, "the scenarios share no output `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + "they share \(names.joined(separator: ", "))")
    }
}

/// `cmp.winter`
final class ScenarioView {
    let comparison: Comparison
    let number: Int

    init(comparison: Comparison, number: Int) {
        self.comparison = comparison
        self.number = number
    }

    var scenario: Comparison.Scenario { comparison.scenarios[number] }

    func output(_ name: String) throws -> ScenarioOutput {
        let shared = try comparison.shared(name)
        return ScenarioOutput(
            run: scenario.run, output: shared.outputs[number], paired: shared.differences[number],
            referenceUnit: shared.outputs[comparison.reference].unit)
    }
}

/// `cmp.winter.npv`: the output in that scenario, and its paired difference to the reference.
final class ScenarioOutput: OutputView {
    /// nil: this is the reference.
    let paired: PairedEstimate?
    let referenceUnit: Int32

    init(run: SimulationRun, output: SimulationRun.Output, paired: PairedEstimate?, referenceUnit: Int32) {
        self.paired = paired
        self.referenceUnit = referenceUnit
        super.init(run: run, output: output)
    }

    /// A distance between values, in the reference's unit.
    func distance(_ number: Double) -> Operand {
        let session = run.session
        let unit = session.isTemperaturePoint(referenceUnit) ? session.units.number(of: .kelvin) : referenceUnit
        return Operand(number, unit: unit)
    }
}

extension ObjectType {
    static let comparison = ObjectType(
        "comparison", "Scenarios run over the same dice: `print(cmp)` shows them side by side, `cmp.winter.npv.difference` is a figure of one.",
        fields: [
            Field("trials", annotation: "integer", "How many paths were drawn.") { value, s in
                .integer(Int64(try s.object(value, Comparison.self).trials))
            },
            Field("seed", annotation: "integer", "The seed of the draws.") { value, s in
                .integer(Int64(bitPattern: try s.object(value, Comparison.self).seed))
            },
            Field("reference", annotation: "string", "The scenario that the others are compared with.") { value, s in
                let comparison = try s.object(value, Comparison.self)
                return .string(comparison.scenarios[comparison.reference].name)
            },
        ],
        methods: [.bridge])

    static let scenario = ObjectType(
        "scenario", "One scenario of a comparison. Every output that all scenarios have is a field: `cmp.winter.npv`.",
        fields: [
            Field("result", annotation: "headroom.result", "What `m:simulate` gives for this scenario.") { value, s in
                s.vm.makeObject(try s.object(value, ScenarioView.self).scenario.run, type: s.types.result)
            },
            Field("model", annotation: "headroom.model", "The model of this scenario.") { value, s in
                s.vm.makeObject(try s.object(value, ScenarioView.self).scenario.declaration, type: s.types.model)
            },
        ])

    static let scenarioOutput = ObjectType(
        "scenario_output",
        "One output in one scenario: the figures of an output, and the paired difference to the reference.",
        fields: ObjectType.output.fields + [
            paired("difference", "The mean difference to the reference, path by path.") { $0.mean },
            paired("difference_se", "Its standard error, that of the paired values.") { $0.standardError },
            paired("difference_sd", "The standard deviation of the differences.") { $0.standardDeviation },
        ],
        methods: ObjectType.output.methods + [.differenceQuantile])

    private static func paired(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (PairedEstimate) -> Double
    ) -> Field {
        Field(name, annotation: "number|headroom.quantity", summary) { value, s in
            let output = try s.object(value, ScenarioOutput.self)
            return s.lua(output.distance(output.paired.map(read) ?? 0))
        }
    }
}

extension Function {
    static let differenceQuantile = Function.declare(
        "difference_quantile", "The value below which a share of the differences to the reference lies."
    ) { f in
        let p = f.parameter("p", .probability, "The share, such as 0.05.")
        f.returns(annotation: "number|headroom.quantity", "The quantile of the difference, path by path.")
        f.returns(annotation: "number|headroom.quantity", "Its standard error.")
        return { a, i in
            let output = try i.session.object(i.receiver, ScenarioOutput.self)
            let (value, error) = output.paired?.quantile(a[p]) ?? (0, 0)
            return [i.session.lua(output.distance(value)), i.session.lua(output.distance(error))]
        }
    }
}
