import Quantities
import Reporting
import Testing

@Suite struct ScenarioChartTests {
    private var map: HeatMap {
        HeatMap(
            title: "npv", isCondition: false, unit: try! Unit(parsing: "MUSD"), rows: .init("capex", unit: "BUSD", labels: ["1", "1.5"]),
            columns: .init("delay", unit: "month", labels: ["0", "6", "12"]), values: [[153.2, 131, 108.9], [103.1, 80.7, 58.6]],
            errors: [[0.4, 0.4, 0.4], [0.5, 0.5, 0.5]])
    }

    @Test func aHeatMapShadesFromTheLowestToTheHighest() {
        #expect(
            map.text() == """
                npv, MUSD     delay, month
                capex, BUSD        0        6       12
                          1  █ 153.2  ▓ 131.0  ▒ 108.9
                        1.5  ▒ 103.1  ░  80.7     58.6
                   58.6 to 77.5  ░░ 77.5 to 96.4  ▒▒ 96.4 to 115.4  ▓▓ 115.4 to 134.3  ██ 134.3 to 153.2
                standard errors: 0.40 to 0.50

                """)
    }

    @Test func coloursOnlyAdd() {
        let coloured = map.text(style: .colored)
        #expect(coloured.contains("\u{1B}[48;5;"))
        #expect(TextStyle.withoutColours(coloured) == map.text())
        #expect(TextStyle.withoutColours("a\u{1B}[2Kb\u{1B}") == "a\u{1B}[2Kb\u{1B}")
    }

    @Test func aMapOfEqualValuesHasNoLegend() {
        let map = HeatMap(
            title: "p", isCondition: true, unit: .one, rows: .init("x", labels: ["1", "2"]), columns: nil, values: [[0.25], [0.25]],
            errors: [[0.01], [0.01]])
        #expect(map.text() == "p, %\nx\n1  ▒ 25\n2  ▒ 25\nstandard errors: 1.0\n")
    }

    @Test func aWaterfallFloatsFromOneFigureToTheOther() {
        let chart = Waterfall(
            title: "npv", isCondition: false, unit: try! Unit(parsing: "MUSD"), first: .init("base", 100, error: 0.4),
            steps: [.init("price", -60, error: 0.05, remark: "1 → 0.6"), .init("delay", 20, error: 0.03)], last: .init("winter", 60, error: 0.4))
        #expect(
            chart.text(width: 60) == """
                npv, MUSD
                base    ██████████████████████████  100.0   ± 0.4
                price             ▐███████████████  -60.00  ± 0.05   1 → 0.6
                delay             ▐████▌            +20.000 ± 0.030
                winter  ███████████████▌             60.0   ± 0.4

                """)
    }

    @Test func aComparisonShowsTheReferenceFirstAndConditionsInPercent() {
        let report = ComparisonReport(
            reference: "base",
            outputs: [
                .init(
                    "npv", isCondition: false, unit: try! Unit(parsing: "USD"),
                    rows: [
                        .init("base", mean: 150.3e6, error: 0.4e6),
                        .init("winter", mean: 91.1e6, error: 0.4e6, difference: -59.21e6, differenceError: 0.06e6),
                    ]),
                .init(
                    "lost", isCondition: true, unit: .one,
                    rows: [
                        .init("base", mean: 0.012, error: 0.001),
                        .init("winter", mean: 0.048, error: 0.002, difference: 0.036, differenceError: 0.001),
                    ]),
            ], trials: 1_000_000, seed: 7, notes: ["reference: base (by its name)"])
        let text = report.text()
        #expect(text.contains("MUSD") && text.contains("-59.21 ± 0.06") && text.contains("+3.60 ± 0.10"))
        #expect(text.hasSuffix("1,000,000 trials, seed 7, the same dice in every scenario\nreference: base (by its name)\n"))
    }
}
