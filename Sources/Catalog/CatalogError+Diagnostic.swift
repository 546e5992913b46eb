import DataFiles
public import Diagnostics
import Quantities

extension CatalogError: DiagnosticConvertible {
    public var diagnostic: Diagnostic {
        switch self {
        case .file(let error): return error.diagnostic
        case .entry(let file, let line, let id, let problem):
            let subject = id.isEmpty ? "the entry" : "the entry \"\(id)\""
            return Diagnostic(
                .catalogueSource, "\(subject) \(problem.predicate)", at: SourceLocation(file: file, line: line),
                remedy: problem.remedy)
        case .unknownEntity(let key, let kind, let nearest):
            let message =
                kind.map { "no \($0.noun) is called \"\(key)\"" } ?? "nothing in the catalogue is called \"\(key)\""
            return Diagnostic(.catalogueUnknown, message, remedy: Self.remedy(nearest))
        case .otherKind(let key, let wanted, let actual):
            return Diagnostic(
                .catalogueUnknown, "\"\(key)\" is not a \(wanted.noun) but a \(actual.noun)",
                remedy: "write catalog.\(actual.rawValue) \"\(key)\"")
        case .unknownFact(let id, let nearest):
            return Diagnostic(
                .catalogueUnknown, "no fact has the id \"\(id)\"", remedy: Self.remedy(nearest))
        case .unknownProperty(let property, let entity, let nearest, let known):
            return Diagnostic(
                .catalogueUnknown, "the catalogue doesn't know \"\(property)\" of \"\(entity)\"",
                notes: ["It knows: \(known.joined(separator: ", "))."],
                remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "give the figure yourself, with its source")
        }
    }

    private static func remedy(_ nearest: String?) -> String {
        nearest.map { "did you mean \"\($0)\"?" } ?? "catalog.search finds entries by words"
    }
}

extension CatalogError.EntryProblem {
    fileprivate var predicate: String {
        switch self {
        case .missing("source"): "has no source"
        case .missing(let column): "has no \(column)"
        case .duplicate(let name): "repeats \"\(name)\""
        case .unknownEntity(let key, _): "is about \"\(key)\", which entities.csv doesn't list"
        case .unknownSource(let key, _): "is from \"\(key)\", which no file of sources lists"
        case .unknownKind(let kind): "is of the unknown kind \"\(kind)\""
        case .badName(let column, let text): "has the \(column) \"\(text)\", which is not a valid name"
        case .badNumber(let text): "has the value \"\(text)\", which is not a finite number"
        case .badUnit(let error): "has a unit that can't be read: \(error.diagnostic.message)"
        case .badDate(let text): "has the value \"\(text)\", which is not a date like 2025-11-03"
        case .badAsOf(let text): "has the date \"\(text)\""
        case .badURL(let text): "has the url \"\(text)\""
        case .unknownConfidence(let text): "has the unknown confidence \"\(text)\""
        case .unknownTier(let text): "has the unknown tier \"\(text)\""
        case .tierContradictsConfidence: "has a confidence and a tier that contradict each other"
        }
    }

    fileprivate var remedy: String? {
        switch self {
        case .missing("source"):
            "say where the figure comes from, or write general-knowledge and confidence general"
        case .missing("unit"): "write the unit, 1 for a plain number, text for words, or date"
        case .missing("date"): "write when the figure was true, or undated"
        case .missing(let column): "fill the column \(column)"
        case .duplicate: "give each its own name"
        case .unknownEntity(_, let nearest): nearest.map { "did you mean \"\($0)\"?" } ?? "add a line to entities.csv"
        case .unknownSource(_, let nearest):
            nearest.map { "did you mean \"\($0)\"?" } ?? "add a line to one of the files sources-*.csv"
        case .unknownKind: "kinds are: \(EntityKind.allCases.map(\.rawValue).joined(separator: ", "))"
        case .badName(column: "property", _): "use lower-case letters, digits and _, beginning with a letter"
        case .badName: "use lower-case letters, digits and -"
        case .badNumber: "write words with the unit text, and dates with the unit date"
        case .badUnit(let error): error.diagnostic.remedy ?? "put qualifiers such as \"per chip\" into the column basis"
        case .badDate: "write what is not a whole date with the unit text"
        case .badAsOf: "write 2025-12-02, 2025-12, 2025, latest or undated"
        case .badURL: "an address begins with http:// or https://; leave the column empty where there is none"
        case .unknownConfidence: "confidences are: \(Fact.Confidence.allCases.map(\.rawValue).joined(separator: ", "))"
        case .unknownTier: "tiers are: \(Fact.Tier.allCases.map(\.rawValue).joined(separator: ", "))"
        case .tierContradictsConfidence:
            "general goes with none; sourced with primary, trade, aggregator or derived; story with story or derived"
        }
    }
}
