import Diagnostics
import Testing

@Suite struct RendererTests {
    private let script = """
        local site_power = 120 * MW
        local tariff = 42 * USD/MWh
        \tlocal cost = it_load + tariff
        local größe = "日本" + 1
        """

    private func rendered(_ diagnostic: Diagnostic, color: Bool = false) -> String {
        DiagnosticRenderer(color: color) { $0 == "deal.lua" ? script : nil }.text(diagnostic)
    }

    @Test func showsPlaceOperandsAndRemedy() {
        let diagnostic = Diagnostic(
            .unitMismatch, "can't add power and money per energy",
            at: SourceLocation(file: "deal.lua", line: 3, column: 23),
            operands: [
                .init(
                    name: "it_load", value: "120 MW", kind: "power", origin: SourceLocation(file: "deal.lua", line: 1)),
                .init(
                    name: "tariff", value: "42 USD/MWh", kind: "money per energy",
                    origin: SourceLocation(file: "prices.lua", line: 2)),
            ],
            remedy: "to get money per time, multiply: it_load * tariff")
        #expect(
            rendered(diagnostic) == """
                error[unit-mismatch]: can't add power and money per energy
                  --> deal.lua:3:23
                3  |     local cost = it_load + tariff
                   |                          ^
                   |     it_load = 120 MW       power              (set at line 1)
                   |     tariff  = 42 USD/MWh   money per energy   (set at prices.lua:2)
                   = to get money per time, multiply: it_load * tariff

                """)
    }

    @Test func needsOnlyCodeAndMessage() {
        #expect(
            rendered(Diagnostic(.runtime, "attempt to call a nil value")) == """
                error[runtime]: attempt to call a nil value

                """)
        #expect(
            Diagnostic(.runtime, "attempt to call a nil value").description
                == "error[runtime]: attempt to call a nil value")
    }

    @Test func doesWithoutSourceOrColumn() {
        let elsewhere = Diagnostic(
            .csv, "row has 3 fields, not 2", at: SourceLocation(file: "p.csv", line: 1044, column: 1), notes: ["a note"]
        )
        #expect(
            rendered(elsewhere) == """
                error[csv]: row has 3 fields, not 2
                    --> p.csv:1044:1
                     = note: a note

                """)
        let line = Diagnostic(.runtime, "oh", at: SourceLocation(file: "deal.lua", line: 2), severity: .warning)
        #expect(
            rendered(line) == """
                warning[runtime]: oh
                  --> deal.lua:2
                2  | local tariff = 42 * USD/MWh

                """)
        let beyond = Diagnostic(
            .syntax, "oh", at: SourceLocation(file: "deal.lua", line: 9, column: 1), severity: .note)
        #expect(rendered(beyond) == "note[syntax]: oh\n  --> deal.lua:9:1\n")
    }

    @Test func operandsWithoutNamesAlign() {
        let diagnostic = Diagnostic(
            .numberNeedsUnit, "m",
            operands: [.init(name: "load", value: "120 MW", kind: "power"), .init(value: "5", kind: "plain number")])
        #expect(
            rendered(diagnostic) == """
                error[number-needs-unit]: m
                   |     load = 120 MW   power
                   |            5        plain number

                """)
        let unnamed = Diagnostic(.outOfRange, "m", operands: [.init(value: "87")])
        #expect(rendered(unnamed) == "error[out-of-range]: m\n   |     87\n")
    }

    @Test func caretCountsColumnsNotBytes() {
        // "größe" has two letters of two bytes, the Japanese ones take two columns and three bytes each.
        let plus = 1 + "local größe = \"日本\" ".utf8.count
        let diagnostic = Diagnostic(.runtime, "m", at: SourceLocation(file: "deal.lua", line: 4, column: plus))
        #expect(
            rendered(diagnostic) == """
                error[runtime]: m
                  --> deal.lua:4:\(plus)
                4  | local größe = "日本" + 1
                   |                      ^

                """)
    }

    @Test func caretMayStandBehindTheLineButNotFurther() {
        let end = "local site_power = 120 * MW".utf8.count + 1
        func text(_ column: Int) -> String {
            rendered(Diagnostic(.syntax, "m", at: SourceLocation(file: "deal.lua", line: 1, column: column)))
        }
        #expect(text(end).contains("   |" + String(repeating: " ", count: end) + "^\n"))
        #expect(!text(end + 1).contains("^"))
        #expect(!text(0).contains("^"))
    }

    @Test func longLinesAreCutAroundTheCaret() throws {
        let line = String(repeating: "a", count: 300) + "+" + String(repeating: "b", count: 300)
        let renderer = DiagnosticRenderer(color: false) { _ in line }
        for (column, lead) in [(301, true), (1, false), (601, true)] {
            let text = renderer.text(Diagnostic(.runtime, "m", at: SourceLocation(file: "x", line: 1, column: column)))
            let lines = text.split(separator: "\n")
            try #require(lines.count == 4)
            #expect(lines[2].count <= 108)
            #expect(lines[2].contains("| …") == lead)
            let caret = try #require(lines[3].firstIndex(of: "^"))
            let offset = lines[3].distance(from: lines[3].startIndex, to: caret)
            let under = lines[2][lines[2].index(lines[2].startIndex, offsetBy: offset)]
            #expect(under == (column == 301 ? "+" : column == 1 ? "a" : "b"))
        }
    }

    @Test func controlCharactersCannotReachTheTerminal() {
        let renderer = DiagnosticRenderer(color: false) { _ in "x = \"\u{1B}[2J\u{202E}\"" }
        let text = renderer.text(
            Diagnostic(
                .runtime, "m\u{7}", at: SourceLocation(file: "a\u{1B}b", line: 1, column: 5),
                operands: [.init(name: "x\r", value: "\u{1B}]0;t", kind: "\u{9B}")], notes: ["\u{8}"],
                remedy: "a\nb"))
        #expect(
            text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x9B })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(text.contains("\\u{1B}[2J\\u{202E}"))
        #expect(text.hasSuffix("   = a\n     b\n"))
    }

    @Test func colorOnlyAdds() {
        let diagnostic = Diagnostic(
            .unitMismatch, "m", at: SourceLocation(file: "deal.lua", line: 1, column: 7),
            operands: [.init(name: "a", value: "1")], notes: ["n"], remedy: "r")
        let colored = rendered(diagnostic, color: true)
        #expect(colored.contains("\u{1B}[1;31merror[unit-mismatch]\u{1B}[0m"))
        var plain = ""
        var isEscape = false
        for character in colored {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape { plain.append(character) }
            if isEscape && character == "m" { isEscape = false }
        }
        #expect(plain == rendered(diagnostic))
    }

    @Test func severalAreSeparated() {
        let renderer = DiagnosticRenderer(color: false) { _ in nil }
        #expect(
            renderer.text([Diagnostic(.syntax, "a"), Diagnostic(.syntax, "b")])
                == "error[syntax]: a\n\nerror[syntax]: b\n")
        #expect(renderer.text([]) == "")
    }

    @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\n\rb\n\rc"])
    func linesEndAsInLua(text: String) {
        let renderer = DiagnosticRenderer(color: false) { _ in text }
        for (line, letter) in [(1, "a"), (2, "b"), (3, "c")] {
            let shown = renderer.text(Diagnostic(.syntax, "m", at: SourceLocation(file: "x", line: line, column: 1)))
            #expect(shown.contains("\(line)  | \(letter)\n   | ^\n"))
        }
    }
}
