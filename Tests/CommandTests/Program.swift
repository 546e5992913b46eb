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
        _ arguments: [String], in folder: String? = nil, input: String? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let files = try (0..<3).map { _ in try TemporaryFile() }
        if let input { try input.write(toFile: files[0].path, atomically: false, encoding: .utf8) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files[0].path))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1].path))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[2].path))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOfFile: files[1].path, encoding: .utf8),
            error: try String(contentsOfFile: files[2].path, encoding: .utf8))
    }
}

/// A file that goes away with this value.
final class TemporaryFile {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "headroom-test-\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A folder that goes away with this value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "headroom-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
