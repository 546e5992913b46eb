import Foundation

/// The installed `lua5.4`, as the judge of what Lua does. Everything is run in batches, since starting it takes longer
/// than most programs.
struct StockLua {
    private let executable: URL

    /// The interpreter; nil where none is installed, and then the tests that need it are skipped, visibly.
    static let installed: StockLua? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let paths = folders.map { "\($0)/lua5.4" }
        return paths.first(where: FileManager.default.isExecutableFile).map { StockLua(executable: URL(filePath: $0)) }
    }()

    static var isInstalled: Bool { installed != nil }

    /// Runs a driver over programs. The driver sees them as the global `programs`, a list of strings, and what it
    /// prints is returned line by line.
    func run(_ driver: String, over programs: [[UInt8]]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var data = Data()
        for program in programs {
            data.append(Data("\(program.count)\n".utf8))
            data.append(contentsOf: program)
        }
        try data.write(to: folder.appending(path: "programs"))
        let script = Self.reader + driver
        try Data(script.utf8).write(to: folder.appending(path: "driver.lua"))
        let output = folder.appending(path: "output")
        _ = FileManager.default.createFile(atPath: output.path(), contents: nil)
        let process = Process()
        process.executableURL = executable
        process.arguments = ["driver.lua"]
        process.currentDirectoryURL = folder
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// The driver itself failed: a fault of the test.
    struct Failure: Error {
        let output: String
    }

    private static let reader = """
        programs = {}
        do
          local file = assert(io.open("programs", "rb"))
          local size = file:read("l")
          while size do
            programs[#programs + 1] = file:read(tonumber(size)) or ""
            size = file:read("l")
          end
          file:close()
        end
        function __guards()
          return function(x) return x end, function(a, b) return a == b end, function(a, b) return a ^ b end,
            function(k) return k end
        end

        """
}
