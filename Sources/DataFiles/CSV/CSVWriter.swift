/// Builds a CSV text. Fields are quoted only where they must be; lines end in `\n`.
///
///     var table = CSVWriter(header: ["name", "npv"])
///     table.append([.text("base"), .number(1.5)])
///     try table.write(to: "out.csv")
public struct CSVWriter: Sendable {
    public enum Field: Sendable {
        case text(String)
        case integer(Int)
        /// The shortest digits that read back to the same bits; whole numbers without a fraction; NaN and infinities as
        /// `nan`, `inf`, `-inf`.
        case number(Double)
    }

    public private(set) var bytes: [UInt8] = []
    private let columnCount: Int

    public init(header: [String]) {
        precondition(!header.isEmpty, "a CSV table needs a column")
        columnCount = header.count
        append(header.map(Field.text))
    }

    /// Adds a row, which must have as many fields as the header.
    public mutating func append(_ row: [Field]) {
        precondition(row.count == columnCount, "a CSV row of \(row.count) fields under a header of \(columnCount)")
        for (index, field) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch field {
            case .text(let text): append(text)
            case .integer(let value): bytes.append(contentsOf: String(value).utf8)
            case .number(let value): append(value)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    public mutating func append(_ row: [String]) { append(row.map(Field.text)) }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes the table to a file, atomically.
    public func write(to path: String) throws(DataFileError) { try AtomicFile.write(bytes, to: path) }

    private mutating func append(_ value: Double) {
        var text = value.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ text: String) {
        // An empty field in a table of one column would read back as a blank line that is skipped at the end.
        let mustQuote =
            text.isEmpty && columnCount == 1
            || text.utf8.contains { byte in
                byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                    || byte == UInt8(ascii: "\r")
            }
        guard mustQuote else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            bytes.append(byte)
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
