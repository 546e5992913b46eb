public import Diagnostics
public import Engine
import Quantities

/// One simulation that a script has run: its result and what the outputs were.
public final class SimulationRun {
    public struct Output: Sendable {
        public let name: String
        /// The number of its unit in the session's table.
        let unit: Int32
        public let isCondition: Bool
    }

    public let result: SimulationResult
    public let outputs: [Output]
    /// What the script calls the event that the statistics are conditional on; nil: they are about all paths.
    public let event: String?
    /// Where `simulate` was called.
    public let location: SourceLocation?
    /// The model through time that was run, nil for `simulate`.
    var model: ModelRun?
    /// What is to be known about how it came about.
    var remark: String?
    /// Whoever holds a run through the session's machine is outlived by the session.
    unowned let session: Session

    init(result: SimulationResult, outputs: [Output], event: String? = nil, location: SourceLocation?, session: Session) {
        self.result = result
        self.event = event
        self.outputs = outputs
        self.location = location
        self.session = session
    }

    func output(_ name: String) -> OutputView? {
        outputs.first { $0.name == name }.map { OutputView(run: self, output: $0) }
    }
}

/// One output of a run: what `r.income` is.
class OutputView {
    let run: SimulationRun
    let output: SimulationRun.Output

    init(run: SimulationRun, output: SimulationRun.Output) {
        self.run = run
        self.output = output
    }

    var estimate: Estimate {
        guard let estimate = run.result[output.name] else { preconditionFailure("every output has an estimate") }
        return estimate
    }

    /// The estimate, or the error that says that it is about no path at all.
    func known() throws -> Estimate {
        let estimate = self.estimate
        guard estimate.isEmpty else { return estimate }
        throw Diagnostic(
            .noPaths, "`\(output.name)` has no statistics: none of \(run.result.trials) paths meets `\(run.event ?? "its condition")`",
            remedy: "draw more paths, or ask `.n` first, which is 0 here")
    }

    /// A statistic in the output's unit.
    func amount(_ number: Double) -> Operand { Operand(number, unit: output.unit) }

    /// A statistic that is a distance between values: for temperatures a difference.
    func difference(_ number: Double) -> Operand {
        let session = run.session
        return Operand(number, unit: session.isTemperaturePoint(output.unit) ? session.units.number(of: .kelvin) : output.unit)
    }
}
