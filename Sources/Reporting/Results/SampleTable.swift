public import DataFiles
public import Quantities

/// Drawn values, a column an output, a row a path, ready to be saved.
public struct SampleTable: Sendable {
    public struct Column: Sendable {
        public var name: String
        /// `.one` for plain numbers and conditions (which are 1 and 0).
        public var unit: Unit
        public var values: [Double]

        public init(name: String, unit: Unit = .one, values: [Double]) {
            self.name = name
            self.unit = unit
            self.values = values
        }
    }

    public var columns: [Column]

    /// All columns must be equally long.
    public init(_ columns: [Column]) {
        precondition(!columns.isEmpty, "a table of samples needs a column")
        precondition(columns.allSatisfy { $0.values.count == columns[0].values.count }, "columns differ in length")
        self.columns = columns
    }

    /// Saves as CSV or JSON, as the name ends, atomically.
    public func write(to path: String) throws(ReportingError) {
        switch try FileFormat(ofPath: path) {
        case .json: try ReportingError.catching { () throws(DataFileError) in try json.write(to: path, .compact) }
        case .csv: try ReportingError.catching { () throws(DataFileError) in try csv.write(to: path) }
        }
    }

    /// The header says `name [unit]`.
    public var csv: CSVWriter {
        let spelled = columns.map(Spelled.init)
        var table = CSVWriter(
            header: zip(columns, spelled).map { $1.unit.isEmpty ? $0.name : "\($0.name) [\($1.unit)]" })
        for row in columns[0].values.indices { table.append(spelled.map { .number($0.values[row]) }) }
        return table
    }

    /// Columns in their order, each with name, unit and values; what is not finite is `null`.
    public var json: JSON {
        .array(
            columns.map { column in
                let spelled = Spelled(column)
                return [
                    "name": .string(column.name), "unit": .string(spelled.unit),
                    "values": .array(spelled.values.map(JSON.init(finite:))),
                ]
            })
    }

    /// A column in the unit that its text names exactly.
    private struct Spelled {
        let unit: String
        let values: [Double]

        init(_ column: Column) {
            unit = Quantity(1, column.unit).spelled.unit
            values = column.values.map { Quantity($0, column.unit).spelled.magnitude }
        }
    }
}
