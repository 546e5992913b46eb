extension CSV {
    /// Reads a table whose first line names the columns.
    ///
    /// Fields are separated by `separator` (a comma; `;` or a tab on request), may be quoted by `"`, and then may contain
    /// separators, line ends and doubled quotes. Lines end in `\n`, `\r\n` or `\r`; blank lines are skipped in tables of
    /// more than one column; a byte order mark is dropped. Spaces belong to the field. Every row must have as many fields
    /// as the header, and no two columns one name.
    public init(
        parsing bytes: [UInt8], file: String = "", separator: Unicode.Scalar = ","
    ) throws(DataFileError) {
        precondition(
            separator.isASCII && separator != "\"", "a CSV separator must be an ASCII character other than a quote")
        try UTF8Check.check(bytes, file: file)
        let result: Result<CSVScanner, CSVScanner.Failure> = bytes.withUnsafeBufferPointer { buffer in
            var scanner = CSVScanner(bytes: buffer, separator: UInt8(ascii: separator))
            do throws(CSVScanner.Failure) {
                try scanner.scan()
                return .success(scanner)
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let scanner):
            let count = scanner.columnCount
            let heading = CSV(
                file: file, header: Array(repeating: "", count: count), bytes: bytes,
                fields: Array(scanner.fields[..<count]), lines: [scanner.lines[0]])
            self.init(
                file: file, header: heading.row(0), bytes: bytes, fields: Array(scanner.fields[count...]),
                lines: Array(scanner.lines[1...]))
            try checkHeader(line: scanner.lines[0])
        case .failure(let failure):
            let position = bytes.withUnsafeBufferPointer { TextPosition(offset: failure.offset, in: $0) }
            throw DataFileError(file: file, at: position, .csv(failure.problem))
        }
    }

    public init(
        parsing text: String, file: String = "", separator: Unicode.Scalar = ","
    ) throws(DataFileError) {
        try self.init(parsing: Array(text.utf8), file: file, separator: separator)
    }

    /// Reads the file at `path`.
    public static func read(_ path: String, separator: Unicode.Scalar = ",") throws(DataFileError) -> CSV {
        try CSV(parsing: FileBytes.read(path), file: path, separator: separator)
    }

    private func checkHeader(line: Int) throws(DataFileError) {
        var seen: Set<String> = []
        for name in header where !seen.insert(name).inserted {
            throw DataFileError(file: file, at: TextPosition(line: line, column: 1), .csv(.duplicateColumn(name)))
        }
    }
}

/// Finds where fields begin and end.
struct CSVScanner {
    struct Failure: Error {
        var offset: Int
        var problem: DataFileError.CSVProblem
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let separator: UInt8
    private(set) var fields: [CSV.Field] = []
    private(set) var lines: [Int] = []
    private(set) var columnCount = 0
    private var next = 0
    private var line = 1

    init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    mutating func scan() throws(Failure) {
        if bytes.starts(with: UTF8Check.byteOrderMark) { next = 3 }
        while next < bytes.count {
            if isLineEnd(bytes[next]), columnCount != 1 || lines.isEmpty {
                takeLineEnd()
                continue
            }
            let start = next
            let first = fields.count
            lines.append(line)
            while true {
                fields.append(try field())
                if next < bytes.count, bytes[next] == separator {
                    next += 1
                    continue
                }
                break
            }
            takeLineEnd()
            let count = fields.count - first
            if columnCount == 0 { columnCount = count }
            if count != columnCount {
                throw Failure(offset: start, problem: .fieldCount(found: count, expected: columnCount))
            }
        }
        if lines.isEmpty { throw Failure(offset: 0, problem: .empty) }
    }

    /// Stops on the separator, the line end or the end of the text behind the field.
    private mutating func field() throws(Failure) -> CSV.Field {
        if next < bytes.count, bytes[next] == UInt8(ascii: "\"") { return try quotedField() }
        let start = next
        while next < bytes.count, bytes[next] != separator, !isLineEnd(bytes[next]) {
            if bytes[next] == UInt8(ascii: "\"") { throw Failure(offset: next, problem: .quoteInsideField) }
            next += 1
        }
        return CSV.Field(start: start, end: next, hasDoubledQuotes: false)
    }

    private mutating func quotedField() throws(Failure) -> CSV.Field {
        let opening = next
        var hasDoubledQuotes = false
        next += 1
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                if next + 1 < bytes.count, bytes[next + 1] == UInt8(ascii: "\"") {
                    hasDoubledQuotes = true
                    next += 2
                    continue
                }
                let field = CSV.Field(start: opening + 1, end: next, hasDoubledQuotes: hasDoubledQuotes)
                next += 1
                if next < bytes.count, bytes[next] != separator, !isLineEnd(bytes[next]) {
                    throw Failure(offset: next, problem: .textAfterQuote(word()))
                }
                return field
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): takeLineEnd()
            default: next += 1
            }
        }
        throw Failure(offset: opening, problem: .unterminatedQuote)
    }

    private func word() -> String {
        var last = next
        while last < bytes.count, last - next < 20, bytes[last] != separator, !isLineEnd(bytes[last]) { last += 1 }
        return String(decoding: bytes[next..<last], as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private mutating func takeLineEnd() {
        guard next < bytes.count, isLineEnd(bytes[next]) else { return }
        let isPair =
            bytes[next] == UInt8(ascii: "\r") && next + 1 < bytes.count && bytes[next + 1] == UInt8(ascii: "\n")
        next += isPair ? 2 : 1
        line += 1
    }
}
