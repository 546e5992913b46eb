import Foundation

/// The hand-written C++ programs in `../shared/bench` beside the package, built here for one instruction set.
struct References {
    private let folder: String
    private let scratch: String

    /// nil when the folder is not there, which the report then says.
    init?() {
        // Tests/Benchmarks/References.swift → the package → its neighbour.
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        folder = package.deletingLastPathComponent().appendingPathComponent("shared/bench").path
        guard FileManager.default.fileExists(atPath: folder + "/limit53.cpp") else { return nil }
        scratch = NSTemporaryDirectory() + "/headroom-benchmarks-\(getpid())"
    }

    /// A file of the folder beside the package, whether or not it is there.
    static func shared(_ path: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/\(path)").path
    }

    static let absence = "../shared/bench is not there: nothing to compare with"

    /// A reference program and the name under which it is reported.
    struct Program {
        let name: String
        let path: String
    }

    /// Builds `limit53.cpp` as its own script does: natively with 512-bit vectors, or for x86-64-v3.
    func build(avx512: Bool) throws -> Program {
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let label = avx512 ? "native" : "x86-64-v3"
        let path = "\(scratch)/limit53-\(label)"
        if !FileManager.default.fileExists(atPath: path) {
            let machine = avx512 ? ["-march=native", "-mprefer-vector-width=512"] : ["-march=x86-64-v3"]
            _ = try ChildProcess.run(
                ["g++", "-O3"] + machine
                    + ["-ffast-math", "-std=c++17", "-pthread", "-w", "-DREAL=double", "-DCCN=\"limit53 \(label)\""]
                    + [folder + "/limit53.cpp", "-o", path])
        }
        return Program(name: "limit53.cpp g++ -O3 \(label)", path: path)
    }

    /// CPU nanoseconds per path of one model, as the program itself measures them.
    func nanosecondsPerPath(_ program: Program, model: String, paths: Int, threads: Int) throws -> Double {
        let output = try ChildProcess.run([program.path, model, "\(paths)", "\(threads)"]).output
        let line = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        guard let nanoseconds = line?["cpu_ns_per_path"] as? Double else {
            throw ChildProcess.Failure.failed([program.path], 0, output)
        }
        return nanoseconds
    }

    /// Removes what has been built.
    func clean() { try? FileManager.default.removeItem(atPath: scratch) }
}
