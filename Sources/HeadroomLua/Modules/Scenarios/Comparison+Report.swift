import Engine
import Quantities
import Reporting

extension Comparison {
    /// Every shared output in every scenario, the reference first.
    var text: String {
        let order = [reference] + scenarios.indices.filter { $0 != reference }
        let outputs = shared.map { shared in
            let unit = shared.outputs[reference].unit
            return ComparisonReport.Output(
                shared.name, isCondition: shared.isCondition, unit: session.units[unit],
                rows: order.map { number in
                    let view = OutputView(run: scenarios[number].run, output: shared.outputs[number])
                    let factor = session.factor(from: view.output.unit, to: unit)
                    return ComparisonReport.Row(
                        scenarios[number].name, mean: view.estimate.mean * factor, error: view.estimate.standardError * factor,
                        difference: shared.differences[number]?.mean, differenceError: shared.differences[number]?.standardError)
                })
        }
        var notes = ["reference: \(scenarios[reference].name) (\(referenceReason))"]
        let first = scenarios[reference].declaration
        for scenario in scenarios where scenario.declaration.name != first.name {
            notes.append(
                "\(scenario.name) is another model than \(scenarios[reference].name): what is drawn inside of steps is not shared")
        }
        notes += partial
        return ComparisonReport(
            reference: scenarios[reference].name, outputs: outputs, trials: trials, seed: seed, notes: notes
        ).text()
    }
}

extension ScenarioView {
    /// The outputs of this scenario alone, with what was changed.
    var text: String {
        let changes = comparison.changes(from: comparison.reference, to: number)
        let head = "scenario \(scenario.name)" + (changes.isEmpty ? "" : ": " + changes.map(\.text).joined(separator: ", "))
        return head + "\n" + scenario.run.report.text()
    }
}

extension ScenarioOutput {
    var summary: String {
        guard let paired else { return text }
        let shown = distance(1)
        let unit = run.session.units[shown.unit]
        let display = DisplayUnit(unit, for: [paired.mean])
        let scale = output.isCondition ? 100 : display(1)
        let words = NumberText.text(paired.mean * scale, error: paired.standardError * scale)
        let name = output.isCondition ? "%" : display.name
        return text + "difference to the reference: \(words)\(name.isEmpty ? "" : " \(name)")\n"
    }
}
