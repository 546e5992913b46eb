internal import DataFiles
import Quantities

extension SimulationReport {
    /// Saves figures and samples as an SQLite database with the tables
    ///
    ///     run(key, value)                      trials, seed, notes, and every fact, such as the engine's version
    ///     outputs(name, unit, kind, n, mean, se, sd, minimum, maximum)      of a condition, mean is its probability
    ///     quantiles(output, p, value, error)
    ///     histogram(output, low, high, count)
    ///     samples(path, …)                     a column an output, in its unit; conditions are 1 and 0
    ///
    /// Figures that do not exist are NULL. The file appears whole or not at all.
    public func writeDatabase(to path: String, samples: SampleTable) throws(ReportingError) {
        let database = try DatabaseWriter()
        try database.execute(
            """
            CREATE TABLE run (key TEXT PRIMARY KEY, value);
            CREATE TABLE outputs (name TEXT PRIMARY KEY, unit TEXT, kind TEXT, n INTEGER, mean REAL, se REAL, sd REAL,
                minimum REAL, maximum REAL);
            CREATE TABLE quantiles (output TEXT REFERENCES outputs(name), p REAL, value REAL, error REAL);
            CREATE TABLE histogram (output TEXT REFERENCES outputs(name), low REAL, high REAL, count REAL);
            """)
        try database.insert(into: "run", columns: 2, runRows)
        try database.insert(into: "outputs", columns: 9, outputs.map(\.databaseRow))
        try database.insert(into: "quantiles", columns: 4, outputs.flatMap(\.quantileRows))
        try database.insert(into: "histogram", columns: 4, outputs.flatMap(\.histogramRows))
        let names = samples.columns.map { "\"\($0.name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\" REAL" }
        try database.execute("CREATE TABLE samples (path INTEGER PRIMARY KEY, \(names.joined(separator: ", ")))")
        let columns = samples.columns.map { column in
            column.values.map { Quantity($0, column.unit).spelled.magnitude }
        }
        let rows = (samples.columns.first?.values.indices ?? 0..<0).lazy.map { path in
            [.integer(Int64(path))] + columns.map { DatabaseWriter.Value.real($0[path]) }
        }
        try database.insert(into: "samples", columns: columns.count + 1, rows)
        try database.write(to: path)
    }

    private var runRows: [[DatabaseWriter.Value]] {
        var rows: [[DatabaseWriter.Value]] = [
            [.text("trials"), .integer(Int64(trials))],
            [.text("seed"), Int64(exactly: seed).map { .integer($0) } ?? .text(String(seed))],
        ]
        if let event {
            rows += [
                [.text("given"), .text(event.name)], [.text("given_n"), .integer(Int64(event.count))],
                [.text("given_probability"), .real(event.probability)],
            ]
        }
        if !notes.isEmpty { rows.append([.text("notes"), .text(notes.joined(separator: "\n"))]) }
        for fact in facts.members { rows.append([.text(fact.key), .text(fact.value.string ?? "\(fact.value)")]) }
        return rows
    }
}

extension SimulationReport.Output {
    private func figure(_ value: Double) -> DatabaseWriter.Value {
        .real(kind == .boolean ? value : Quantity(value, unit).spelled.magnitude)
    }

    fileprivate var databaseRow: [DatabaseWriter.Value] {
        [
            .text(name), .text(Quantity(1, unit).spelled.unit), .text(kind == .boolean ? "condition" : "amount"),
            .integer(Int64(count)), figure(mean), figure(standardError), figure(standardDeviation), figure(minimum),
            figure(maximum),
        ]
    }

    fileprivate var quantileRows: [[DatabaseWriter.Value]] {
        quantiles.map { [.text(name), .real($0.probability), figure($0.value), $0.error.map(figure) ?? .null] }
    }

    fileprivate var histogramRows: [[DatabaseWriter.Value]] {
        guard let histogram else { return [] }
        return histogram.counts.indices.map {
            [.text(name), figure(histogram.edges[$0]), figure(histogram.edges[$0 + 1]), .real(histogram.counts[$0])]
        }
    }
}
