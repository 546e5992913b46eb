import ClusterModel
import DataFiles
import Foundation
import Testing

/// Errors on measured rows stay where the constants left them. No randomness: the same rows give the same figures.
@Suite(.enabled(if: Measured.isThere, Comment(rawValue: Measured.absence)))
struct ValidationTests {
    static func report() throws -> ValidationReport {
        var report = ValidationReport()
        try report.addClusters(try JSON.read(Measured.folder + "/cluster-measured.json"))
        try report.addTraining(try CSV.read(Measured.folder + "/vtrain-single-node.csv"))
        try report.addProducts(try CSV.read(Measured.folder + "/gemm-measured.csv"))
        try report.addCollectives(try CSV.read(Measured.folder + "/nccl-measured.csv"))
        return report
    }

    @Test func predictsTrainingRunsWithinTheirBounds() throws {
        let report = try Self.report()
        func entry(_ set: String) throws -> ValidationReport.Entry { try #require(report.entry(set)) }
        let korthikanti = try entry("Korthikanti 2022")
        #expect(korthikanti.count == 8)
        #expect(korthikanti.mean <= 0.025)
        #expect(korthikanti.largest <= 0.06)
        #expect(try entry("Megatron 2021, table 1").mean <= 0.05)
        #expect(try entry("Megatron 2021, table 2").mean <= 0.05)
        #expect(try entry("vTrain, one node").mean <= 0.061)
        // Not yet the goal of 5 %: a few rows of one cluster differ by a third between neighbouring strategies.
        #expect(try entry("vTrain, several nodes").mean <= 0.065)
        #expect(try entry("vTrain, several nodes").quantile(0.5) <= 0.03)
        #expect(try entry("Korthikanti 2022, memory").largest <= 1e-6)
    }

    @Test func predictsKernelsWithinTheirBounds() throws {
        let report = try Self.report()
        var products = ValidationReport.Entry(set: "", split: "", errors: [])
        var collectives = products
        for entry in report.entries {
            if entry.set.hasPrefix("matrix products") { products.errors += entry.errors }
            if entry.set.hasPrefix("collectives") { collectives.errors += entry.errors }
        }
        #expect(products.count == 4600)
        #expect(products.quantile(0.5) <= 0.12)
        #expect(collectives.quantile(0.5) <= 0.075)
    }

    @Test func theRecordedTableIsWhatARunPrints() throws {
        let lines = try Self.report().text.split(separator: "\n").map(String.init)
        let recorded = ValidationReport.recorded.split(separator: "\n").map(String.init)
        #expect(Array(recorded.prefix(lines.count)) == lines)
    }

    @Test func theDocumentedTableIsWhatARunPrints() throws {
        let page = try String(contentsOfFile: Measured.project + "/Docs/Accuracy.md", encoding: .utf8)
        #expect(page.contains(try Self.report().markdown))
    }
}
