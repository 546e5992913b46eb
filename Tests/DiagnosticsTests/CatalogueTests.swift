import Diagnostics
import Foundation
import Testing

/// The articles behind `headroom explain CODE`.
@Suite struct CatalogueTests {
    @Test func everyCodeHasOneArticle() {
        let names = DiagnosticCode.all.map(\.rawValue)
        #expect(Set(names).count == names.count)
        #expect(names.count == DiagnosticCode.articles.count)
        #expect(names.contains("unit-mismatch") && names.contains("record-differs"))
    }

    /// Swift can't list static members, so the sources are read.
    @Test func everyDeclaredCodeIsExplained() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Diagnostics/Codes")
        var declared: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /public static let \S+ = Self\("([^"]+)"\)/) {
                declared.insert(String(match.output.1))
            }
        }
        #expect(declared.count > 40)
        #expect(declared == Set(DiagnosticCode.all.map(\.rawValue)))
    }

    @Test(arguments: DiagnosticCode.articles)
    func articlesAreWellFormed(article: DiagnosticCode.Article) {
        let name = article.code.rawValue
        #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "\(name) is kebab-case")
        #expect(!article.summary.isEmpty && !article.summary.hasSuffix(".") && article.summary.count <= 72)
        #expect(article.summary.first?.isUppercase == false || article.summary.hasPrefix("Lua"))
        #expect(article.meaning.count > 100 && article.meaning.last == ".")
        #expect(!article.meaning.contains("\n"), "the reader's terminal breaks the lines")
        #expect(!article.wrong.isEmpty && !article.right.isEmpty && article.wrong != article.right)
    }

    @Test func explanationsShowBothExamples() {
        let text = DiagnosticCode.hashpriceSpelling.explanation
        #expect(
            text == """
                hashprice-spelling: hashprice is money per hash rate per time

                The market writes USD/PH/day and means: per PH/s of hash rate, per day. Taken
                literally it divides by hashes, not by hashes per second, and every result would
                be wrong by a time. Write `USD/PHs/day`; `PHs` is PH/s.

                Wrong:

                    local hashprice = quantity "55 USD/PH/day"

                Right:

                    local hashprice = quantity "55 USD/PHs/day"

                """)
    }

    @Test func codesAreFoundByName() {
        #expect(DiagnosticCode(named: "unit-mismatch") == .unitMismatch)
        #expect(DiagnosticCode(named: "no-such-code") == nil)
        #expect(DiagnosticCode(rawValue: "no-such-code").explanation.isEmpty)
        #expect(DiagnosticCode(rawValue: "no-such-code").summary.isEmpty)
    }
}
