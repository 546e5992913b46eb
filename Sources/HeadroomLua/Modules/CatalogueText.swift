import Catalog
import Reporting

/// The catalogue as text: what `print` shows of an entity, a source and a search.
enum CatalogueText {
    /// All figures of an entity, one a line, sources that disagree side by side.
    static func table(of entity: Entity) -> String {
        var table = TextTable([
            .init("figure"), .init("value", .right), .init("basis"), .init("date"), .init("confidence"),
            .init("source", mayBeCut: true),
        ])
        for property in entity.properties {
            for fact in entity.facts(property) {
                table.append([
                    property, fact.valueText, fact.basis, fact.date, fact.confidence.rawValue, fact.source.title,
                ])
            }
        }
        return "\(entity.name) (\(entity.kind.noun) \"\(entity.key)\")\n" + table.text()
    }

    static func source(of fact: Fact) -> String {
        var lines = ["\(fact.id) = \(fact.valueText)" + (fact.basis.isEmpty ? "" : ", \(fact.basis)")]
        lines.append("\(fact.source.title), \(fact.date), \(fact.confidence.rawValue)")
        if !fact.source.url.isEmpty { lines.append(fact.source.url) }
        if !fact.note.isEmpty { lines.append("note: \(fact.note)") }
        return lines.joined(separator: "\n")
    }

    static func hits(_ hits: [Catalog.Hit]) -> String {
        guard !hits.isEmpty else { return "nothing in the catalogue matches" }
        var table = TextTable([.init("kind"), .init("key"), .init("figure"), .init("value", mayBeCut: true)])
        for hit in hits {
            table.append([
                hit.entity.kind.rawValue, hit.entity.key, hit.fact?.property ?? "", hit.fact?.valueText ?? hit.entity.name,
            ])
        }
        return table.text()
    }
}
