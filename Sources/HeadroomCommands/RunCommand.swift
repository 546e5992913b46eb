import ArgumentParser
import DataFiles
import Diagnostics
import Engine
import HeadroomLua
import Reporting

/// `headroom run script.lua`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run a script.")

    @Argument(help: "The script.", completion: .file(extensions: ["lua"]))
    var script: String

    @OptionGroup var options: RunOptions

    @Option(help: ArgumentHelp("Write the results of every simulation as JSON.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("Write a run record that `headroom verify` repeats.", valueName: "dir"))
    var record: String?

    @Flag(help: "Say of every simulation whether generated code ran it, and why.")
    var explainBackend = false

    func run() throws {
        let progress = ProgressLine("simulating")
        var sessionOptions = options.session
        sessionOptions.progress = { progress.update(done: $0.pathsDone, total: $0.paths) }
        sessionOptions.style = Terminal.output.style
        var printed = ""
        let session = try Failure.shown {
            try Session(options: sessionOptions) { text in
                progress.erase()
                printed += TextStyle.withoutColours(text)
                Console.output(text)
            }
        }
        defer { progress.erase() }
        session.warn = { [unowned session] in Console.show($0, in: session) }
        try Failure.shown(in: session) {
            try Interrupt.during(session) { try session.run(file: script) }
            if explainBackend { Console.error(explanation(of: session)) }
            if let json { try JSON.array(session.runs.map(\.json)).write(to: json) }
            if let record {
                try RunRecord(of: session, script: script, printed: printed, folder: record).write(to: record)
            }
        }
    }

    private func explanation(of session: Session) -> String {
        session.runs.enumerated().map { number, run in
            let report = run.result.backend
            let place = run.location.map { " in line \($0.line)" } ?? ""
            return "simulation \(number + 1)\(place): \(report.backend.name): \(report.reason)"
        }.joined(separator: "\n")
    }
}
