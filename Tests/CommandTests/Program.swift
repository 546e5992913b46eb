import Foundation

/// The `headroom` executable that was built beside the tests.
struct Program {
    struct Outcome {
        var status: Int32
        var output: String
        var error: String
    }

    static let path: String = {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        // Under `swift test` the process is a helper of the toolchain; the test bundle's path is among its arguments.
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("headroom").path
    }()

    /// Runs it to its end. `environment` is added to this process's own.
    static func run(
        _ arguments: [String], in workingFolder: String? = nil, input: String? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let workingFolder { process.currentDirectoryURL = URL(fileURLWithPath: workingFolder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { try folder.write($0 == "in" ? input ?? "" : "", to: $0) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files[0]))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[2]))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOfFile: files[1], encoding: .utf8),
            error: try String(contentsOfFile: files[2], encoding: .utf8))
    }
}

/// A folder that goes away when the tests end. (Not with the value: Swift may end that before the folder's last use.)
struct TemporaryFolder {
    let path: String

    private static let all: URL = {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("headroom-tests-\(getpid())")
        atexit { try? FileManager.default.removeItem(at: TemporaryFolder.all) }
        return folder
    }()

    init() throws {
        path = Self.all.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
