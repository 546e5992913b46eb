// Measures the engine and, in the same run and in turns, the hand-written references beside the package.
//
//     swift run -c release Benchmarks [NAME…] [--json FILE]
//
//     swift run -c release Benchmarks dispatch --case FOLDER/params_168.json --mode own_top4
//
// prints a line of JSON per benchmark: CPU time of all threads per item, the reference's, and their ratio.
internal import DataFiles
import Foundation

var arguments = Array(CommandLine.arguments.dropFirst())
do {
    if arguments.first == "--child" {
        try ChildRun.main(Array(arguments.dropFirst()))
        exit(0)
    }
    if arguments.first == "dispatch", arguments.count > 1 {
        try DispatchCommand.run(Array(arguments.dropFirst()))
        exit(0)
    }
    var jsonPath: String?
    if let place = arguments.firstIndex(of: "--json") {
        guard place + 1 < arguments.count else { throw UsageError(text: "[NAME…] [--json FILE]") }
        jsonPath = arguments[place + 1]
        arguments.removeSubrange(place...place + 1)
    }
    for name in arguments where !Benchmarks.all.contains(where: { $0.name == name }) {
        throw UsageError(
            text: "[NAME…] [--json FILE]; there is no \(name), but "
                + Benchmarks.all.map(\.name).joined(separator: ", "))
    }
    let references = References()
    defer { references?.clean() }
    if references == nil { print("note: \(References.absence)") }
    var lines: [JSON] = []
    for benchmark in Benchmarks.all where arguments.isEmpty || arguments.contains(benchmark.name) {
        do {
            for measurement in try benchmark.measure(references) {
                lines.append(measurement.json)
                print(try measurement.json.text(.compact))
                fflush(nil)
            }
        } catch let unavailable as ModelBenchmark.Unavailable {
            print("note: \(benchmark.name) skipped: \(unavailable)")
        }
    }
    if let jsonPath { try JSON.array(lines).write(to: jsonPath) }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
