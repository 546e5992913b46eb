import FinanceModel
import Testing

@Suite struct BacktestTests {
    @Test func publishedStatistics() throws {
        let cases: [(Int, Int, Double, Double, Double, Double)] = [
            (1000, 61, 0.05, 2.3876676513946222, 0.12229596867609654, 0.1104107092402161),
            (250, 0, 0.01, 5.025167926750726, 0.02498150305344973, 0.18887088925855633),
            (250, 7, 0.01, 5.496990447792683, 0.019049230890526535, 0.013701447855203663),
            (500, 16, 0.025, 0.9247110516192834, 0.3362410367454683, 0.31318800703190597),
        ]
        for (count, exceptions, p, statistic, probability, exact) in cases {
            let test = try VaRBacktest(count: count, exceptions: exceptions, probability: p)
            #expect(near(test.coverage.statistic, statistic, 1e-9) && near(test.coverage.probability, probability, 1e-10))
            #expect(near(test.exactProbability, exact, 1e-10))
            #expect(test.independence == nil)
        }
    }

    @Test func clustersAreFound() throws {
        var hits = [Bool](repeating: false, count: 250)
        for day in [20, 21, 22, 90, 91, 180, 220] { hits[day] = true }
        let test = try VaRBacktest(hits: hits, probability: 0.01)
        let days = try #require(test.transitions)
        #expect([days.quietQuiet, days.quietHit, days.hitQuiet, days.hitHit] == [238, 4, 4, 3])
        #expect(near(try #require(test.independence).statistic, 13.487563523752076, 1e-9))
        #expect(near(try #require(test.conditionalCoverage).probability, 7.543214965938766e-05, 1e-12))
    }

    @Test func theExactTestIsOneWhereNothingIsLikelier() throws {
        #expect(near(try VaRBacktest(count: 100, exceptions: 1, probability: 0.01).exactProbability, 1, 1e-9))
        for count in [1, 2, 17] {
            for x in 0...count {
                let test = try VaRBacktest(count: count, exceptions: x, probability: 0.3)
                let direct = try (0...count).reduce(0.0) {
                    let mass = try VaRBacktest(count: count, exceptions: $1, probability: 0.3).mass
                    return $0 + (mass <= test.mass * (1 + 1e-7) ? mass : 0)
                }
                #expect(near(test.exactProbability, direct, 1e-12))
                #expect(test.coverage.statistic >= 0 && test.coverage.statistic.isFinite)
            }
        }
    }

    @Test func zonesAreThoseOfBasel() throws {
        let zones = try (0...12).map { try VaRBacktest(count: 250, exceptions: $0, probability: 0.01).zone }
        #expect(zones.filter { $0 == .green }.count == 5 && zones[9] == .yellow && zones[10] == .red)
    }

    @Test func oneDayTellsNothingAboutOrder() throws {
        let test = try VaRBacktest(hits: [true], probability: 0.5)
        #expect(test.independence?.statistic == 0 && test.independence?.probability == 1)
        #expect(throws: FinanceError.self) { try VaRBacktest(hits: [], probability: 0.5) }
        #expect(throws: FinanceError.self) { try VaRBacktest(count: 5, exceptions: 6, probability: 0.5) }
    }
}

@Suite struct GarchTests {
    private static let returns = [0.5, -1.2, 0.3, 2.1, -0.4, -0.9, 1.4]

    @Test func withoutDynamicsItIsTheDensityOfTheReturns() throws {
        let fit = try GarchLikelihood(returns: Self.returns, parameters: .init(constant: 1, arch: 0, garch: 0))
        let squares = Self.returns.reduce(0) { $0 + $1 * $1 }
        #expect(near(fit.logLikelihood, -0.5 * squares - 7 * 0.9189385332046727, 1e-12))
        #expect(fit.variances.allSatisfy { $0 == 1 } && fit.forecast(3) == [1, 1, 1])
    }

    @Test func manyDegreesOfFreedomAreNormal() throws {
        let normal = GarchLikelihood.Parameters(constant: 0.1, arch: 0.1, asymmetry: 0.05, garch: 0.8)
        var heavy = normal
        heavy.innovation = .studentT(degrees: 1e7)
        let (a, b) = (
            try GarchLikelihood(returns: Self.returns, parameters: normal),
            try GarchLikelihood(returns: Self.returns, parameters: heavy)
        )
        #expect(near(a.logLikelihood, b.logLikelihood, 1e-5) && a.variances == b.variances)
    }

    @Test func forecastsReturnToTheUnconditionalVariance() throws {
        let parameters = GarchLikelihood.Parameters(constant: 0.08, arch: 0.11, garch: 0.85)
        let fit = try GarchLikelihood(returns: Self.returns, parameters: parameters, backcast: 1.7)
        #expect(near(fit.variances[0], 0.08 + 0.96 * 1.7, 1e-15))
        #expect(near(parameters.unconditionalVariance, 2, 1e-12) && near(parameters.halfLife, 16.97974801833893, 1e-9))
        #expect(near(fit.forecast(2000)[1999], 2, 1e-9))
        let halfway = fit.forecast(18)
        #expect(near((halfway[17] - 2) / (halfway[0] - 2), 0.4996, 1e-3))
    }

    @Test func explosiveModelsSaySo() throws {
        let parameters = GarchLikelihood.Parameters(constant: 0.1, arch: 0.3, garch: 0.8)
        #expect(parameters.unconditionalVariance == .infinity && parameters.halfLife == .infinity)
        #expect(throws: FinanceError.self) {
            try GarchLikelihood(returns: [1], parameters: .init(constant: 1, arch: 0, garch: 0, innovation: .studentT(degrees: 2)))
        }
        #expect(throws: FinanceError.self) { try GarchLikelihood(returns: [], parameters: parameters) }
    }
}
