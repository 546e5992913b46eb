import DataFiles
import Diagnostics
import LuaVM
import Quantities

extension Module {
    static let marketData = Module(
        "market data", "Series from files and tables, curves, and processes fitted to series.",
        functions: [.csv, .series, .curve], types: [.table, .series, .curve, .fit, .correlationFit], namespaces: [.fit])
}

extension Function {
    static let csv = Function.declare("csv", "Reads a table of dated numbers; every column is a series.") { f in
        let path = f.parameter("path", .string, "A file below the script's folder, or `input \"prices\"`.")
        let options = f.optional(
            "options", .table("a table of options", annotation: "table"),
            "`unit = \"USD/MWh\"` for every column, `units = { close_usd = \"USD\" }` for some or `units = \"header\"` by their "
                + "names; `missing = \"drop\"` leaves out empty cells; `gaps = \"carry\"` or `\"interpolate\"` fills missing steps.")
        f.returns(annotation: "headroom.table", "Columns as fields: `data.close_usd` is a series.")
        f.details(
            "The first column holds dates (2026-01-31) or times in UTC (2026-01-31T13:00:00Z), oldest first. Hours, days, weeks and "
                + "months must follow each other without gaps; a table without Saturdays and Sundays is taken for trading days, where "
                + "single holidays are no gaps. Duplicates, dates that go back and cells that are no numbers are errors with their line.")
        f.example(
            #"""
            local function returns() return csv(input "prices"):column("close_usd"):returns() end
            print(pcall(returns) and "read" or "needs --input prices=FILE.csv")
            """#)
        return { a, i in
            let s = i.session
            let options = try s.tableOptions(a[options])
            let bytes: [UInt8]
            do throws(FileAccessError) { bytes = try s.vm.files.read(a[path]) } catch { throw error.diagnostic }
            s.noteRead(a[path])
            let csv: CSV
            do throws(DataFileError) { csv = try CSV(parsing: bytes, file: a[path]) } catch { throw error.diagnostic }
            s.vm.charge(bytes: bytes.count + 40 * csv.rowCount * csv.header.count)
            return [s.vm.makeObject(try Table(csv, file: a[path], options: options), type: s.types.table)]
        }
    }
}

extension Session {
    /// Remembers a file below the script's folder, for the run record; inputs are recorded by themselves.
    func noteRead(_ name: String) {
        guard !name.hasPrefix("input:"), let path = try? vm.files.resolve(name).path, !filesRead.contains(path) else { return }
        filesRead.append(path)
    }

    func tableOptions(_ table: TableSnapshot?) throws -> Table.Options {
        var options = Table.Options()
        for (key, value) in table?.entries ?? [] {
            switch (keyText(key), value) {
            case ("unit", .string(let unit)):
                _ = try Unit(parsing: unit)
                options.unit = unit
            case ("unit", .payload): options.unit = try unitText(value)
            case ("units", .string("header")): options.takesUnitsFromHeader = true
            case ("units", .table(let columns)):
                for (column, unit) in columns.entries {
                    options.units.append((keyText(column), try unitText(unit)))
                }
            case ("missing", .string("drop")): options.dropsMissing = true
            case ("missing", .string("refuse")): options.dropsMissing = false
            case ("gaps", .string(let text)):
                guard let gaps = SeriesBuilder.Gaps(rawValue: text) else { fallthrough }
                options.gaps = gaps
            default:
                throw Diagnostic(
                    .unknownField, "csv: no option `\(keyText(key)) = \(shortText(value))`",
                    remedy: "the options are unit = \"USD\", units = { column = \"USD\" } or \"header\", missing = \"drop\", gaps = \"carry\" or \"interpolate\"")
            }
        }
        return options
    }

    /// A unit as text or as a value: "USD/MWh" or USD/MWh.
    func unitText(_ value: LuaValue) throws -> String {
        if case .string(let text) = value {
            _ = try Unit(parsing: text)
            return text
        }
        guard let operand = operand(value), operand.certain == 1, !operand.isPlain else {
            throw Diagnostic(
                .wrongType, "a unit must be one, not \(shortText(value))", remedy: "write \"USD/MWh\" or USD/MWh")
        }
        return "\(units[operand.unit])"
    }
}

extension ObjectType {
    static let table = ObjectType(
        "table", "What `csv` reads: `data.close_usd` is a series.",
        fields: [
            Field("rows", annotation: "integer", "How many rows there are.") { value, s in
                .integer(Int64(try s.object(value, Table.self).times.count))
            },
            Field("columns", annotation: "string[]", "The names of the columns of values.") { value, s in
                .table(TableSnapshot(list: try s.object(value, Table.self).csv.header.dropFirst().map { .string($0) }))
            },
        ],
        methods: [
            .declare("column", "A column by its name, for names that are no Lua words.") { f in
                let name = f.parameter("name", .string, "Such as \"close_usd\".")
                f.returns(annotation: "headroom.series", "Its series.")
                return { a, i in
                    let series = try i.session.object(i.receiver, Table.self).series(a[name], in: i.session)
                    return [i.session.vm.makeObject(series, type: i.session.types.series)]
                }
            }
        ])
}
