import DataFiles
import TestSupport
import Testing

@Suite("CSV")
struct CSVTests {
    @Test("quotes, separators and line ends inside fields; line numbers count the file's lines")
    func quoting() throws {
        let table = try CSV(parsing: "\u{FEFF}id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,\n3,\"\"\n")
        #expect(table.header == ["id", "text"])
        #expect((0..<table.rowCount).map(table.row) == [["1", "a, \"b\"\nc"], ["2", ""], ["3", ""]])
        #expect((0..<3).map(table.line(ofRow:)) == [2, 5, 6])
        #expect(table.isEmpty(1, 1) && !table.isEmpty(0, 1))
    }

    @Test("no newline at the end, an empty last field, a lone carriage return, another separator, spaces kept")
    func edges() throws {
        let table = try CSV(parsing: "a;b\r 1 ;", separator: ";")
        #expect(table.rowCount == 1)
        #expect(table.row(0) == [" 1 ", ""])
        #expect(try CSV(parsing: "a,b").rowCount == 0)
    }

    @Test("in a table of one column a blank line is an empty field")
    func oneColumn() throws {
        let table = try CSV(parsing: "a\n\n1\n")
        #expect((0..<table.rowCount).map(table.row) == [[""], ["1"]])
    }

    @Test(
        "errors with line and column",
        arguments: [
            ("", 1, 1, .empty), ("\n\n", 1, 1, .empty),
            ("a,b\n1\n", 2, 1, .fieldCount(found: 1, expected: 2)),
            ("a,b\n1,2,3\n", 2, 1, .fieldCount(found: 3, expected: 2)),
            ("a,b\n1,\"x\n\n", 2, 3, .unterminatedQuote),
            ("a,b\n\"1\"x,2\n", 2, 4, .textAfterQuote("x")),
            ("a,b\n1\"\",2\n", 2, 2, .quoteInsideField),
            ("a,b,a\n", 1, 1, .duplicateColumn("a")),
        ] as [(String, Int, Int, DataFileError.CSVProblem)])
    func errors(text: String, line: Int, column: Int, problem: DataFileError.CSVProblem) {
        #expect(throws: DataFileError(file: "f.csv", at: TextPosition(line: line, column: column), .csv(problem))) {
            try CSV(parsing: text, file: "f.csv")
        }
    }

    @Test("numbers are correctly rounded whatever their spelling")
    func numbers() throws {
        var random = SplitMix(seed: 8)
        var spellings = [
            "0", "-0", "1", ".5", "5.", "+3", " 7 ", "1e3", "123456789012345", "0.1", "9007199254740993", "1E-7",
        ]
        for _ in 0..<5000 {
            let value = Double(bitPattern: random.next())
            if value.isFinite { spellings.append(value.description) }
            spellings.append("\(Int64(bitPattern: random.next()) >> 20).\(random.next() % 100_000)")
        }
        let table = try CSV(parsing: "x\n" + spellings.joined(separator: "\n"))
        for (value, spelling) in zip(try table.numbers("x"), spellings) {
            let trimmed = spelling.split(separator: " ")[0]
            let reference = trimmed == "5." ? 5 : try #require(Double(trimmed))
            #expect(value.bitPattern == reference.bitPattern, "\(spelling)")
        }
    }

    @Test(
        "what is no finite number is refused with line and column",
        arguments: [
            ("", .notANumber("", column: "x")), ("-", .notANumber("-", column: "x")),
            (".", .notANumber(".", column: "x")),
            ("1,5", .notANumber("1,5", column: "x")), ("0x10", .notANumber("0x10", column: "x")),
            ("1 2", .notANumber("1 2", column: "x")), ("n/a", .notANumber("n/a", column: "x")),
            ("NaN", .notFinite("NaN", column: "x")), ("inf", .notFinite("inf", column: "x")),
            ("1e999", .notFinite("1e999", column: "x")),
        ] as [(String, DataFileError.CSVProblem)])
    func badNumbers(field: String, problem: DataFileError.CSVProblem) throws {
        let table = try CSV(parsing: "t;x\na;1\nb;\(field)\n", file: "f", separator: ";")
        #expect(throws: DataFileError(file: "f", at: TextPosition(line: 3, column: 3), .csv(problem))) {
            try table.numbers("x")
        }
    }

    @Test("a column that is not there is named together with those that are")
    func unknownColumn() throws {
        let table = try CSV(parsing: "a,b\n", file: "f")
        let problem = DataFileError.CSVProblem.unknownColumn("c", known: ["a", "b"])
        #expect(throws: DataFileError(file: "f", at: TextPosition(line: 1, column: 1), .csv(problem))) {
            try table.numbers("c")
        }
    }

    @Test("what is written reads back, for random texts")
    func roundTrip() throws {
        var random = SplitMix(seed: 9)
        let alphabet = ["a", ",", "\"", "\n", "\r", " ", "é", ";", ""]
        for columns in [1, 2, 3] {
            for _ in 0..<2000 {
                let rows = (0..<Int(random.next() % 4)).map { _ in
                    (0..<columns).map { _ in
                        (0..<Int(random.next() % 4)).map { _ in alphabet[Int(random.next() % 9)] }.joined()
                    }
                }
                var writer = CSVWriter(header: (0..<columns).map { "column \($0)" })
                for row in rows { writer.append(row) }
                let table = try CSV(parsing: writer.text)
                #expect((0..<table.rowCount).map(table.row) == rows)
            }
        }
    }

    @Test("numbers are written with the shortest digits that read back")
    func writesNumbers() {
        var writer = CSVWriter(header: ["a", "b", "c", "d"])
        writer.append([.number(0.1), .number(3), .integer(-2), .number(.nan)])
        #expect(writer.text == "a,b,c,d\n0.1,3,-2,nan\n")
    }
}
