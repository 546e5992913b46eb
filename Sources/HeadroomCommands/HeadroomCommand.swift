public import ArgumentParser
import HeadroomLua

/// The command line: `headroom run`, `check`, `verify`, …
public struct HeadroomCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "headroom",
        abstract: "Who runs out of room first: megawatts, FLOP/s, cash, covenants.",
        discussion: "Exit codes: 0 fine, 1 the script's error, 2 usage, 3 a verification that differs.",
        version: Version.text,
        subcommands: [
            RunCommand.self, CheckCommand.self, ReplCommand.self, VerifyCommand.self, DocCommand.self,
            ExplainCommand.self, NewCommand.self, InstallModuleCommand.self,
        ])

    public init() {}

    /// Parses the arguments, runs the command and exits with its code.
    public static func launch() -> Never {
        do {
            var command = try parseAsRoot()
            try command.run()
            exit(withCode: .success)
        } catch let failure as CommandFailure {
            exit(withCode: failure.code)
        } catch {
            exitForUsage(error)
        }
    }
}

/// How a run of the program ends.
enum ExitStatus: Int32 {
    case success = 0
    case scriptError = 1
    case usage = 2
    case verificationDiffers = 3
}

/// The command has already told the user what went wrong; only the exit code is left.
struct CommandFailure: Error {
    let code: ExitStatus
}
