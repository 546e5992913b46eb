internal import CSQLite
internal import DataFiles

/// A database that is built in memory and then written as a whole: the file appears complete or not at all.
///
/// The only place that calls SQLite. Failures are SQLite's own words.
struct DatabaseWriter: ~Copyable {
    enum Value {
        case integer(Int64)
        /// NaN and infinities become NULL, as SQLite has no such numbers to compare.
        case real(Double)
        case text(String)
        case null
    }

    private let handle: OpaquePointer

    init() throws(ReportingError) {
        var handle: OpaquePointer?
        guard sqlite3_open(":memory:", &handle) == SQLITE_OK, let handle else {
            let reason = Self.reason(handle)
            sqlite3_close(handle)
            throw .database(reason: reason)
        }
        self.handle = handle
    }

    deinit { sqlite3_close(handle) }

    /// Runs statements without values.
    func execute(_ sql: String) throws(ReportingError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw .database(reason: Self.reason(handle)) }
    }

    /// Inserts rows into a table with as many columns as each row has values, in one transaction.
    func insert(into table: String, columns: Int, _ rows: some Sequence<[Value]>) throws(ReportingError) {
        let marks = [String](repeating: "?", count: columns).joined(separator: ", ")
        var statement: OpaquePointer?
        let sql = "INSERT INTO \"\(table)\" VALUES (\(marks))"
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw .database(reason: Self.reason(handle))
        }
        defer { sqlite3_finalize(statement) }
        try execute("BEGIN")
        for row in rows {
            precondition(row.count == columns, "a value for each column")
            for (index, value) in row.enumerated() { Self.bind(value, at: Int32(index + 1), to: statement) }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw .database(reason: Self.reason(handle)) }
            sqlite3_reset(statement)
        }
        try execute("COMMIT")
    }

    /// Writes the whole database to a file.
    func write(to path: String) throws(ReportingError) {
        var size: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(handle, "main", &size, 0) else {
            throw .database(reason: "there is not enough memory for the file")
        }
        defer { sqlite3_free(bytes) }
        let buffer = Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
        try ReportingError.catching { () throws(DataFileError) in try AtomicFile.write(buffer, to: path) }
    }

    private static func bind(_ value: Value, at column: Int32, to statement: OpaquePointer) {
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, column, number)
        case .real(let number) where number.isFinite: sqlite3_bind_double(statement, column, number)
        case .text(let text): hr_sqlite_bind_text(statement, column, text, Int32(text.utf8.count))
        case .real, .null: sqlite3_bind_null(statement, column)
        }
    }

    private static func reason(_ handle: OpaquePointer?) -> String {
        handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "no memory"
    }
}
