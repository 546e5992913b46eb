import FinanceModel
import TestSupport
import Testing

@Suite struct ClearingTests {
    private static let ring = try! ClearingNetwork(
        liabilities: [[0, 10, 0], [0, 0, 10], [10, 0, 0]], externalAssets: [2, 0, 0], externalLiabilities: [5, 1, 1])

    @Test func publishedVectors() throws {
        let ring = try ClearingVector(Self.ring)
        #expect(near(ring.payments, [4.453987730061352, 2.9693251533742355, 2.6993865030674877], 1e-12))
        #expect(ring.isInDefault == [true, true, true] && ring.liabilities == [15, 11, 11])
        let cran = try ClearingVector(
            ClearingNetwork(
                liabilities: [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]], externalAssets: [0.5, 0.625, 0.75],
                externalLiabilities: [1.5, 0.5, 0.5]))
        #expect(near(cran.payments, [1.4732142857142858, 1.4196428571428572, 1.5], 1e-12))
        #expect(near(cran.equity, [0, 0, 0.017857142857142794], 1e-12))
        let costs = try ClearingNetwork(
            liabilities: Self.ring.liabilities, externalAssets: Self.ring.externalAssets,
            externalLiabilities: Self.ring.externalLiabilities, externalRecovery: 0.6, networkRecovery: 0.6)
        #expect(near(try ClearingVector(costs).payments, [1.362101313320826, 0.5448405253283306, 0.29718574108818063], 1e-12))
    }

    @Test func stakesAndGuaranteesCount() throws {
        let stakes = try ClearingVector(
            ClearingNetwork(
                liabilities: [[0, 0, 30, 5], [20, 0, 25, 0], [0, 0, 0, 10], [0, 18, 0, 0]], externalAssets: [40, 22, 12, 9],
                externalLiabilities: [15, 20, 8, 3],
                stakes: [[0, 0.1, 0, 0.08], [0.27, 0, 0, 0], [0, 0.05, 0, 0], [0, 0, 0, 0]]))
        #expect(near(stakes.payments, [50, 40.75020134228188, 18, 21], 1e-11))
        #expect(near(stakes.equity, [2.778523489932894, 0, 39.67315436241611, 3], 1e-11))
        // 1 owes 10 to 2 and has 4; 0 guarantees 5 of it.
        func guaranteed(_ guarantor: Double, cap: Double) throws -> ClearingVector {
            try ClearingVector(
                ClearingNetwork(
                    liabilities: [[0, 0, 0], [0, 0, 10], [0, 0, 0]], externalAssets: [guarantor, 4, 0],
                    guarantees: [.init(guarantor: 0, debtor: 1, creditor: 2, cap: cap)]))
        }
        #expect(near(try guaranteed(100, cap: 5).assets, [100, 4, 9], 1e-12))
        #expect(near(try guaranteed(100, cap: .infinity).equity, [94, 0, 10], 1e-12))
        #expect(near(try guaranteed(3, cap: .infinity).recovery, [0.5, 0.4, 1], 1e-12))
    }

    /// Two banks, each solvent only if the other pays: default costs make two solutions of one network.
    @Test func costsMakeSeveralSolutions() throws {
        let network = try ClearingNetwork(
            liabilities: [[0, 10], [10, 0]], externalAssets: [1, 1], externalLiabilities: [1, 1], externalRecovery: 0.5,
            networkRecovery: 0.5)
        #expect(try ClearingVector(network).isInDefault == [false, false])
        let least = try ClearingVector(network, .least)
        #expect(least.isInDefault == [true, true] && near(least.payments, [0.55 / 0.6 * 11 / 11, 0.55 / 0.6 * 11 / 11], 0.1))
        #expect(try !ClearingVector.isUnique(network))
        #expect(try ClearingVector.isUnique(Self.ring))
    }

    /// In any network: nobody pays more than it owes or, unless it pays all, less than it has; money is conserved.
    @Test func everyVectorBalances() throws {
        var random = SplitMix(seed: 3)
        func amount(_ limit: UInt64) -> Double { Double(random.next() % limit) }
        for round in 0..<300 {
            let n = 2 + Int(random.next() % 8)
            let liabilities = (0..<n).map { i in
                (0..<n).map { $0 != i && random.next() % 3 == 0 ? amount(50) : 0 }
            }
            let stakes = round % 3 == 0 ? (0..<n).map { i in (0..<n).map { $0 == i ? 0 : amount(10) / 10 / Double(n) } } : []
            let hasGuarantee = round % 4 == 1 && n > 2
            let costs = round % 2 == 0 ? 1 : 0.7
            let network = try ClearingNetwork(
                liabilities: liabilities, externalAssets: (0..<n).map { _ in amount(40) },
                externalLiabilities: (0..<n).map { _ in amount(20) },
                guarantees: hasGuarantee ? [.init(guarantor: 0, debtor: 1, creditor: 2, cap: 10)] : [], stakes: stakes,
                externalRecovery: costs, networkRecovery: costs)
            let greatest = try ClearingVector(network)
            let least = try ClearingVector(network, .least)
            for i in 0..<n {
                #expect(least.recovery[i] <= greatest.recovery[i] + 1e-10)
                for vector in [greatest, least] {
                    let expected = vector.isInDefault[i] ? costs * vector.assets[i] : vector.liabilities[i]
                    #expect(near(vector.payments[i], expected, 1e-8))
                    #expect(!vector.isInDefault[i] || vector.assets[i] < vector.liabilities[i])
                }
            }
            guard !hasGuarantee, stakes.isEmpty else { continue }
            let failed = Set(try FictitiousDefaults(network).waves.joined())
            #expect(failed == Set(greatest.isInDefault.indices.filter { greatest.isInDefault[$0] }))
        }
    }

    @Test func aLongRingSettlesExactly() throws {
        // Each passes on 999/1000: iteration alone would take tens of thousands of rounds.
        let n = 5
        let liabilities = (0..<n).map { i in (0..<n).map { $0 == (i + 1) % n ? 1000.0 : 0 } }
        let network = try ClearingNetwork(
            liabilities: liabilities, externalAssets: [1, 0, 0, 0, 0], externalLiabilities: [1, 1, 1, 1, 1])
        let vector = try ClearingVector(network, .least)
        let paid = vector.recovery.reduce(0, +)
        #expect(near(paid, 1, 1e-9), "what leaves the ring is what came in")
    }

    @Test func impossibleNetworksAreRefused() throws {
        func parameter(_ body: () throws -> ClearingNetwork) -> String? { #expect(throws: FinanceError.self) { try body() }?.parameter }
        #expect(parameter { try ClearingNetwork(liabilities: [[1]], externalAssets: [1]) } == "liabilities[1][1]")
        #expect(parameter { try ClearingNetwork(liabilities: [[0, -1], [0, 0]], externalAssets: [1, 1]) } == "liabilities[1][2]")
        #expect(parameter { try ClearingNetwork(liabilities: [[0, 1]], externalAssets: [1, 1]) } == "count of rows of liabilities")
        #expect(
            parameter {
                try ClearingNetwork(liabilities: [[0, 0], [0, 0]], externalAssets: [1, 1], stakes: [[0, 1], [0, 0]])
            } == "stakes in player 2")
        #expect(
            parameter {
                try ClearingNetwork(
                    liabilities: [[0, 0], [0, 0]], externalAssets: [1, 1],
                    guarantees: [.init(guarantor: 0, debtor: 0, creditor: 1, cap: 1)])
            } == "guarantees[1]")
    }
}

@Suite struct ContagionTests {
    @Test func lossesSpreadAsPublished() throws {
        let rank = try DebtRank(
            exposures: [[0, 4, 0, 2], [3, 0, 5, 0], [0, 2, 0, 6], [1, 0, 3, 0]], equity: [10, 12, 9, 7], shock: [0.3, 0, 0, 0])
        #expect(near(rank.systemLoss, 0.1765949800973019, 1e-12))
        let none = try DebtRank(exposures: [[0, 5], [5, 0]], equity: [1, 1], shock: [0, 0])
        #expect(none.losses == [0, 0] && none.rounds == 0)
        let all = try DebtRank(exposures: [[0, 5], [5, 0]], equity: [1, 1], shock: [0.1, 0])
        #expect(all.losses == [1, 1])
    }

    @Test func pricesFallToTheGreatestConsistentOne() throws {
        let spiral = try CapitalRatioSpiral(
            impact: 0.0002, units: [100, 80, 60], cash: [2, 2, 1.5], liabilities: [95, 77, 56], minimumRatio: 0.08)
        #expect(near(spiral.price, 0.9896697235623413, 1e-11))
        let deep = try CapitalRatioSpiral(
            impact: 0.01, units: [100, 80, 60], cash: [2, 2, 1.5], liabilities: [95, 77, 56], minimumRatio: 0.08)
        #expect(near(deep.price, exponential(-0.01 * 240), 1e-12) && deep.sold == [100, 80, 60])
        let calm = try CapitalRatioSpiral(impact: 0.01, units: [1], cash: [0], liabilities: [0.5], minimumRatio: 0.08)
        #expect(calm.price == 1 && calm.sold == [0])
    }

    @Test func marginCallsMoveThePrice() throws {
        func spiral(_ shock: Double) throws -> MarginSpiral {
            try MarginSpiral(
                borrowers: [
                    .init(coins: 10000, debt: 300e6, cash: 20e6), .init(coins: 8000, debt: 350e6, cash: 10e6),
                    .init(coins: 2500, debt: 60e6, cash: 30e6), .init(coins: 4000, debt: 240e6, cash: 0),
                ], price: 90000, shock: shock, impact: 2e-5, trigger: 0.65, target: 0.5)
        }
        let after = try spiral(0.3)
        #expect(near(after.price, 52732.307886291324, 1e-3) && after.cashUsed == [0, 10e6, 0, 0])
        // The cured loan is at its target.
        let rest = (350e6 - 10e6 - after.sold[1] * after.price) / (after.price * (8000 - after.sold[1]))
        #expect(near(rest, 0.5, 1e-9))
        #expect(try spiral(0).sold == [0, 0, 0, 4000].map { $0 * 0 } || spiral(0).price < 90000)
        #expect(throws: FinanceError.self) { try spiral(1) }
    }

    @Test func leverageTargeting() throws {
        let round = try LeverageTargeting(
            weights: [[0.6, 0.4, 0], [0.2, 0.5, 0.3]], assets: [100, 150], debtToEquity: [10, 6], shock: [-0.05, 0, 0],
            impact: [0.0001, 0.0002, 0.0004])
        #expect(near(round.aggregateVulnerability, 0.019866, 1e-14) && near(round.trades, [-19.8, -16.5, -2.7], 1e-12))
    }
}
