import Diagnostics
import LuaSyntax
import Testing

/// Wrong texts, each followed by `@ line:column message`, the notes and the remedy.
enum Mistakes {
    struct Case: CustomTestStringConvertible {
        let source: String
        let expected: String
        var testDescription: String { source }
    }

    static let all: [Case] = (habits + "\n====\n" + grammar).split(separator: "\n====\n").map { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasPrefix("@ ") } ?? lines.endIndex
        return Case(source: lines[..<start].joined(separator: "\n"), expected: lines[start...].joined(separator: "\n"))
    }
}

@Suite struct SyntaxErrorTests {
    @Test(arguments: Mistakes.all)
    func mistakesAreExplained(example: Mistakes.Case) throws {
        let error = try #require(throws: SyntaxError.self) { try parse(example.source, name: "p") }
        let diagnostic = error.diagnostic
        let place = try #require(diagnostic.location)
        let lines =
            ["@ \(place.line):\(place.column ?? 0) \(diagnostic.message)"] + diagnostic.notes.map { "  note: \($0)" }
            + (diagnostic.remedy.map { ["  \($0)"] } ?? [])
        #expect(lines.joined(separator: "\n") == example.expected)
    }

    @Test func everyKindOfProblemHasACode() throws {
        #expect(throws: SyntaxError.self) { try parse("\u{1B}Lua", name: "p") }
        #expect(try code("\u{1B}LuaT") == .binaryChunk)
        #expect(try code("local __eq = 1") == .reservedName)
        #expect(try code("local __hr_x = 1") == .reservedName)
        #expect(try code("x = ") == .syntax)
    }

    private func code(_ source: String) throws -> DiagnosticCode {
        try #require(throws: SyntaxError.self) { try parse(source, name: "p") }.diagnostic.code
    }

    @Test func aFirstLineForTheShellAndAByteOrderMarkArePassedOver() throws {
        #expect(try parse("#!/usr/bin/env headroom\nreturn 1", name: "p").block.range.start.line == 2)
        #expect(try parse("\u{FEFF}return 1", name: "p").block.statements.count == 1)
        #expect(try parse("# only this", name: "p").block.statements.isEmpty)
    }

    @Test func reservedNamesMayBeFields() throws {
        #expect(try parse("local t = { __eq = 1 } t.__test = t.__eq", name: "p").locals.count == 1)
    }

    @Test func positionsCountBytesAndAllKindsOfLineEnds() throws {
        let chunk = try parse("local a\r\nlocal b\n\rlocal c\rlocal d = 1", name: "p")
        #expect(chunk.locals.map { $0.declaration.line } == [1, 2, 3, 4])
        let wide = try parse("return 'é' + x", name: "p")
        guard case .return(let values) = wide.block.statements[0].form else { return }
        #expect(values[0].anchor == Position(line: 1, column: 13, offset: 12))
        #expect(wide.text(values[0].range) == "'é' + x")
    }
}
