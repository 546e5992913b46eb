public import DataFiles
public import Diagnostics

/// Why a result could not be saved.
public enum ReportingError: Error, Hashable, Sendable {
    /// The name ends in nothing that says CSV or JSON.
    case unknownFormat(path: String)
    case file(DataFileError)
    /// SQLite refused, in its own words.
    case database(reason: String)

    static func catching(_ body: () throws(DataFileError) -> Void) throws(ReportingError) {
        do throws(DataFileError) { try body() } catch { throw .file(error) }
    }
}

extension ReportingError: DiagnosticConvertible {
    public var diagnostic: Diagnostic {
        switch self {
        case .unknownFormat(let path):
            Diagnostic(
                .unwritableFile, "can't tell from the name \"\(path)\" how to save the result",
                remedy: "end the name in .csv, .json or .sqlite")
        case .database(let reason):
            Diagnostic(
                .unwritableFile, "the database can't be made: \(reason)",
                remedy: "save fewer paths with { first = 1000 }, or as .csv")
        case .file(let error): error.diagnostic
        }
    }
}

/// How a file is written, told by the end of its name.
enum FileFormat {
    case csv, json

    init(ofPath path: String) throws(ReportingError) {
        let name = path.lowercased()
        if name.hasSuffix(".csv") {
            self = .csv
        } else if name.hasSuffix(".json") {
            self = .json
        } else {
            throw .unknownFormat(path: path)
        }
    }
}
