public import DataFiles
public import Quantities

/// Why the catalogue could not be loaded, or doesn't have what was asked for.
public enum CatalogError: Error, Hashable, Sendable {
    case file(DataFileError)
    /// An entry of a data file that is refused. `id` is empty where the entry has none.
    case entry(file: String, line: Int, id: String, EntryProblem)
    case unknownEntity(String, kind: EntityKind?, nearest: String?)
    /// The key exists, but as another kind.
    case otherKind(String, wanted: EntityKind, actual: EntityKind)
    case unknownFact(String, nearest: String?)
    case unknownProperty(String, entity: String, nearest: String?, known: [String])

    public enum EntryProblem: Hashable, Sendable {
        case missing(column: String)
        case duplicate(String)
        case unknownEntity(String, nearest: String?)
        case unknownSource(String, nearest: String?)
        case unknownKind(String)
        /// Keys and properties are lower-case letters, digits and one separator.
        case badName(column: String, String)
        case badNumber(String)
        case badUnit(QuantityError)
        case badDate(String)
        /// When a figure was true: a date, a part of one, `latest` or `undated`.
        case badAsOf(String)
        case badURL(String)
        case unknownConfidence(String)
        case unknownTier(String)
        /// General knowledge and news stories must not pass as sourced figures.
        case tierContradictsConfidence
    }
}
