import Foundation
import Testing

/// Ctrl-C while generated code runs, and while the interpreter does: the same text, the same status, and a session that goes on.
@Suite struct InterruptTests {
    /// Minutes of work.
    private static let simulation = """
        simulate { trials = 9000000000, outputs = { y = uniform "x" { min = 1, max = 2 } ^ 1.5 } }
        """

    @Test(arguments: ["native", "interpreter"]) func `a run is stopped`(backend: String) throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("print(1)\nprint(\(Self.simulation))\n", to: "main.lua")
        let outcome = try interrupted(["run", script, "--backend", backend], input: "")
        #expect(outcome.status == 1)
        #expect(outcome.output == "1\n")
        #expect(outcome.error.contains("error[interrupted]: the run was interrupted"))
        #expect(outcome.error.contains("main.lua:2:7"))
    }

    @Test(arguments: ["native", "interpreter"]) func `a session goes on`(backend: String) throws {
        let input = "local a = 20\n\(Self.simulation)\nprint(a + 1)\n"
        let outcome = try interrupted(["repl", "--backend", backend], input: input)
        #expect(outcome.status == 0)
        #expect((outcome.output + outcome.error).contains("the run was interrupted"))
        #expect(outcome.output.contains("21"))
    }

    /// Runs the program until it has computed for a second, and sends what Ctrl-C sends.
    private func interrupted(_ arguments: [String], input: String) throws -> Program.Outcome {
        let folder = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { try folder.write($0 == "in" ? input : "", to: $0) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files[0]))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[2]))
        // Workers of Dispatch, on which tests run, block signals, and a child process inherits that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        var previous = sigset_t()
        pthread_sigmask(SIG_UNBLOCK, &signals, &previous)
        try process.run()
        pthread_sigmask(SIG_SETMASK, &previous, nil)
        let deadline = Date(timeIntervalSinceNow: 120)
        while process.isRunning, Date() < deadline, try processorTicks(process.processIdentifier) < 100 { usleep(20_000) }
        kill(process.processIdentifier, SIGINT)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        if process.isRunning {
            Issue.record("it did not stop")
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        return Program.Outcome(
            status: process.terminationStatus, output: try String(contentsOfFile: files[1], encoding: .utf8),
            error: try String(contentsOfFile: files[2], encoding: .utf8))
    }

    /// User time of all threads in hundredths of a second; a second is more than starting takes.
    private func processorTicks(_ process: Int32) throws -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // Behind the name in parentheses the twelfth field.
        let fields = text.drop { $0 != ")" }.split(separator: " ")
        return fields.count > 12 ? Int(fields[12]) ?? 0 : 0
    }
}
