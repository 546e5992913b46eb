import ArgumentParser
import DataFiles
import Diagnostics
import Engine
import HeadroomLua
import Reporting

/// `headroom verify DIR`: repeats what was recorded and compares bit for bit.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Repeat recorded runs and compare every bit.",
        discussion: "A folder is a record, or holds records at any depth. Exit code 3 when one differs.")

    @Argument(help: "Folders with records.", completion: .directory)
    var folders: [String]

    @Option(help: ArgumentHelp("Worker threads; the result is the same for any number.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .customLong("kernels"),
        help: ArgumentHelp("Use these kernels: portable, avx2 or avx512. All give the same bits.", valueName: "name"))
    var instructionSet: KernelChoice?

    @Option(
        help: ArgumentHelp(
            "Run machine code made for the model, or kernels one by one: native or interpreter. Both give the same bits.",
            valueName: "name"))
    var backend: BackendChoice?

    func validate() throws {
        if let chosen = instructionSet, chosen.value > .best {
            throw ValidationError("this processor has no \(chosen.value.name)")
        }
    }

    func run() throws {
        var different = 0
        for folder in try folders.flatMap(records) {
            let lines = try verify(folder)
            if lines.isEmpty {
                Console.output("same   \(folder)\n")
            } else {
                different += 1
                Console.output("DIFFERS \(folder)\n" + lines.map { "  \($0)\n" }.joined())
            }
        }
        if different > 0 {
            let what = different == 1 ? "a record" : "\(different) records"
            Console.show(
                Diagnostic(
                    .recordDiffers, "\(what) can't be reproduced",
                    remedy: "where the change is wanted, record again: headroom run SCRIPT --record DIR"),
                in: nil)
            throw CommandFailure(code: .verificationDiffers)
        }
    }

    private func records(below folder: String) throws -> [String] {
        let found = FilePath.folders(below: folder).filter { FilePath.exists("\($0)/\(RunRecord.manifestName)") }
        guard !found.isEmpty else {
            Console.error("\(folder) holds no run record; write one with `headroom run SCRIPT --record DIR`")
            throw CommandFailure(code: .usage)
        }
        return found
    }

    private func verify(_ folder: String) throws -> [String] {
        do {
            let recorded = try RunRecord(folder: folder)
            let script = try recorded.script(in: folder)
            var options = try recorded.options(in: folder)
            options.threads = threads
            options.instructionSet = instructionSet?.value
            options.backend = backend?.value
            var printed = ""
            let session = try Session(options: options) { printed += TextStyle.withoutColours($0) }
            try Interrupt.during(session) { try session.run(file: script) }
            let repeated = try RunRecord(of: session, script: script, printed: printed, folder: folder)
            return RecordComparison.differences(recorded: recorded, repeated: repeated)
        } catch {
            return ["can't be repeated: \(Failure.diagnostic(of: error))"]
        }
    }
}
