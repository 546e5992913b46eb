import Diagnostics

extension Catalog {
    /// The entity of a key, an alias or a name, however it is capitalised; spaces and `_` count as `-`.
    ///
    /// Fails with the nearest key where there is none, and where the entity is of another kind than asked.
    public func entity(_ key: String, kind: EntityKind? = nil) throws(CatalogError) -> Entity {
        let normal = Self.normalized(key)
        guard let place = places[normal] else {
            let candidates = places.keys.filter { kind == nil || entities[places[$0]!].kind == kind }.sorted()
            throw .unknownEntity(key, kind: kind, nearest: Suggestion.nearest(to: normal, in: candidates))
        }
        let entity = entities[place]
        if let kind, entity.kind != kind { throw .otherKind(entity.key, wanted: kind, actual: entity.kind) }
        return entity
    }

    public func chip(_ key: String) throws(CatalogError) -> Entity { try entity(key, kind: .chip) }
    public func system(_ key: String) throws(CatalogError) -> Entity { try entity(key, kind: .system) }
    public func asic(_ key: String) throws(CatalogError) -> Entity { try entity(key, kind: .asic) }
    public func deal(_ key: String) throws(CatalogError) -> Entity { try entity(key, kind: .deal) }

    /// All entities of a kind, in the order of the data files.
    public func entities(of kind: EntityKind) -> [Entity] { entities.filter { $0.kind == kind } }

    /// The fact of an id.
    public func fact(_ id: String) throws(CatalogError) -> Fact {
        if let place = ids[id] { return facts[place] }
        throw .unknownFact(id, nearest: Suggestion.nearest(to: id, in: ids.keys.sorted()))
    }

    /// All facts about an entity.
    public func facts(about key: String) throws(CatalogError) -> [Fact] { try entity(key).facts }

    /// The most trustworthy fact about a property of an entity: `fact("iren-microsoft", "value")`.
    public func fact(_ key: String, _ property: String) throws(CatalogError) -> Fact {
        let entity = try entity(key)
        if let fact = entity[property] { return fact }
        let known = entity.properties
        throw .unknownProperty(
            property, entity: entity.key, nearest: Suggestion.nearest(to: property, in: known), known: known)
    }

    /// Lower case, with `-` between words.
    static func normalized(_ key: String) -> String {
        let bytes = key.lowercased().utf8.map {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
