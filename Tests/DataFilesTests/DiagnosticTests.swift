import DataFiles
import Diagnostics
import Glibc
import Testing

@Suite("Errors of data files, in words")
struct DiagnosticTests {
    @Test("a missing file")
    func missing() {
        let diagnostic = DataFileError(file: "a.csv", .unreadable(code: ENOENT)).diagnostic
        #expect(diagnostic == Diagnostic(.unreadableFile, "can't read a.csv: no such file or directory"))
    }

    @Test("a full disk")
    func full() {
        let diagnostic = DataFileError(file: "out.json", .unwritable(code: ENOSPC)).diagnostic
        #expect(diagnostic.code == .unwritableFile)
        #expect(diagnostic.message == "can't write out.json: no space left on device")
    }

    @Test("a place in a JSON text")
    func json() throws {
        let error = try #require(throws: DataFileError.self) { try JSON(parsing: "{\n\"a\": 01}", file: "x.json") }
        #expect(error.diagnostic.description == "x.json:2:6: error[json]: `01` is not a JSON number")
    }

    @Test("an unknown column suggests the nearest, and lists all when none is near")
    func column() throws {
        let table = try CSV(parsing: "price,hour\n", file: "x.csv")
        let near = try #require(throws: DataFileError.self) { try table.numbers("prise") }
        #expect(near.diagnostic.message == "no column is called \"prise\"")
        #expect(near.diagnostic.remedy == "did you mean \"price\"?")
        let far = try #require(throws: DataFileError.self) { try table.numbers("volume") }
        #expect(far.diagnostic.remedy == "the columns are: price, hour")
    }

    @Test("an empty cell in a column of numbers")
    func cell() throws {
        let error = try #require(throws: DataFileError.self) {
            try CSV(parsing: "hour,price\n1,2\n2,\n", file: "x.csv").numbers("price")
        }
        #expect(
            error.diagnostic.description
                == "x.csv:3:3: error[csv]: the field is empty, but \"price\" is a column of numbers")
    }
}
