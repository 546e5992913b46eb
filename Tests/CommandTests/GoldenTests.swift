import Diagnostics
import Foundation
import Testing

/// Every error message as the user sees it: `Golden/<code>/input.lua` is run, and its output, error and exit code are
/// compared with `expected.txt`. A file `arguments` gives another command line; set HEADROOM_UPDATE_GOLDEN=1 to rewrite.
@Suite struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden").path

    static let cases: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()

    /// Codes that no command line can show, and the tests that own their wording.
    static let elsewhere = [
        "internal": "a fault of the program itself", "interrupted": "LuaVMTests", "catalogue-source": "CatalogTests",
        "csv": "DataFilesTests", "date-invalid": "QuantitiesTests",
    ]

    @Test(arguments: cases) func `the message is the one on file`(name: String) throws {
        let path = "\(Self.folder)/\(name)"
        let arguments =
            (try? String(contentsOfFile: "\(path)/arguments", encoding: .utf8))?.split(whereSeparator: \.isWhitespace).map(String.init)
            ?? ["run", "input.lua"]
        let outcome = try Program.run(arguments, in: path)
        let text = outcome.output + outcome.error + "exit code \(outcome.status)\n"
        let file = "\(path)/expected.txt"
        if ProcessInfo.processInfo.environment["HEADROOM_UPDATE_GOLDEN"] != nil {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try? String(contentsOfFile: file, encoding: .utf8)))
        #expect(outcome.status != 0 || text.hasPrefix("warning"))
        #expect(text.contains("[\(Self.code(of: name))]"), "the case must show its own code")
    }

    @Test func `every code has a case`() {
        let covered = Set(Self.cases.map(Self.code))
        let missing = DiagnosticCode.all.map(\.rawValue).filter { !covered.contains($0) && Self.elsewhere[$0] == nil }
        #expect(missing == [])
    }

    /// `unit-mismatch.sum` is a case of `unit-mismatch`.
    private static func code(of name: String) -> String { String(name.prefix { $0 != "." }) }
}
