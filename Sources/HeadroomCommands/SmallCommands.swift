import ArgumentParser
import DataFiles
import Diagnostics
import HeadroomLua

/// `headroom check script.lua`: reads a script without running it.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for mistakes in a script without running it.")

    @Argument(help: "The scripts.", completion: .file(extensions: ["lua"]))
    var scripts: [String]

    func run() throws {
        var errors = 0
        for script in scripts {
            let (source, diagnostics) = ScriptCheck.check(file: script)
            for diagnostic in diagnostics { Console.show(diagnostic, source: { $0 == script ? source : nil }) }
            errors += diagnostics.count { $0.severity == .error }
            if diagnostics.isEmpty { Console.output("\(script): no mistakes found\n") }
        }
        if errors > 0 { throw CommandFailure(code: .scriptError) }
    }
}

/// `headroom explain CODE`: what an error means.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain an error code, or list them all.")

    @Argument(help: "The code in the brackets of an error, such as unit-mismatch.")
    var code: String?

    func run() throws {
        guard let code else {
            let width = DiagnosticCode.all.map(\.rawValue.count).max() ?? 0
            for known in DiagnosticCode.all {
                print(known.rawValue + String(repeating: " ", count: width - known.rawValue.count + 2) + known.summary)
            }
            return
        }
        guard let known = DiagnosticCode.all.first(where: { $0.rawValue == code }) else {
            let nearest = Suggestion.nearest(to: code, in: DiagnosticCode.all.map(\.rawValue))
            Console.error(
                "there is no error code \(code)" + (nearest.map { "; did you mean \($0)?" } ?? "")
                    + "\nheadroom explain lists them all")
            throw CommandFailure(code: .usage)
        }
        print("\(known.rawValue): \(known.summary)\n\n\(known.explanation)")
    }
}

/// `headroom doc NAME`: help on a name of the language.
struct DocCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doc", abstract: "Show the documentation of a name, or the list of all names.")

    @Argument(help: "A function, unit, type, method (result:save) or theme (distributions).")
    var name: String?

    @Option(
        help: ArgumentHelp("Write reference pages, editor annotations and luacheck globals to a folder.", valueName: "dir"))
    var generate: String?

    func run() throws {
        if let generate {
            return try Failure.shown {
                try FilePath.createFolder(generate)
                for file in GeneratedFiles.all { try AtomicFile.write(file.text, to: "\(generate)/\(file.name)") }
            }
        }
        guard let name else {
            print(HelpText.overview, terminator: "")
            return
        }
        guard let page = HelpText.page(for: name) else {
            let nearest = HelpText.suggestion(for: name)
            Console.error(
                "nothing is called \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "") + "\nheadroom doc lists all names")
            throw CommandFailure(code: .usage)
        }
        print(page, terminator: "")
    }
}
