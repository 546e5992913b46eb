import CSQLite
import DataFiles
import Foundation
import Quantities
import Reporting
import Testing

@Suite struct DatabaseTests {
    private func report() throws -> SimulationReport {
        SimulationReport(
            outputs: [
                .init(
                    name: "in\"come", unit: try Unit(parsing: "MUSD"), count: 3, mean: 2, standardError: 0.5,
                    standardDeviation: 1, minimum: 1, maximum: 3, quantiles: [.init(0.5, 2, error: 0.1)],
                    histogram: .init(edges: [1, 2, 3], counts: [1, 2])),
                .init(
                    name: "low", kind: .boolean, count: 3, mean: 1.0 / 3, standardError: 0.2, standardDeviation: .nan,
                    minimum: 0, maximum: 1),
            ], trials: 3, seed: .max, notes: ["a note"])
    }

    private func rows(_ sql: String, _ path: String) -> [[String]] {
        var database: OpaquePointer?
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else { return [] }
        defer { sqlite3_close(database) }
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else { return [] }
        defer { sqlite3_finalize(statement) }
        var found: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            found.append((0..<sqlite3_column_count(statement)).map { column in
                sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "NULL"
            })
        }
        return found
    }

    @Test func everyTableCanBeReadBack() throws {
        let path = NSTemporaryDirectory() + "headroom-database-\(ProcessInfo.processInfo.processIdentifier).sqlite"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let samples = SampleTable([
            .init(name: "in\"come", unit: try Unit(parsing: "MUSD"), values: [1, 2, 3]), .init(name: "low", values: [1, 0, 0]),
        ])
        try report().writeDatabase(to: path, samples: samples)
        #expect(rows("SELECT value FROM run WHERE key IN ('trials', 'seed', 'notes') ORDER BY key", path).flatMap { $0 }
            == ["a note", "18446744073709551615", "3"])
        #expect(rows("SELECT name, unit, kind, n, mean, sd FROM outputs ORDER BY kind", path)
            == [["in\"come", "MUSD", "amount", "3", "2.0", "1.0"], ["low", "", "condition", "3", "0.333333333333333", "NULL"]])
        #expect(rows("SELECT * FROM quantiles", path) == [["in\"come", "0.5", "2.0", "0.1"]])
        #expect(rows("SELECT low, high, count FROM histogram", path) == [["1.0", "2.0", "1.0"], ["2.0", "3.0", "2.0"]])
        #expect(rows("SELECT * FROM samples WHERE low = 0", path) == [["1", "2.0", "0.0"], ["2", "3.0", "0.0"]])
    }

    @Test func aFileThatCannotBeWrittenLeavesNothing() throws {
        let folder = NSTemporaryDirectory() + "headroom-no-such-folder"
        #expect(throws: ReportingError.self) {
            try report().writeDatabase(to: folder + "/run.sqlite", samples: SampleTable([.init(name: "x", values: [1])]))
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
