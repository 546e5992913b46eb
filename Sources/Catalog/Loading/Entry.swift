import DataFiles
import Diagnostics
import Quantities

/// One row of a data file, read field by field; every refusal names file, line and id.
struct Entry {
    let table: EntryTable
    let row: Int
    let id: String

    func problem(_ problem: CatalogError.EntryProblem) -> CatalogError {
        .entry(file: table.csv.file, line: table.csv.line(ofRow: row), id: id, problem)
    }

    /// A field that must not be empty.
    func text(_ column: Int) throws(CatalogError) -> String {
        let text = table[row, column]
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
            throw problem(.missing(column: table.csv.header[column]))
        }
        return text
    }

    func key(_ column: Int) throws(CatalogError) -> String {
        let text = try text(column)
        guard EntryNames.isKey(text) else { throw problem(.badName(column: table.csv.header[column], text)) }
        return text
    }

    func kind(_ column: Int) throws(CatalogError) -> EntityKind {
        let text = try text(column)
        guard let kind = EntityKind(rawValue: text) else { throw problem(.unknownKind(text)) }
        return kind
    }

    /// A row of a file of sources.
    func source(title: Int, url: Int, tier: Int) throws(CatalogError) -> Fact.Source {
        let address = table[row, url]
        guard address.isEmpty || address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw problem(.badURL(address))
        }
        let name = try text(tier)
        guard let tier = Fact.Tier(rawValue: name) else { throw problem(.unknownTier(name)) }
        return Fact.Source(key: id, title: try text(title), url: address, tier: tier)
    }

    func fact(
        _ columns: FactColumns, _ sources: [String: Fact.Source], _ units: inout UnitReader
    ) throws(CatalogError) -> Fact {
        let id = try text(columns.id)
        let property = try text(columns.property)
        guard EntryNames.isProperty(property) else { throw problem(.badName(column: "property", property)) }
        let confidenceText = try text(columns.confidence)
        guard let confidence = Fact.Confidence(rawValue: confidenceText) else {
            throw problem(.unknownConfidence(confidenceText))
        }
        let source = try source(columns, sources, confidence)
        let date = try text(columns.date)
        guard EntryNames.isAsOf(date) else { throw problem(.badAsOf(date)) }
        let unit = try text(columns.unit)
        let original = table[row, columns.original]
        return Fact(
            id: id, entity: try text(columns.entity), property: property, value: try value(columns, unit, &units),
            basis: table[row, columns.basis],
            original: original.isEmpty ? spelled(table[row, columns.value], unit) : original, source: source,
            date: date,
            confidence: confidence, note: table[row, columns.note])
    }

    /// The source by its key, which must fit how sure the entry says it is: general knowledge and news stories must not
    /// pass as sourced figures.
    private func source(
        _ columns: FactColumns, _ sources: [String: Fact.Source], _ confidence: Fact.Confidence
    ) throws(CatalogError) -> Fact.Source {
        let key = try text(columns.source)
        guard let source = sources[key] else {
            throw problem(.unknownSource(key, nearest: Suggestion.nearest(to: key, in: sources.keys.sorted())))
        }
        let isConsistent =
            switch (confidence, source.tier) {
            case (.general, .none), (.story, .story), (.story, .derived): true
            case (.sourced, .primary), (.sourced, .trade), (.sourced, .aggregator), (.sourced, .derived): true
            default: false
            }
        if !isConsistent { throw problem(.tierContradictsConfidence) }
        return source
    }

    private func value(_ columns: FactColumns, _ unit: String, _ units: inout UnitReader) throws(CatalogError)
        -> Fact.Value
    {
        let text = try text(columns.value)
        if unit == "text" { return .text(text) }
        if unit == "date" {
            do throws(QuantityError) { return .date(try CalendarDate(parsing: text)) } catch {
                throw problem(.badDate(text))
            }
        }
        let magnitude: Double
        do throws(DataFileError) { magnitude = try table.csv.number(row, columns.value) } catch {
            throw problem(.badNumber(text))
        }
        do throws(QuantityError) { return .amount(Amount(magnitude, try units.unit(unit))) } catch {
            throw problem(.badUnit(error))
        }
    }

    private func spelled(_ value: String, _ unit: String) -> String {
        unit == "1" || unit == "text" || unit == "date" ? value : "\(value) \(unit)"
    }
}

/// Reads each spelling of a unit once: the catalogue has some fifty for its hundreds of entries.
struct UnitReader {
    private var known: [String: Unit] = [:]

    mutating func unit(_ text: String) throws(QuantityError) -> Unit {
        if let unit = known[text] { return unit }
        let unit = try Unit(parsing: text)
        known[text] = unit
        return unit
    }
}
