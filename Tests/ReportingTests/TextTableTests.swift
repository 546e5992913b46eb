import Reporting
import Testing

@Suite("Tables")
struct TextTableTests {
    private func sample() -> TextTable {
        var table = TextTable([
            .init("chip", .left, mayBeCut: true), .init("fp8", .decimal), .init("power", .right),
            .init("source", .left, mayBeCut: true),
        ])
        table.append(["trainium3", "2.517 PFLOP/s", "1 kW", "Neuron docs 日本語"])
        table.append(["tpu", "14.6 PFLOP/s", "—", "a\tb\nc\u{1B}[31m"])
        table.append(["x", "—", "12.5 W", "é"])
        return table
    }

    @Test("columns align, wide letters count twice, control characters are shown")
    func alignment() {
        #expect(
            sample().text() == """
                chip                  fp8   power  source
                ──────────────────────────────────────────────────────
                trainium3   2.517 PFLOP/s    1 kW  Neuron docs 日本語
                tpu        14.6   PFLOP/s       —  a b\\u{A}c\\u{1B}[31m
                x                       —  12.5 W  é

                """)
    }

    @Test("a narrow table cuts words, never numbers")
    func cutting() {
        let lines = sample().text(width: 45).split(separator: "\n")
        #expect(lines[2] == "trainium3   2.517 PFLOP/s    1 kW  Neuron do…")
        #expect(lines.allSatisfy { $0.count <= 45 })
    }

    @Test("columns that do not fit go on below, the first repeated")
    func blocks() {
        var table = TextTable([.init("name"), .init("one", .decimal), .init("two", .decimal), .init("three", .decimal)])
        table.append(["a", "1.5", "2.25", "3"])
        #expect(
            table.text(width: 16) == """
                name  one   two
                ───────────────
                a     1.5  2.25

                name  three
                ───────────
                a         3

                """)
    }

    @Test("values and errors align on both points, exponents and units follow")
    func errors() {
        var table = TextTable([.init("", .decimal)])
        for cell in ["152.34 ± 0.05", "-0.1234 ± 0.0012", "5", "2.50e-8 ± 0.03e-8", "n/a", "1 ± ?", "<0.1 %"] {
            table.append([cell])
        }
        #expect(
            table.text() == """
                152.34    ± 0.05
                 -0.1234  ± 0.0012
                  5
                  2.50e-8 ± 0.03e-8
                                n/a
                  1       ± ?
                             <0.1 %

                """)
    }

    @Test("colour adds escape sequences and nothing else")
    func color() {
        let colored = sample().text(style: .colored)
        var plain = colored
        for code in ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"] {
            plain = plain.split(separator: code, omittingEmptySubsequences: false).joined()
        }
        #expect(colored != plain)
        #expect(plain == sample().text())
    }
}
