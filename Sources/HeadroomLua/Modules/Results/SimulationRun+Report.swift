public import DataFiles
import Diagnostics
import Engine
import LuaVM
import Quantities
public import Reporting

extension SimulationRun {
    /// The figures of all outputs, for tables and files.
    public var report: SimulationReport {
        var facts = JSON.Object()
        facts["engine"] = .string(Version.text)
        facts["plan"] = .string(String(result.planHash, radix: 16))
        return SimulationReport(
            outputs: outputs.map { OutputView(run: self, output: $0).figures }, event: eventFigures, trials: result.trials, seed: result.seed,
            notes: notes, facts: facts)
    }

    private var eventFigures: SimulationReport.Event? {
        guard let event, let estimate = result[Simulation.event] else { return nil }
        return SimulationReport.Event(
            event, count: estimate.trueCount, probability: estimate.probability, standardError: estimate.probabilityError)
    }

    /// The figures as records and `--json` keep them.
    public var json: JSON { report.json }

    func require(_ name: String) throws {
        guard output(name) == nil else { return }
        let names = outputs.map(\.name)
        throw Diagnostic(
            .unknownField, "this result has no output `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + "its outputs are \(names.joined(separator: ", "))")
    }

    /// `{ "income", "cost", first = 1000 }`
    func sampleRequest(_ table: TableSnapshot) throws -> (names: [String], first: Int) {
        var names: [String] = []
        var first = 1000
        for (key, value) in table.entries {
            switch (key, value) {
            case (.integer, .string(let name)):
                try require(name)
                names.append(name)
            case (.string("first"), _): first = try Kind<Int>.integer(1...100_000_000, "a whole number of paths").decode(value, session)
            default:
                throw Diagnostic(
                    .unknownField, "samples: no option `\(session.keyText(key)) = \(session.shortText(value))`",
                    remedy: "write { \"\(outputs[0].name)\", first = 1000 }")
            }
        }
        return (names.isEmpty ? outputs.map(\.name) : names, min(first, result.trials))
    }

    /// Writes `.json` (every statistic) or `.csv` (the first paths).
    func save(to path: String, options: TableSnapshot?) throws {
        // Checking a script leaves no files.
        if session.isChecking { return }
        var first = 65536
        for (key, value) in options?.entries ?? [] {
            guard case .string("first") = key else {
                throw Diagnostic(
                    .unknownField, "save: no option `\(session.keyText(key))`", remedy: "write { first = 1000 }")
            }
            first = try Kind<Int>.integer(1...100_000_000, "a whole number of paths").decode(value, session)
        }
        let file = try session.writablePath(path)
        if path.lowercased().hasSuffix(".json") { return try report.write(to: file) }
        let columns = try result.samples(of: outputs.map(\.name), first: min(first, result.trials))
        let table = SampleTable(
            zip(outputs, columns).map { SampleTable.Column(name: $0.name, unit: session.units[$0.unit], values: $1) })
        guard path.lowercased().hasSuffix(".sqlite") else { return try table.write(to: file) }
        try report.writeDatabase(to: file, samples: table)
    }
}

extension OutputView {
    static let shownQuantiles = [0.05, 0.5, 0.95]

    /// The output's figures for tables and files.
    var figures: SimulationReport.Output {
        let e = estimate
        let spread = e.histogram(bins: 24)
        return SimulationReport.Output(
            name: output.name, kind: output.isCondition ? .boolean : .number, unit: run.session.units[output.unit],
            count: e.count, mean: output.isCondition ? e.probability : e.mean,
            standardError: output.isCondition ? e.probabilityError : e.standardError,
            standardDeviation: e.standardDeviation, minimum: e.minimum, maximum: e.maximum,
            quantiles: output.isCondition || e.isEmpty
                ? []
                : Self.shownQuantiles.map { p in
                    let (value, error) = e.quantile(p)
                    return SimulationReport.Quantile(p, value, error: error)
                },
            histogram: output.isCondition || e.isEmpty ? nil : spread.figures)
    }

    /// One path's value as a script sees it.
    func lua(_ value: Double, in session: Session) -> LuaValue {
        output.isCondition ? .boolean(value != 0) : session.lua(amount(value))
    }

    /// What `print(r.income)` shows: the row of the table and a histogram.
    var text: String {
        let figures = self.figures
        let report = SimulationReport(
            outputs: [figures], event: run.report.event, trials: run.result.trials, seed: run.result.seed, notes: run.notes)
        return report.text() + run.modelNotes.map { "\($0)\n" }.joined() + (figures.chart.map { "\n" + $0.text() } ?? "")
    }
}

extension Histogram {
    var figures: SimulationReport.Histogram { SimulationReport.Histogram(edges: edges, counts: counts.map(Double.init)) }
}

extension HistogramObject {
    var text: String {
        var figures = view.figures
        figures.histogram = histogram.figures
        return figures.chart?.text() ?? ""
    }
}

extension CorrelationObject {
    var text: String {
        guard let repair = report.repair else { return "correlation: the matrix is possible as it is\n" }
        return "correlation: no variables can have this matrix; the nearest possible one is used "
            + "(distance \(NumberFormat.g(repair.distance, digits: 3)), largest change of an entry "
            + "\(NumberFormat.g(repair.largestChange.size, digits: 3)))\n"
    }
}
