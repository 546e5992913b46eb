import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    @Test func aKnownPlaceIsKept() {
        let here = SourceLocation(file: "a.lua", line: 2, column: 3)
        let there = SourceLocation(file: "b.lua", line: 9)
        #expect(Diagnostic(.runtime, "m").located(at: here).location == here)
        #expect(Diagnostic(.runtime, "m", at: there).located(at: here).location == there)
        #expect(Diagnostic(.runtime, "m").located(at: nil).location == nil)
    }

    @Test func placesSortAsTheyAreRead() {
        let places = [
            SourceLocation(file: "a.lua", line: 2), SourceLocation(file: "a.lua", line: 2, column: 4),
            SourceLocation(file: "a.lua", line: 10, column: 1), SourceLocation(file: "b.lua", line: 1),
        ]
        #expect(places.reversed().sorted() == places)
    }

    @Test func oneLineForms() {
        let place = SourceLocation(file: "a.lua", line: 2, column: 3)
        #expect("\(place)" == "a.lua:2:3")
        #expect("\(SourceLocation(file: "a.lua", line: 2))" == "a.lua:2")
        #expect("\(Diagnostic(.zeroTrials, "m", at: place))" == "a.lua:2:3: error[zero-trials]: m")
        #expect("\(DiagnosticCode.csv)" == "csv")
    }

    @Test func aDiagnosticIsItsOwnDiagnostic() {
        let error: any DiagnosticConvertible = Diagnostic(.json, "m", remedy: "r", severity: .warning)
        #expect(error.diagnostic == Diagnostic(.json, "m", remedy: "r", severity: .warning))
    }
}
