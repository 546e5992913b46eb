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

    static func result(
        _ arrivals: Double, _ plan: ServingPlan, chips: Int = 8, spread: Double = 0, output: Int = 128, requests: Int = 600
    ) throws -> ServingResult {
        var cluster = Self.cluster
        cluster.chips = chips
        cluster.network = chips > 8 ? 50e9 : 0
        let load = ServingLoad(model: Self.model, prompt: 1024, output: output, spread: spread, arrivals: arrivals)
        return try ServingSimulation(load, plan, on: cluster, seed: 4).run(requests: requests)
    }

    private static func median(_ x: [Double]) -> Double { x.sorted()[x.count / 2] }

    /// Hardly any requests: nobody waits, and every latency is the closed form's.
    @Test func aLonelyRequestTakesTheClosedForm() throws {
        let plan = ServingPlan(tensor: 8, copies: 1, reading: .whole)
        let r = try Self.result(0.001, plan, requests: 50)
        let e = try ServingEstimate(ServingJob(model: Self.model, prompt: 1024, output: 128, concurrency: 1), on: Self.cluster)
        #expect(abs(Self.median(r.firstToken) / e.prefill - 1) < 1e-9)
        #expect(abs(Self.median(r.perToken) / e.decodeStep - 1) < 1e-3)
        #expect(r.firstToken.count == 45)
        #expect(r.busy < 0.01)
    }

    /// A long queue: every copy is full, and throughput is the closed form's within what filling and emptying cost.
    @Test func anOverloadedCopyGivesItsCapacity() throws {
        let plan = ServingPlan(tensor: 8, copies: 1, reading: .whole, most: 32)
        let r = try Self.result(1000, plan, requests: 2000)
        #expect(r.isOverloaded)
        let e = try ServingEstimate(ServingJob(model: Self.model, prompt: 1024, output: 128, concurrency: 32), on: Self.cluster)
        let answered = 1800 * 128 / (r.whole.max()! + 0.2)
        #expect(abs(answered / e.tokensPerSecond - 1) < 0.12, "\(answered) against \(e.tokensPerSecond)")
    }

    /// Little's law: requests inside = arrivals × mean time inside. The left side counts answers growing, so reading is left out of the right.
    @Test func answersGrowingFollowLittle() throws {
        let r = try Self.result(6, ServingPlan(tensor: 8, copies: 1), requests: 4000)
        #expect(!r.isOverloaded)
        let growing = r.meanBatch * r.busy
        let inside = 6 * zip(r.whole, r.firstToken).reduce(0) { $0 + $1.0 - $1.1 } / Double(r.whole.count)
        #expect(abs(growing / inside - 1) < 0.08, "\(growing) against \(inside)")
        #expect(abs(r.tokensPerSecond / (6 * 128) - 1) < 0.08)
    }

    /// Reading in pieces keeps answers growing: the slowest tokens come sooner than when whole requests are read in between.
    @Test func piecesKeepAnswersGrowing() throws {
        let whole = try Self.result(8, ServingPlan(tensor: 8, copies: 1, reading: .whole), requests: 1500)
        let pieces = try Self.result(8, ServingPlan(tensor: 8, copies: 1, reading: .chunks(256)), requests: 1500)
        #expect(Self.median(whole.firstToken) < Self.median(pieces.firstToken))
        let apart = try Self.result(8, ServingPlan(tensor: 8, copies: 1, readers: 1), chips: 16, requests: 1500)
        #expect(Self.median(apart.perToken) < Self.median(whole.perToken))
    }

    @Test func moreRequestsWaitLonger() throws {
        let waits = try [2.0, 6, 10].map { Self.median(try Self.result($0, ServingPlan(tensor: 8, copies: 1), spread: 0.7).whole) }
        #expect(waits[0] < waits[1])
        #expect(waits[1] < waits[2])
        let again = try Self.result(6, ServingPlan(tensor: 8, copies: 1), spread: 0.7)
        #expect(again == (try Self.result(6, ServingPlan(tensor: 8, copies: 1), spread: 0.7)))
    }

    @Test func badLoadsAreRefused() throws {
        #expect(throws: ClusterError.self) { try Self.result(0, ServingPlan(tensor: 8, copies: 1)) }
        #expect(throws: ClusterError.self) { try Self.result(1, ServingPlan(tensor: 3, copies: 1)) }
        #expect(throws: ClusterError.self) { try Self.result(1, ServingPlan(tensor: 8, copies: 2)) }
        #expect(throws: ClusterError.self) { try Self.result(1, ServingPlan(tensor: 1, copies: 8)) }
    }
}
