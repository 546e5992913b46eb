import DataFiles
import Diagnostics
import HeadroomLua

/// What a run was made of and what it gave, so that `headroom verify` can repeat it and compare every bit.
///
/// A record is a folder: `record.json` (script, options, hashes, versions and results) and `output.txt` (what was
/// printed). Paths in it are relative to the folder, so that a record travels with its script.
struct RunRecord {
    static let format = "headroom-record/1"
    static let manifestName = "record.json"
    static let outputName = "output.txt"

    let manifest: JSON
    let output: String

    /// The record of a session that has run `script`.
    /// - Parameter printed: all that the script printed.
    init(of session: Session, script: String, printed: String, folder: String) throws {
        let base = try FilePath.absolute(folder)
        func file(_ path: String) throws -> JSON {
            [
                "path": .string(FilePath.relative(try FilePath.absolute(path), to: base)),
                "sha256": .string(SHA256.hex(of: try FileBytes.read(path))),
            ]
        }
        let options = session.options
        manifest = [
            "format": .string(Self.format),
            "engine": .string(Version.text),
            "script": try file(script),
            "options": [
                "seed": options.seed.map { .string(String($0)) } ?? nil,
                "trials": options.trials.map { .integer(Int64($0)) } ?? nil,
                "instructions": .integer(Int64(clamping: options.instructionBudget)),
                "largest_trials": .integer(Int64(options.largestTrials)),
                "settings": Self.object(options.settings.map { ($0.name, .string($0.value)) }),
            ],
            "imports": .array(try (session.importedFiles + session.filesRead).map(file)),
            "inputs": Self.object(try options.inputs.map { ($0.name, try file($0.path)) }),
            "facts": .array(session.factsUsed.map { .string($0) }),
            "simulations": .array(session.runs.map(\.json)),
            "output_sha256": .string(SHA256.hex(of: Array(printed.utf8))),
        ]
        output = printed
    }

    /// Reads a record from its folder.
    init(folder: String) throws {
        manifest = try JSON.read("\(folder)/\(Self.manifestName)")
        guard manifest["format"]?.string == Self.format else {
            throw Diagnostic(
                .json, "\(folder)/\(Self.manifestName) is not a run record of this version",
                remedy: "write it again with `headroom run SCRIPT --record \(folder)`")
        }
        output = try FileBytes.text("\(folder)/\(Self.outputName)")
    }

    func write(to folder: String) throws {
        try FilePath.createFolder(folder)
        try manifest.write(to: "\(folder)/\(Self.manifestName)")
        try AtomicFile.write(output, to: "\(folder)/\(Self.outputName)")
    }

    /// The script's path, found from the record's folder.
    func script(in folder: String) throws -> String {
        guard let path = manifest["script"]?["path"]?.string else { throw Self.incomplete(folder, "script") }
        return FilePath.joined(folder, path)
    }

    /// The options that the run was made with.
    func options(in folder: String) throws -> SessionOptions {
        var options = SessionOptions()
        options.seed = manifest["options"]?["seed"]?.string.flatMap { UInt64($0) }
        options.trials = manifest["options"]?["trials"]?.int
        if let budget = manifest["options"]?["instructions"]?.int { options.instructionBudget = UInt64(max(0, budget)) }
        if let largest = manifest["options"]?["largest_trials"]?.int { options.largestTrials = largest }
        options.settings = (manifest["options"]?["settings"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
        options.inputs = (manifest["inputs"]?.object?.members ?? []).map {
            ($0.key, FilePath.joined(folder, $0.value["path"]?.string ?? ""))
        }
        return options
    }

    /// An object of these members; of two with one key, the last.
    private static func object(_ members: [(String, JSON)]) -> JSON {
        var object = JSON.Object()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    static func incomplete(_ folder: String, _ member: String) -> Diagnostic {
        Diagnostic(
            .json, "\(folder)/\(manifestName) has no `\(member)`",
            remedy: "write the record again with `headroom run SCRIPT --record \(folder)`")
    }
}
