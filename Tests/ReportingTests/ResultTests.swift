import DataFiles
import Diagnostics
import Glibc
import Quantities
import Testing

@testable import Reporting

@Suite("Results")
struct ResultTests {
    private func sample() throws -> SimulationReport {
        SimulationReport(
            outputs: [
                .init(
                    name: "income", unit: try Unit(parsing: "USD/year"), count: 1_000_000, mean: 152.3412e6,
                    standardError: 0.04531e6, standardDeviation: 45.31e6, minimum: 12.5e6, maximum: 412e6,
                    quantiles: [
                        .init(0.05, 88.213e6, error: 0.12e6), .init(0.5, 147.02e6, error: 0.07e6),
                        .init(0.95, 233.14e6),
                    ],
                    histogram: .init(edges: [0, 100e6, 200e6], counts: [1, 3], above: 1)),
                .init(
                    name: "loses its capital", kind: .boolean, count: 1_000_000, mean: 0.05231, standardError: 0.00022,
                    standardDeviation: 0.22, minimum: 0, maximum: 1),
                .init(
                    name: "multiple", count: 1_000_000, mean: .nan, standardError: .nan, standardDeviation: .infinity,
                    minimum: -1, maximum: 3),
            ], trials: 1_000_000, seed: 42, seconds: 1.23, facts: ["engine": "0.1"])
    }

    @Test("the table shows one prefix a row, conditions in percent, and what isn't known as such")
    func table() throws {
        let text = try sample().text()
        #expect(
            text == """
                output                        mean  unit          sd    P5     P50     P95  distribution
                ────────────────────────────────────────────────────────────────────────────────────────
                income             152.34  ± 0.05   MUSD/year  45.31  88.2  147.02  233.14  ▃█
                loses its capital    5.231 ± 0.022  %
                multiple                       nan               inf
                1,000,000 trials, seed 42, 1.2 s

                """)
    }

    @Test("JSON keeps every digit and the model's unit, and knows no NaN")
    func json() throws {
        let json = try sample().json
        #expect(json["engine"] == "0.1")
        #expect(json["trials"] == 1_000_000)
        #expect(json["seconds"] == nil)
        #expect(json["outputs"]?[0]?["unit"] == "USD/year")
        #expect(json["outputs"]?[0]?["mean"] == .integer(152_341_200))
        #expect(json["outputs"]?[0]?["quantiles"]?[0] == ["p": 0.05, "value": 88_213_000, "error": 120_000])
        #expect(
            json["outputs"]?[0]?["histogram"] == [
                "edges": [0, 100_000_000, 200_000_000], "counts": [1, 3], "below": 0, "above": 1,
            ])
        #expect(
            json["outputs"]?[1] == [
                "name": "loses its capital", "n": 1_000_000, "probability": 0.05231, "probability_se": 0.00022,
            ])
        #expect(json["outputs"]?[2]?["sd"] == .some(.null))
    }

    @Test("CSV has a line a statistic")
    func csv() throws {
        let table = try CSV(parsing: sample().csv.text)
        #expect(table.row(0) == ["income", "", "n", "1000000", ""])
        #expect(table.row(1) == ["income", "USD/year", "mean", "152341200", "45310"])
        #expect(table.row(4) == ["income", "USD/year", "P5", "88213000", "120000"])
        #expect(
            (0..<table.rowCount).contains {
                table.row($0) == ["loses its capital", "", "probability", "0.05231", "0.00022"]
            })
    }

    @Test("samples as CSV and JSON")
    func samples() throws {
        let samples = SampleTable([
            .init(name: "income", unit: try Unit(parsing: "MUSD/year"), values: [1.5, 2]),
            .init(name: "bad", values: [0, .nan]),
        ])
        #expect(samples.csv.text == "income [MUSD/year],bad\n1.5,0\n2,nan\n")
        #expect(samples.json[0] == ["name": "income", "unit": "MUSD/year", "values": [1.5, 2]])
        #expect(samples.json[1]?["values"] == [0, nil])
    }

    @Test("the name decides the format; an unknown one is refused before anything is written")
    func formats() throws {
        let path = "/tmp/headroom-report-\(getpid())"
        defer { for end in [".csv", ".JSON"] { unlink(path + end) } }
        try sample().write(to: path + ".csv")
        try sample().write(to: path + ".JSON")
        #expect(try CSV.read(path + ".csv").header == ["output", "unit", "statistic", "value", "error"])
        #expect(try JSON.read(path + ".JSON") == sample().json)
        #expect(throws: ReportingError.unknownFormat(path: "a.xlsx")) { try sample().write(to: "a.xlsx") }
        let missing = try #require(throws: ReportingError.self) { try sample().write(to: "/no/such/a.csv") }
        #expect(missing.diagnostic.message == "can't write /no/such/a.csv: no such file or directory")
        #expect(access("a.xlsx", F_OK) != 0)
    }

    @Test(
        "labels of quantiles",
        arguments: [(0.05, "P5"), (0.5, "P50"), (0.999, "P99.9"), (0.0001, "P0.01"), (1, "P100")])
    func labels(probability: Double, label: String) {
        #expect(SimulationReport.label(probability) == label)
    }
}
