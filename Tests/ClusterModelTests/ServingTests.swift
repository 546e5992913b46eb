import ClusterModel
import Testing

/// Serving follows its limits: bandwidth when few answers grow, work when many do.
@Suite struct ServingTests {
    static let model = Architecture.catalogue.first { $0.architecture.name == "llama-3.1-70b" }!.architecture
    static let cluster = Cluster(chip: .h100, chips: 8, nodeSize: 8, inside: .h100, network: 0)

    @Test func oneAnswerIsBoundByReadingTheWeights() throws {
        let one = try ServingEstimate(ServingJob(model: Self.model, prompt: 128, output: 128, concurrency: 1), on: Self.cluster)
        let reading = one.weights / Chip.h100.bandwidth
        #expect(one.decodeStep > reading)
        #expect(one.decodeStep < 2.5 * reading)
    }

    @Test func moreAnswersAtOnceAreCheaperAndSlower() throws {
        let few = try ServingEstimate(ServingJob(model: Self.model, prompt: 2048, output: 512, concurrency: 4), on: Self.cluster)
        let many = try ServingEstimate(ServingJob(model: Self.model, prompt: 2048, output: 512, concurrency: 64), on: Self.cluster)
        #expect(many.decodeStep > few.decodeStep)
        #expect(many.cost(perChipHour: 2) < few.cost(perChipHour: 2))
    }

    @Test func cachesThatDoNotFitNameTheConcurrencyThatDoes() throws {
        let job = ServingJob(model: Self.model, prompt: 100_000, output: 1000, concurrency: 64)
        do {
            _ = try ServingEstimate(job, on: Self.cluster)
            Issue.record("64 caches of 100,000 tokens do not fit")
        } catch {
            guard case .memory(_, _, _, let remedy?) = error, let most = Int(remedy.filter(\.isNumber)) else {
                Issue.record("\(error)")
                return
            }
            var smaller = job
            smaller.concurrency = most
            #expect(throws: Never.self) { try ServingEstimate(smaller, on: Self.cluster) }
            smaller.concurrency = most + 1
            #expect(throws: ClusterError.self) { try ServingEstimate(smaller, on: Self.cluster) }
        }
    }
}
