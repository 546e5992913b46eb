/// Sourced figures about chips, systems, mining machines, deals, sites and markets.
///
/// ```swift
/// let chip = try Catalog.shared.chip("trainium3")
/// print(chip["fp8_dense"]!.valueText)      // 2.517 PFLOP/s
/// ```
public struct Catalog: Sendable {
    /// In the order of `entities.csv`.
    public let entities: [Entity]
    /// In the order of the data files.
    public let facts: [Fact]
    /// In the order of `flows.csv`.
    public let flows: [Flow]

    /// Keys and aliases to places in `entities`.
    let places: [String: Int]
    /// Ids to places in `facts`.
    let ids: [String: Int]

    /// The catalogue that is part of the program, read at its first use.
    public static let shared: Catalog = {
        do throws(CatalogError) {
            return try Catalog(
                entities: EmbeddedData.entities, sources: EmbeddedData.sources, facts: EmbeddedData.facts)
        } catch {
            fatalError("the built-in catalogue is damaged: \(error.diagnostic)")
        }
    }()

    /// A data file: its name, for messages, and its bytes.
    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Reads a catalogue from CSV: a file of entities (`key,kind,name,aliases`, aliases apart by spaces), files of sources
    /// (`key,title,url,tier`) and files of facts (`id,entity,property,value,unit,basis,original,source,date,confidence,
    /// note`; with `from,to,kind` they are flows too). See `Docs/Catalogue.md` for what the columns mean.
    ///
    /// Fails on the first entry without id, source, date or unit, with a unit that can't be read, or about an entity or
    /// from a source that isn't listed, naming file, line, id and remedy.
    public init(entities: File, sources: [File], facts: [File]) throws(CatalogError) {
        var loader = CatalogLoader()
        try loader.readEntities(entities)
        for file in sources { try loader.readSources(file) }
        for file in facts { try loader.readFacts(file) }
        (self.entities, places) = try loader.finishedEntities()
        self.facts = loader.facts
        flows = loader.flows
        ids = loader.ids
    }
}
