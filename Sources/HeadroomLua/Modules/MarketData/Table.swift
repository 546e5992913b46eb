import DataFiles
import Diagnostics
import LuaVM
import Quantities

/// `csv "prices.csv"`: a table whose first column is dates; every other column of numbers is a series.
final class Table {
    let csv: CSV
    let file: String
    let times: [Instant]
    let options: Options
    private var made: [(name: String, series: Series)] = []

    struct Options {
        var gaps = SeriesBuilder.Gaps.refuse
        var dropsMissing = false
        /// A unit for every column, as text.
        var unit: String?
        var units: [(column: String, unit: String)] = []
        var takesUnitsFromHeader = false
    }

    init(_ csv: CSV, file: String, options: Options) throws {
        self.csv = csv
        self.file = file
        self.options = options
        guard csv.header.count > 1, csv.rowCount > 0 else {
            throw Diagnostic(
                .seriesDates, "\(file) has no data: a first column of dates and at least one of numbers are needed",
                remedy: "write a header such as date,close_usd and a row for each day")
        }
        var times: [Instant] = []
        times.reserveCapacity(csv.rowCount)
        for row in 0..<csv.rowCount {
            let text = csv[row, 0]
            guard let time = Instant(text) else {
                throw Diagnostic(
                    .seriesDates, "\"\(text)\" in the column \"\(csv.header[0])\" is no date",
                    at: SourceLocation(file: file, line: csv.line(ofRow: row)),
                    remedy: "write dates as 2026-01-31 or 2026-01-31T13:00:00Z, in the first column")
            }
            times.append(time)
        }
        self.times = times
        try builder(rows: Array(times.indices)).checkOrder(times)
        for (column, _) in options.units { _ = try self.column(column) }
    }

    private func builder(rows: [Int]) -> SeriesBuilder {
        SeriesBuilder(
            place: { [csv, file] index in
                let line = csv.line(ofRow: rows[index])
                return ("line \(line)", SourceLocation(file: file, line: line))
            }, gaps: options.gaps)
    }

    private func column(_ name: String) throws -> Int {
        if let column = csv.column(name), column > 0 { return column }
        let names = Array(csv.header.dropFirst())
        throw Diagnostic(
            .unknownField, "\(file) has no column of values called `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "") + "its columns are \(names.joined(separator: ", "))")
    }

    /// The series of a column; made once.
    func series(_ name: String, in session: Session) throws -> Series {
        if let known = made.first(where: { $0.name == name }) { return known.series }
        let column = try column(name)
        var (rows, kept, values) = ([Int](), [Instant](), [Double]())
        for row in 0..<csv.rowCount {
            if csv.isEmpty(row, column) {
                if options.dropsMissing { continue }
                throw Diagnostic(
                    .csv, "the cell of \"\(name)\" is empty on \(times[row].text)",
                    at: SourceLocation(file: file, line: csv.line(ofRow: row)),
                    remedy: "fill it, or leave such rows out with { missing = \"drop\" }")
            }
            do throws(DataFileError) { values.append(try csv.number(row, column)) } catch { throw error.diagnostic }
            rows.append(row)
            kept.append(times[row])
        }
        let unit = session.units.number(of: try unit(of: name))
        let series = try builder(rows: rows).build(name: name, times: kept, values: values, unit: unit)
        made.append((name, series))
        session.vm.charge(bytes: 16 * series.values.count)
        return series
    }

    private func unit(of name: String) throws -> Unit {
        let said = ColumnUnits.text(name)
        let asked = options.units.first { $0.column == name }?.unit ?? options.unit
        guard let asked else {
            return options.takesUnitsFromHeader && said?.isEmpty == false ? try Unit(parsing: said ?? "") : .one
        }
        let unit = try Unit(parsing: asked)
        if let said, !said.isEmpty, !(try Unit(parsing: said)).isCompatible(with: unit) {
            throw Diagnostic(
                .seriesUnit, "the column \"\(name)\" says \(said) by its name, not \(asked)",
                at: SourceLocation(file: file, line: 1),
                remedy: "write { units = { \(name) = \"\(said)\" } }, or rename the column")
        }
        return unit
    }

    var text: String {
        "\(file): \(times.count) rows, \(times[0].text) to \(times[times.count - 1].text)\n"
            + "columns: \(csv.header.dropFirst().joined(separator: ", "))"
    }
}
