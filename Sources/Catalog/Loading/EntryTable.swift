import DataFiles

/// A data file with its columns found.
struct EntryTable {
    let csv: CSV

    init(_ file: Catalog.File) throws(CatalogError) {
        do throws(DataFileError) { csv = try CSV(parsing: file.bytes, file: file.name) } catch { throw .file(error) }
    }

    var rowCount: Int { csv.rowCount }

    func column(_ name: String) throws(CatalogError) -> Int {
        do throws(DataFileError) { return try csv.requiredColumn(name) } catch { throw .file(error) }
    }

    subscript(row: Int, column: Int) -> String { csv[row, column] }
}

/// Where the columns of a file of facts are.
struct FactColumns {
    let id, entity, property, value, unit, basis, original, source, date, confidence, note: Int
    /// Only in files of flows.
    let ends: (from: Int, to: Int, kind: Int)?

    init(_ table: EntryTable) throws(CatalogError) {
        id = try table.column("id")
        entity = try table.column("entity")
        property = try table.column("property")
        value = try table.column("value")
        unit = try table.column("unit")
        basis = try table.column("basis")
        original = try table.column("original")
        source = try table.column("source")
        date = try table.column("date")
        confidence = try table.column("confidence")
        note = try table.column("note")
        ends =
            table.csv.column("from") == nil
            ? nil : (try table.column("from"), try table.column("to"), try table.column("kind"))
    }
}
