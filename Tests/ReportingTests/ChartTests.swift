import Testing

@testable import Reporting

@Suite("Charts")
struct ChartTests {
    @Test("a sparkline tells a thin tail from none")
    func sparkline() {
        #expect(Sparkline.text([0, 1, 50, 100, 25, .nan, -1]) == " ▁▅█▃  ")
        #expect(Sparkline.text([0, 0]) == "  ")
        #expect(Sparkline.text([]) == "")
    }

    @Test("a sparkline of many bins keeps every count and a smooth shape")
    func resampling() {
        #expect(Sparkline.text([Double](repeating: 1, count: 40), width: 24) == String(repeating: "█", count: 24))
        let rising = Sparkline.text((1...40).map(Double.init), width: 24)
        #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 }, "\(rising)")
        #expect(Sparkline.text([1, 2], width: 8) == "▅█")
    }

    @Test("a histogram")
    func histogram() {
        let histogram = TextHistogram(
            title: "npv", unit: "MUSD", edges: [-100, -50, 0, 50], counts: [10, 40, 20], below: 0, above: 0.01,
            marks: [.init("P5", at: -100), .init("P95", at: 50)])
        #expect(
            histogram.text(width: 50) == """
                npv, MUSD
                -100 –  -50  ██████                    14.3 %  P5
                 -50 –    0  ████████████████████████  57.1 %
                   0 –   50  ████████████              28.6 %  P95
                   above 50  ▏                         <0.1 %

                """)
    }

    @Test("edges get as many decimals as tell them apart, and small and large ones an exponent")
    func edges() {
        func labels(_ edges: [Double]) -> [String] {
            TextHistogram(title: "t", unit: "", edges: edges, counts: edges.dropLast().map { _ in 1 }).text(width: 60)
                .split(separator: "\n").dropFirst().map { line in
                    line.split(separator: "  ").first.map(String.init)!.trimmed
                }
        }
        #expect(labels([0.1, 0.125, 0.15]) == ["0.100 – 0.125", "0.125 – 0.150"])
        #expect(labels([0, 1.0 / 3, 2.0 / 3]) == ["0.00 – 0.33", "0.33 – 0.67"])
        #expect(labels([0, 2e9]) == ["0 – 2.0000e9"])
        #expect(labels([5, 5]) == ["5.000 – 5.000"])
    }

    @Test("a histogram without a value inside its edges is drawn all the same")
    func emptyHistogram() {
        let text = TextHistogram(title: "x", unit: "", edges: [0, 1], counts: [0], below: 3).text(width: 40)
        #expect(text.contains("below 0") && text.contains("100.0 %"))
        #expect(!TextHistogram(title: "x", unit: "", edges: [0, 1], counts: [0]).text().contains("nan"))
    }

    @Test("drivers as a tornado: strongest first, sign by side, ties by name")
    func drivers() {
        let chart = DriverChart(
            title: "drivers of npv", measure: "rank correlation",
            drivers: [
                .init("pue", -0.05, error: 0.004), .init("rent", 0.712, error: 0.0021),
                .init("delay", -0.4134, error: 0.0033),
                .init("b", 0.004, error: 0.004, remark: "unnamed"), .init("a", -0.004, error: 0.004),
                .init("gone", .nan),
            ], limit: 5)
        #expect(
            chart.text(width: 60) == """
                drivers of npv                     rank correlation
                rent             │███████████████  +0.7120 ± 0.0021
                delay      ██████│                 -0.4134 ± 0.0033
                pue             ▐│                 -0.050  ± 0.004
                a               ▐│                 -0.004  ± 0.004
                b                │▌                +0.004  ± 0.004   unnamed
                and 1 weaker

                """)
    }

    @Test("no drivers")
    func noDrivers() {
        #expect(
            DriverChart(title: "drivers of x", measure: "", drivers: []).text() == "drivers of x\nno uncertain input\n")
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
