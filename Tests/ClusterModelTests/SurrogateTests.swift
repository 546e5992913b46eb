import ClusterModel
import Testing

/// Steps as functions of uncertain inputs, and experts in the search.
@Suite struct SurrogateTests {
    static let job = SearchTests.job(layers: 12, hidden: 1024, heads: 16, batch: 64)

    /// A given strategy is smooth in both inputs; a search changes its strategy and has kinks.
    @Test func theErrorIsSmallAndStated() throws {
        let cluster = SearchTests.cluster(32)
        let network = StepSurrogate.Range(.network, low: 5e9, high: 50e9)
        let efficiency = StepSurrogate.Range(.efficiency, low: 0.7, high: 1.05)
        let one = try StepSurrogate(Self.job, on: cluster, [network], strategy: Strategy(tensor: 2, data: 16))
        #expect(one.coefficients.count == 7)
        #expect(one.checks == 21)
        #expect(one.error < 0.01)
        let both = try StepSurrogate(Self.job, on: cluster, [network, efficiency], strategy: Strategy(tensor: 2, data: 16))
        #expect(both.coefficients.count == 49)
        #expect(both.error < 0.01)
        let searched = try StepSurrogate(Self.job, on: cluster, [network], strategy: nil)
        #expect(searched.error < 0.05)
        // At the middle of the range T_n(0) is 0, −1 or 1: the polynomial there is the step itself.
        var middle = cluster
        middle.set(.network, (5e9 * 50e9).squareRoot())
        let step = try TrainingModel(Self.job, on: middle).plan(Strategy(tensor: 2, data: 16)).step
        let logarithm = one.coefficients[0] - one.coefficients[2] + one.coefficients[4] - one.coefficients[6]
        #expect(abs(logarithm - Logarithm.of(step)) < 0.01)
    }

    @Test func aRangeWithoutSpreadIsRefused() {
        #expect(throws: ClusterError.self) {
            try StepSurrogate(Self.job, on: SearchTests.cluster(32), [.init(.network, low: 0, high: 1)], strategy: nil)
        }
    }

    @Test func expertsAreSearchedAndPruningChangesNothing() throws {
        let model = Architecture(
            name: "experts", layers: 8, hidden: 1024, heads: 8, feedForward: 2048, isGated: true, vocabulary: 32000, experts: 8, activeExperts: 2)
        let search = StrategySearch(
            try TrainingModel(TrainingJob(model: model, sequence: 1024, batch: 64), on: SearchTests.cluster(32, memory: 12e9)))
        let (pruned, whole) = (try search.run(), try search.run(isExhaustive: true))
        #expect(pruned.best.strategy == whole.best.strategy)
        #expect(pruned.candidates == whole.candidates)
        #expect(whole.nearTies.allSatisfy { $0.strategy.data % $0.strategy.expert == 0 })
        var single = SearchSpace()
        single.experts = [1]
        let without = try StrategySearch(search.model, single).run(isExhaustive: true)
        #expect(without.candidates < whole.candidates)
        #expect(whole.best.step <= without.best.step)
    }

    /// ZeRO spreads experts over their own copies only: spreading them over groups first leaves the same optimizer state.
    @Test func spreadingExpertsFirstChangesNoOptimizerState() throws {
        let model = Architecture(
            name: "experts", layers: 8, hidden: 1024, heads: 8, feedForward: 2048, isGated: true, vocabulary: 32000, experts: 8, activeExperts: 2)
        let prices = try TrainingModel(TrainingJob(model: model, sequence: 1024, batch: 64), on: SearchTests.cluster(32))
        let plain = try prices.plan(Strategy(data: 16, zero: 1)).memory
        let spread = try prices.plan(Strategy(data: 16, expert: 8, zero: 1)).memory
        #expect(StepTests.close(plain.optimizer, spread.optimizer))
        #expect(spread.weights < 0.5 * plain.weights)
    }
}

/// The natural logarithm by its series around powers of two.
private enum Logarithm {
    static func of(_ x: Double) -> Double {
        let ratio = (x.significand - 1) / (x.significand + 1)
        var (sum, term) = (0.0, ratio)
        for n in stride(from: 1, to: 60, by: 2) {
            sum += term / Double(n)
            term *= ratio * ratio
        }
        return 2 * sum + Double(x.exponent) * 0.6931471805599453
    }
}
