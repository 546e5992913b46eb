import DataFiles
import Diagnostics

/// Builds a catalogue out of its files.
struct CatalogLoader {
    private(set) var facts: [Fact] = []
    private(set) var flows: [Flow] = []
    private(set) var ids: [String: Int] = [:]

    private var headings: [Heading] = []
    /// Keys, aliases and names to places in `headings`.
    private var places: [String: Int] = [:]
    private var factsOfHeading: [[Int]] = []
    private var sources: [String: Fact.Source] = [:]
    private var units = UnitReader()

    private struct Heading {
        var key: String
        var kind: EntityKind
        var name: String
        var aliases: [String]
    }

    mutating func readEntities(_ file: Catalog.File) throws(CatalogError) {
        let table = try EntryTable(file)
        let key = try table.column("key")
        let kind = try table.column("kind")
        let name = try table.column("name")
        let aliases = try table.column("aliases")
        for row in 0..<table.rowCount {
            let entry = Entry(table: table, row: row, id: table[row, key])
            let heading = Heading(
                key: try entry.key(key), kind: try entry.kind(kind), name: try entry.text(name),
                aliases: table[row, aliases].split(separator: " ").map(String.init))
            for alias in [heading.key] + heading.aliases {
                guard EntryNames.isKey(alias) else { throw entry.problem(.badName(column: "aliases", alias)) }
                if places.updateValue(headings.count, forKey: alias) != nil { throw entry.problem(.duplicate(alias)) }
            }
            headings.append(heading)
        }
        // Full names work too, but never push aside a key.
        for (index, heading) in headings.enumerated() {
            let name = Catalog.normalized(heading.name)
            if places[name] == nil { places[name] = index }
        }
        factsOfHeading = headings.map { _ in [] }
    }

    mutating func readSources(_ file: Catalog.File) throws(CatalogError) {
        let table = try EntryTable(file)
        let key = try table.column("key")
        let title = try table.column("title")
        let url = try table.column("url")
        let tier = try table.column("tier")
        for row in 0..<table.rowCount {
            let entry = Entry(table: table, row: row, id: table[row, key])
            let name = try entry.key(key)
            let source = try entry.source(title: title, url: url, tier: tier)
            if sources.updateValue(source, forKey: name) != nil { throw entry.problem(.duplicate(name)) }
        }
    }

    mutating func readFacts(_ file: Catalog.File) throws(CatalogError) {
        let table = try EntryTable(file)
        let columns = try FactColumns(table)
        for row in 0..<table.rowCount {
            let entry = Entry(table: table, row: row, id: table[row, columns.id])
            let fact = try entry.fact(columns, sources, &units)
            if ids.updateValue(facts.count, forKey: fact.id) != nil { throw entry.problem(.duplicate(fact.id)) }
            guard let place = places[fact.entity], headings[place].key == fact.entity else {
                let nearest = Suggestion.nearest(to: fact.entity, in: headings.map(\.key))
                throw entry.problem(.unknownEntity(fact.entity, nearest: nearest))
            }
            factsOfHeading[place].append(facts.count)
            facts.append(fact)
            if let ends = columns.ends {
                flows.append(
                    Flow(
                        payer: try entry.key(ends.from), payee: try entry.key(ends.to), kind: try entry.text(ends.kind),
                        fact: fact))
            }
        }
    }

    func finishedEntities() throws(CatalogError) -> ([Entity], [String: Int]) {
        let entities = zip(headings, factsOfHeading).map { heading, own in
            Entity(
                key: heading.key, kind: heading.kind, name: heading.name, aliases: heading.aliases,
                facts: own.map { facts[$0] })
        }
        return (entities, places)
    }
}
