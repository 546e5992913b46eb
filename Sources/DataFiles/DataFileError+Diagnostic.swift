public import Diagnostics

extension DataFileError: DiagnosticConvertible {
    /// The error in words. Located only when the problem has a place in the file; a file that could not be opened at all is
    /// named in the message, so that the caller may fill in the line of the script.
    public var diagnostic: Diagnostic {
        let name = file.isEmpty ? "the text" : file
        let location = position.map { SourceLocation(file: name, line: $0.line, column: $0.column) }
        switch problem {
        case .unreadable(let code):
            return Diagnostic(.unreadableFile, "can't read \(name): \(Self.reason(code))")
        case .unwritable(let code):
            return Diagnostic(.unwritableFile, "can't write \(name): \(Self.reason(code))")
        case .tooLarge(let limit):
            return Diagnostic(.unreadableFile, "\(name) holds more than \(limit) bytes")
        case .badName:
            return Diagnostic(.unreadableFile, "a file name must be neither empty nor contain a zero byte")
        case .notUTF8(let byte):
            return Diagnostic(
                .unreadableFile, "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8 text",
                at: location,
                remedy: "save the file as UTF-8")
        case .json(let problem):
            return Diagnostic(.json, problem.message, at: location, remedy: problem.remedy)
        case .csv(let problem):
            return Diagnostic(.csv, problem.message, at: location, remedy: problem.remedy)
        }
    }

    /// The system's own words, as the middle of a sentence: `no such file or directory`.
    private static func reason(_ code: Int32) -> String {
        let text = SystemCalls.message(code)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

extension DataFileError.JSONProblem {
    fileprivate var message: String {
        switch self {
        case .unexpected(let found, let expected): "found `\(found)` where \(expected) should be"
        case .unexpectedEnd(let expected): "the text ends where \(expected) should be"
        case .trailingText(let found): "`\(found)` follows the value, and one file holds one value"
        case .tooDeep(let limit): "arrays and objects are nested more than \(limit) deep"
        case .duplicateKey(let key): "the key \"\(key)\" occurs twice in one object"
        case .numberTooLarge(let text): "\(text) is larger than any number here (1.8e308)"
        case .badNumber(let text): "`\(text)` is not a JSON number"
        case .badEscape(let text): "`\(text)` is not an escape that JSON knows"
        case .loneSurrogate(let text): "`\(text)` is half of a character; its other half is missing"
        case .controlCharacter(let byte): "a string contains the control character \(byte)"
        case .byteOrderMark: "the text begins with a byte order mark"
        case .notFinite(let path): "JSON has no number for NaN or infinity: \(path)"
        }
    }

    fileprivate var remedy: String? {
        switch self {
        case .unexpected(_, expected: "a key in double quotes"):
            "put the key in double quotes; no comma after the last member"
        case .duplicateKey: "rename or remove one of the two"
        case .badNumber: "write it like -1.5e3: no leading zeros, no plus sign, digits on both sides of the point"
        case .badEscape: #"the escapes are \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"#
        case .controlCharacter: #"write it as an escape, such as \n or \u0001"#
        case .byteOrderMark: "save the file as UTF-8 without a byte order mark"
        default: nil
        }
    }
}

extension DataFileError.CSVProblem {
    fileprivate var message: String {
        switch self {
        case .empty: "the table is empty, not even column names are there"
        case .unterminatedQuote: "the quote that begins here isn't closed"
        case .textAfterQuote(let text): "`\(text)` follows a closing quote"
        case .quoteInsideField: "a quote stands inside a field that doesn't begin with one"
        case .fieldCount(let found, let expected):
            "\(found) \(found == 1 ? "field" : "fields") in a table of \(expected) columns"
        case .duplicateColumn(let name): "two columns are called \"\(name)\""
        case .unknownColumn(let name, _): "no column is called \"\(name)\""
        case .notANumber("", let column): "the field is empty, but \"\(column)\" is a column of numbers"
        case .notANumber(let text, let column): "`\(text)` is not a number, but \"\(column)\" is a column of numbers"
        case .notFinite(let text, let column): "`\(text)` in column \"\(column)\" is not a finite number"
        }
    }

    fileprivate var remedy: String? {
        switch self {
        case .unterminatedQuote, .textAfterQuote, .quoteInsideField:
            "put the whole field in double quotes, and write a quote inside it twice"
        case .fieldCount: "put fields that contain a comma in double quotes"
        case .duplicateColumn: "give each column its own name"
        case .unknownColumn(let name, let known):
            if let nearest = Suggestion.nearest(to: name, in: known) {
                "did you mean \"\(nearest)\"?"
            } else {
                "the columns are: \(known.joined(separator: ", "))"
            }
        case .notANumber, .notFinite: "say how gaps are to be filled, or remove the row"
        case .empty: nil
        }
    }
}
