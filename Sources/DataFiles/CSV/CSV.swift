/// A table of text fields with named columns (RFC 4180).
///
/// The bytes stay as they were read and a field becomes a `String` only when it is asked for, so a large table of
/// numbers costs little more than its file.
public struct CSV: Sendable {
    /// The name of the file, for messages.
    public let file: String
    /// The names in the first line, unique.
    public let header: [String]

    let bytes: [UInt8]
    /// Row by row, one entry a column.
    let fields: [Field]
    /// The line in the file on which each row begins.
    let lines: [Int]

    struct Field: Sendable {
        var start: Int
        var end: Int
        /// Whether doubled quotes must be undone.
        var hasDoubledQuotes: Bool
    }

    public var rowCount: Int { lines.count }

    /// The line of the file on which a row begins; the header is on line 1 unless blank lines precede it. A quoted field
    /// may itself run over several lines.
    public func line(ofRow row: Int) -> Int { lines[row] }

    /// The index of a column, `nil` when there is none of that name.
    public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// The index of a column that must exist; the error lists those that do.
    public func requiredColumn(_ name: String) throws(DataFileError) -> Int {
        if let index = column(name) { return index }
        throw DataFileError(file: file, at: TextPosition(line: 1, column: 1), .csv(.unknownColumn(name, known: header)))
    }

    /// The text of a field, quotes undone. Both indices begin at 0 and must be in range.
    public subscript(row: Int, column: Int) -> String {
        let field = self.field(row, column)
        if !field.hasDoubledQuotes { return String(decoding: bytes[field.start..<field.end], as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(field.end - field.start)
        var index = field.start
        while index < field.end {
            text.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// One row in the order of the header.
    public func row(_ row: Int) -> [String] { header.indices.map { self[row, $0] } }

    public func isEmpty(_ row: Int, _ column: Int) -> Bool {
        let field = self.field(row, column)
        return field.start == field.end
    }

    func field(_ row: Int, _ column: Int) -> Field {
        precondition(header.indices.contains(column), "a CSV column out of range")
        return fields[row * header.count + column]
    }
}
