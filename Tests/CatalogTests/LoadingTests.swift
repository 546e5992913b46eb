import DataFiles
import Diagnostics
import Quantities
import Testing

@testable import Catalog

@Suite("Loading a catalogue")
struct LoadingTests {
    private let entities = Catalog.File(
        name: "entities.csv",
        bytes: Array("key,kind,name,aliases\nalpha,chip,The Alpha,a1 first\nbeta-2,deal,Beta,\n".utf8))
    private let sources = Catalog.File(
        name: "sources.csv",
        bytes: Array(
            """
            key,title,url,tier
            primary,A paper,https://x.org,primary
            trade,A paper,,trade
            aggregator,A list,,aggregator
            derived,Arithmetic,,derived
            none,General knowledge,,none
            story,A story,,story
            datasheet,A datasheet,https://x.org,primary

            """.utf8))
    private let header = "id,entity,property,value,unit,basis,original,source,date,confidence,note"

    private func load(_ lines: String..., header: String? = nil) throws -> Catalog {
        let text = ([header ?? self.header] + lines).joined(separator: "\n")
        return try Catalog(
            entities: entities, sources: [sources], facts: [.init(name: "facts.csv", bytes: Array(text.utf8))])
    }

    @Test("a sound entry")
    func sound() throws {
        let fact = try load(
            "a.power,alpha,power,1.4,kW,per chip,1400 W,datasheet,2025-12,sourced,why"
        )
        .fact("a.power")
        #expect(fact.amount?.description == "1.4 kW")
        #expect(fact.basis == "per chip" && fact.original == "1400 W" && fact.note == "why")
        #expect(
            fact.source.title == "A datasheet" && fact.source.url == "https://x.org" && fact.source.tier == .primary)
        #expect(fact.date == "2025-12" && fact.confidence == .sourced)
    }

    @Test("values: shares, plain numbers, dates and words; the original is the file's unless it says otherwise")
    func values() throws {
        let catalog = try load(
            "a,alpha,share,20,%,,,trade,2025,sourced,", "b,alpha,ratio,1.5,1,,,trade,2025,sourced,",
            "c,alpha,signed,2025-11-03,date,,,trade,2025,sourced,",
            "d,alpha,process,3 nm,text,,,trade,2025,sourced,")
        #expect(
            catalog.facts.map(\.value) == [
                .amount(.number(0.2)), .amount(.number(1.5)), .date(.init(year: 2025, month: 11, day: 3)!),
                .text("3 nm"),
            ])
        #expect(catalog.facts.map(\.original) == ["20 %", "1.5", "2025-11-03", "3 nm"])
        #expect(catalog.facts.map(\.valueText) == ["0.2", "1.5", "2025-11-03", "3 nm"])
    }

    @Test(
        "refusals name file, line, id and remedy",
        arguments: [
            ("x,alpha,power,1,W,,,,2025,sourced,", "the entry \"x\" has no source", "say where"),
            ("x,alpha,power,1,W,,,  ,2025,sourced,", "the entry \"x\" has no source", "say where"),
            (",alpha,power,1,W,,,primary,2025,sourced,", "the entry has no id", "fill the column id"),
            ("x,alpha,power,1,,,,primary,2025,sourced,", "the entry \"x\" has no unit", "write the unit"),
            ("x,alpha,power,1,W,,,primary,,sourced,", "the entry \"x\" has no date", "undated"),
            ("x,alpha,power,1,MWhh,,,primary,2025,sourced,", "has a unit that can't be read", "MWh"),
            ("x,alpha,power,1,W per chip,,,primary,2025,sourced,", "has a unit that can't be read", ""),
            (
                "x,alpha,hashprice,43,USD/PH/day,,,primary,2025,sourced,", "has a unit that can't be read",
                "USD/PHs/day"
            ),
            ("x,alpha,power,abc,W,,,primary,2025,sourced,", "\"abc\", which is not a finite number", "text"),
            ("x,alpha,power,nan,W,,,primary,2025,sourced,", "\"nan\", which is not a finite number", "text"),
            ("x,alpha,signed,2026-H2,date,,,primary,2025,sourced,", "not a date like 2025-11-03", "text"),
            ("x,alpha,power,1,W,,,primary,yesterday,sourced,", "has the date \"yesterday\"", "latest"),
            ("x,alpha,power,1,W,,,primary,2025-13,sourced,", "has the date \"2025-13\"", "latest"),
            (
                "x,alpha,power,1,W,,,primary,2025,certain,", "unknown confidence \"certain\"",
                "sourced, general, story"
            ),
            (
                "x,alpha,power,1,W,,,trdae,2025,sourced,", "is from \"trdae\", which no file of sources lists",
                "did you mean \"trade\"?"
            ),
            ("x,alpha,power,1,W,,,primary,2025,general,", "contradict", "general goes with none"),
            ("x,alpha,power,1,W,,,none,2025,sourced,", "contradict", "general goes with none"),
            ("x,alhpa,power,1,W,,,primary,2025,sourced,", "is about \"alhpa\"", "did you mean \"alpha\"?"),
            ("x,a1,power,1,W,,,primary,2025,sourced,", "is about \"a1\"", "entities.csv"),
            ("x,alpha,Power,1,W,,,primary,2025,sourced,", "has the property \"Power\"", "lower-case"),
            ("x,alpha,4cp,1,W,,,primary,2025,sourced,", "has the property \"4cp\"", "lower-case"),
        ])
    func refusals(line: String, message: String, remedy: String) throws {
        let good = "good,alpha,power,1,W,,,primary,2025,sourced,"
        let error = try #require(throws: CatalogError.self) { try load(good, line) }
        let diagnostic = error.diagnostic
        #expect(diagnostic.code == .catalogueSource)
        #expect(diagnostic.location == SourceLocation(file: "facts.csv", line: 3))
        #expect(diagnostic.message.contains(message), "\(diagnostic.message)")
        #expect(diagnostic.remedy?.contains(remedy) == true, "\(diagnostic.remedy ?? "no remedy")")
    }

    @Test("dates of figures", arguments: ["2025", "2025-12", "2025-12-31", "latest", "undated"])
    func goodDates(text: String) {
        #expect(EntryNames.isAsOf(text))
    }

    @Test(
        "what is no date",
        arguments: ["", "25", "2025-1", "2025-00", "2025-12-32", "2025-12-00", "2025/12", "2025-12-311", "-025"])
    func badDates(text: String) {
        #expect(!EntryNames.isAsOf(text))
    }

    @Test("an id that is used twice is refused")
    func duplicateIDs() throws {
        let line = "x,alpha,power,1,W,,,primary,2025,sourced,"
        #expect(throws: CatalogError.entry(file: "facts.csv", line: 3, id: "x", .duplicate("x"))) {
            try load(line, line)
        }
    }

    @Test("an alias that is somebody else's key is refused")
    func duplicateAliases() {
        let bytes = Array("key,kind,name,aliases\nalpha,chip,A,beta\nbeta,chip,B,\n".utf8)
        #expect(throws: CatalogError.entry(file: "e.csv", line: 3, id: "beta", .duplicate("beta"))) {
            try Catalog(entities: .init(name: "e.csv", bytes: bytes), sources: [sources], facts: [])
        }
    }

    @Test(
        "sources with a bad address or tier, or twice the same, are refused",
        arguments: [
            ("a,T,x.org,trade", "has the url \"x.org\""), ("a,T,,blog", "has the unknown tier \"blog\""),
            ("a,,,trade", "has no title"),
            ("good,T,,trade", "repeats \"good\""), ("A,T,,trade", "has the key \"A\""),
        ])
    func badSources(line: String, message: String) throws {
        let bytes = Array("key,title,url,tier\ngood,T,,trade\n\(line)\n".utf8)
        let error = try #require(throws: CatalogError.self) {
            try Catalog(entities: entities, sources: [.init(name: "s.csv", bytes: bytes)], facts: [])
        }
        #expect(error.diagnostic.location == SourceLocation(file: "s.csv", line: 3))
        #expect(error.diagnostic.message.contains(message), "\(error.diagnostic.message)")
    }

    @Test("a missing column and a broken table are refused")
    func tables() throws {
        let missing = try #require(throws: CatalogError.self) { try load(header: "id,entity") }
        #expect(missing.diagnostic.message == "no column is called \"property\"")
        let broken = try #require(throws: CatalogError.self) { try load("x,alpha") }
        #expect(broken.diagnostic.description == "facts.csv:2:1: error[csv]: 2 fields in a table of 11 columns")
    }

    @Test("sources that disagree stand side by side, the most trustworthy first")
    func conflicts() throws {
        let catalog = try load(
            "a,alpha,power,1,W,,,none,2025,general,", "b,alpha,power,2,W,,,aggregator,2025,sourced,",
            "c,alpha,power,3,W,,,primary,2025,sourced,", "d,alpha,power,4,W,,,primary,2025,sourced,")
        let entity = try catalog.chip("alpha")
        #expect(entity.facts("power").map(\.id) == ["c", "d", "b", "a"])
        #expect(entity["power"]?.id == "c")
        #expect(entity.properties == ["power"])
    }
}
