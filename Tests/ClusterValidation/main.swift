// Predicts measured rows: ClusterValidation [FOLDER] [--text | --speed]
import ClusterModel
import DataFiles
import Diagnostics
import Glibc

/// Processor seconds of this process.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

var arguments = Array(CommandLine.arguments.dropFirst())
let isText = arguments.contains("--text")
let isSpeed = arguments.contains("--speed")
arguments.removeAll { $0.hasPrefix("--") }
let folder = arguments.first ?? "../shared/reference"

do {
    if isSpeed {
        let model = Architecture.catalogue.first { $0.architecture.name == "turing-530b" }!.architecture
        let cluster = Cluster(chip: .a100, chips: 5128, nodeSize: 8, inside: .a100, network: 25e9)
        let job = TrainingJob(model: model, sequence: 2048, batch: 2520, precision: .fp16, hasFusedAttention: false)
        let search = StrategySearch(try TrainingModel(job, on: cluster))
        for isExhaustive in [true, false] {
            let start = processorSeconds()
            let result = try search.run(isExhaustive: isExhaustive)
            let seconds = processorSeconds() - start
            print(
                "turing-530b: \(result.candidates) strategies, \(result.priced) priced, \(seconds * 1000) ms,",
                "\(Double(result.candidates) / seconds) per second; best \(result.best.strategy.text) \(result.best.step) s")
        }
    } else {
        var report = ValidationReport()
        try report.addClusters(try JSON.read(folder + "/cluster-measured.json"))
        try report.addTraining(try CSV.read(folder + "/vtrain-single-node.csv"))
        try report.addProducts(try CSV.read(folder + "/gemm-measured.csv"))
        try report.addCollectives(try CSV.read(folder + "/nccl-measured.csv"))
        print(isText ? report.text : report.markdown, terminator: "")
    }
} catch let error as any DiagnosticConvertible {
    print(error.diagnostic.message, error.diagnostic.operands.map { "\($0.name) \($0.value)" }, error.diagnostic.remedy ?? "")
    exit(1)
}
