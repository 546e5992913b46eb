import FinanceModel
import Testing

@Suite struct StructuralCreditTests {
    @Test func publishedFirstPassages() throws {
        #expect(near(try BarrierDefault(value: 100, barrier: 60, drift: 0.05, volatility: 0.3).probability(by: 5), 0.4337406289170117, 1e-12))
        #expect(near(try BarrierDefault(value: 100, barrier: 50, drift: -0.05, volatility: 0.4).probability(by: 10), 0.8617938650483983, 1e-12))
        let growing = try BarrierDefault(value: 100, barrier: 60, barrierGrowth: 0.02, drift: 0.05, volatility: 0.3)
        #expect(near(growing.probability(by: 5), 0.48469866569618214, 1e-12))
        let monthly = try BarrierDefault(value: 100, barrier: 60, drift: 0.05, volatility: 0.3).probability(by: 5, perYear: 12)
        #expect(near(monthly, 0.3902654503908537, 1e-12))
    }

    @Test func defaultsAccumulateAndComeEarlierWithRisk() throws {
        for volatility in [0, 1e-6, 0.2, 3] {
            for drift in [-0.3, 0, 0.3] {
                let firm = try BarrierDefault(value: 100, barrier: 60, drift: drift, volatility: volatility)
                var last = 0.0
                for time in [0, 1e-9, 0.5, 2, 10, 1e3] {
                    let probability = firm.probability(by: time)
                    #expect(probability >= last - 1e-15 && probability <= 1)
                    #expect(firm.discounted(rate: 0.05, by: time) <= probability + 1e-12)
                    #expect(near(firm.discounted(rate: 0, by: time), probability, 1e-12))
                    last = probability
                }
            }
        }
        #expect(try BarrierDefault(value: 50, barrier: 60, drift: 0, volatility: 0.2).probability(by: 0) == 1)
        #expect(try BarrierDefault(value: 50, barrier: 0, drift: 0, volatility: 0.2).probability(by: 9) == 0)
    }

    /// Hull's example and two miner-like firms.
    @Test func publishedInversions() throws {
        let cases: [(Double, Double, Double, Double, Double, Double, Double, Double)] = [
            (3, 0.8, 10, 1, 0.05, 12.39538718863966, 0.21230471342320786, 0.12697124106279656),
            (4000, 0.95, 1500, 1, 0.045, 5411.2249509301855, 0.711594437125948, 0.06546445479743944),
            (500, 1.4, 3000, 2, 0.045, 1943.7404995359602, 0.6649672192726838, 0.7984226532670731),
        ]
        for (equity, sigma, debt, maturity, rate, assets, volatility, probability) in cases {
            let firm = try MertonFirm.implied(
                equity: equity, equityVolatility: sigma, debt: debt, maturity: maturity, rate: rate)
            #expect(near(firm.assets, assets, 1e-9 * assets) && near(firm.volatility, volatility, 1e-9))
            #expect(near(firm.defaultProbability(), probability, 1e-9))
            #expect(near(firm.equity, equity, 1e-10 * equity) && near(firm.equityVolatility, sigma, 1e-9))
        }
    }

    @Test func inversionsRecoverTheFirm() throws {
        for volatility in [0.05, 0.3, 1.5] {
            for debt in [1e-3, 40, 100, 300] {
                for maturity in [0.25, 1, 10] {
                    let firm = try MertonFirm(assets: 100, volatility: volatility, debt: debt, maturity: maturity, rate: 0.03)
                    guard firm.equity > 1e-6 else { continue }
                    let again = try MertonFirm.implied(
                        equity: firm.equity, equityVolatility: firm.equityVolatility, debt: debt, maturity: maturity, rate: 0.03)
                    #expect(near(again.assets, 100, 1e-5) && near(again.volatility, volatility, 1e-5))
                    #expect(firm.creditSpread >= -1e-12)
                }
            }
        }
        #expect(throws: FinanceError.self) {
            try MertonFirm.implied(equity: 0, equityVolatility: 0.5, debt: 1, maturity: 1, rate: 0)
        }
    }
}

@Suite struct PortfolioTests {
    @Test func poolsAgreeWithTheirFormulas() throws {
        let pool = try LargePool(probability: 0.05, correlation: 0.15)
        #expect(near(pool.quantile(0.999), 0.313505907936788, 1e-12))
        #expect(near(pool.standardDeviation, 0.044011468376582076, 1e-12))
        #expect(near(pool.expectedShortfall(0.999), 0.35652042198104383, 1e-10))
        #expect(near(pool.cumulative(pool.quantile(0.7)), 0.7, 1e-12))
        let tranches = try LargePool(probability: 0.05, correlation: 0.3)
        #expect(near(try tranches.trancheLoss(attach: 0, detach: 0.03, recovery: 0.4), 0.5410575024827761, 1e-10))
        #expect(near(try tranches.trancheLoss(attach: 0.15, detach: 0.3, recovery: 0.4), 0.008071768068569312, 1e-10))
        #expect(near(try tranches.trancheLoss(attach: 0, detach: 1, recovery: 0.4), 0.03, 1e-12))
    }

    @Test func joinedNamesFailTogether() throws {
        #expect(near(try JointDefault(0.15, 0.002, correlation: 0.4).joint, 0.001197816933287383, 1e-14))
        #expect(near(try JointDefault(0.05, 0.05, correlation: 0.3, degrees: 4).joint, 0.011867197481584095, 1e-13))
        #expect(try JointDefault(0.1, 0.03, correlation: 1).joint == 0.03)
        #expect(try JointDefault(0.1, 0.03, correlation: -1).joint == 0)
        #expect(near(try JointDefault(0.1, 0.03, correlation: 0).joint, 0.003, 1e-15))
        #expect(near(try JointDefault(0.1, 0.03, correlation: 0).defaultCorrelation, 0, 1e-13))
    }

    @Test func manyNamesBecomeThePool() throws {
        let pool = try LargePool(probability: 0.05, correlation: 0.2)
        let names = try FactorPortfolio(count: 20_000, probability: 0.05, correlation: 0.2)
        #expect(near(names.standardDeviation / 20_000, pool.standardDeviation, 1e-4))
        #expect(near(Double(names.quantile(0.99)) / 20_000, pool.quantile(0.99), 1e-3))
    }

    @Test(arguments: [nil, 4.0]) func namesOneByOneAreTheBinomialMixture(_ degrees: Double?) throws {
        let equal = try FactorPortfolio(count: 30, probability: 0.1, correlation: 0.3, degrees: degrees)
        let listed = try FactorPortfolio(
            probabilities: Array(repeating: 0.1, count: 30), correlation: 0.3, degrees: degrees)
        #expect(near(equal.probabilities, listed.probabilities, 1e-12))
        #expect(near(equal.probabilities.reduce(0, +), 1, 1e-12) && near(equal.mean, 3, 1e-10))
        // Two names of the mixture are the bivariate copula.
        let two = try FactorPortfolio(count: 2, probability: 0.1, correlation: 0.3, degrees: degrees)
        #expect(near(two.probabilities[2], try JointDefault(0.1, 0.1, correlation: 0.3, degrees: degrees).joint, 1e-11))
    }

    @Test func endsOfCorrelationAreIndependenceAndUnison() throws {
        let apart = try FactorPortfolio(count: 10, probability: 0.2, correlation: 0)
        #expect(near(apart.probabilities[0], 0.1073741824, 1e-12))
        let together = try FactorPortfolio(count: 10, probability: 0.2, correlation: 1)
        #expect(near(together.probabilities[0], 0.8, 2e-3) && near(together.probabilities[10], 0.2, 2e-3))
        #expect(together.probabilities[1...9].allSatisfy { $0 == 0 })
    }
}
