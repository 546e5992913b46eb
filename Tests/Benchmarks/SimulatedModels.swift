internal import Engine
import Foundation
internal import HeadroomLua

/// The models that a child process can run, by name: M1 built through the engine's own interface, and all in the language.
enum SimulatedModels {
    typealias Run = @Sendable (_ set: InstructionSet, _ backend: Backend, _ paths: Int, _ threads: Int) throws -> SimulationResult

    struct Model: Sendable {
        let name: String
        let run: Run
        let published: PublishedFigures
    }

    static let all = [
        Model(name: "m1", run: { try runGraph($0, $1, $2, $3) }, published: .m1),
        Model(name: "m1-lua", run: { try runScript("m1", $0, $1, $2, $3) }, published: .m1),
        Model(name: "m2", run: { try runScript("m2", $0, $1, $2, $3) }, published: .m2),
        Model(name: "m3", run: { try runScript("m3", $0, $1, $2, $3) }, published: .m3),
    ]

    private static func runGraph(
        _ set: InstructionSet, _ backend: Backend, _ paths: Int, _ threads: Int
    ) throws -> SimulationResult {
        let graph = Graph()
        let simulation = try Simulation(
            graph, outputs: ModelM1.build(in: graph),
            options: .init(trials: paths, seed: 42, threads: threads, instructionSet: set, backend: backend))
        return try simulation.run()
    }

    static func runScript(
        _ name: String, _ set: InstructionSet, _ backend: Backend, _ paths: Int, _ threads: Int
    ) throws -> SimulationResult {
        var options = SessionOptions()
        options.trials = paths
        options.threads = threads
        options.instructionSet = set
        options.backend = backend
        let session = try Session(options: options) { _ in }
        try session.run(file: script(name))
        return session.runs[0].result
    }

    /// A script beside these sources.
    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Models/\(name).lua").path
    }

    static func model(_ name: String) -> Model? { all.first { $0.name == name } }
}

/// `Benchmarks --child MODEL SET BACKEND PATHS THREADS REPEATS`: runs a model and prints the CPU nanoseconds per path of every
/// repeat and a checksum of the result. From "seed known" to "all outputs listed", as the reference measures itself.
enum ChildRun {
    static func main(_ arguments: [String]) throws {
        guard arguments.count == 6, let model = SimulatedModels.model(arguments[0]),
            let set = InstructionSet(name: arguments[1]), let backend = Backend(name: arguments[2]),
            let paths = Int(arguments[3]), let threads = Int(arguments[4]), let repeats = Int(arguments[5])
        else { throw UsageError(text: "--child MODEL SET BACKEND PATHS THREADS REPEATS") }
        var words: [String] = []
        var checksum: UInt64 = 0
        var disagreements: [String] = []
        for _ in 0..<repeats {
            let start = ChildProcess.ownCPUSeconds
            let clock = ContinuousClock()
            let begin = clock.now
            let result = try model.run(set, backend, paths, threads)
            checksum = 0
            for name in result.names {
                let estimate = result[name]!
                let quantiles = [0.05, 0.5, 0.95].map { estimate.quantile($0).value }
                for x in [estimate.mean, estimate.standardDeviation] + quantiles {
                    checksum = (checksum ^ x.bitPattern) &* 0x9E37_79B9_7F4A_7C15
                }
            }
            let cpu = (ChildProcess.ownCPUSeconds - start) / Double(paths) * 1e9
            let elapsed = clock.now - begin
            let wall = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
            words.append("\(cpu):\(wall)")
            disagreements = model.published.disagreements(result)
        }
        print(words.joined(separator: " "), checksum)
        for line in disagreements { print(line) }
    }

    /// What a child printed.
    struct Report {
        /// CPU nanoseconds per path and elapsed seconds of each repeat.
        let repeats: [(nanoseconds: Double, seconds: Double)]
        let checksum: String
        let peakMegabytes: Double
    }

    /// Runs a model in a process of its own.
    static func run(
        _ model: String, _ set: InstructionSet, _ backend: Backend = .native, paths: Int, threads: Int, repeats: Int = 3
    ) throws -> Report {
        let child = try ChildProcess.run(
            [ChildProcess.ownPath, "--child", model, set.name, backend.name, "\(paths)", "\(threads)", "\(repeats)"])
        let lines = child.output.split(separator: "\n")
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        for line in lines.dropFirst() { print("note: \(model) \(line)") }
        let times = words.dropLast().map { word in
            let parts = word.split(separator: ":").map { Double($0)! }
            return (nanoseconds: parts[0], seconds: parts[1])
        }
        return Report(repeats: times, checksum: words.last ?? "", peakMegabytes: child.peakMegabytes)
    }
}

struct UsageError: Error, CustomStringConvertible {
    let text: String
    var description: String { "usage: Benchmarks \(text)" }
}
