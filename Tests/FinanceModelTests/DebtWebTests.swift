import FinanceModel
import TestSupport
import Testing

@Suite struct DebtWebTests {
    /// The sparse settlement agrees with the table of all debts, with guarantees, stakes and default costs.
    @Test func agreesWithTheFullTable() throws {
        var random = SplitMix(seed: 11)
        func amount(_ limit: UInt64) -> Double { Double(random.next() % limit) }
        for round in 0..<60 {
            let n = 3 + round % 6
            var table = (0..<n).map { _ in (0..<n).map { _ in 0.0 } }
            var debts: [DebtWeb.Debt] = []
            for i in 0..<n {
                for j in 0..<n where i != j && random.next() % 3 == 0 {
                    table[i][j] = 1 + amount(20)
                    debts.append(.init(from: i, to: j, table[i][j]))
                }
            }
            let outside = (0..<n).map { _ in amount(15) }
            let owes = (0..<n).map { _ in amount(8) }
            for i in 0..<n { debts.append(.init(from: i, to: nil, owes[i])) }
            var promises: [ClearingNetwork.Guarantee] = []
            var guarantees: [DebtWeb.Guarantee] = []
            // Player 0 stands behind others' debts to each other: no circle.
            for (index, debt) in debts.enumerated() where round % 2 == 1 && index % 2 == 0 {
                guard let creditor = debt.creditor, debt.debtor != 0, creditor != 0 else { continue }
                promises.append(.init(guarantor: 0, debtor: debt.debtor, creditor: creditor, cap: 5))
                guarantees.append(.init(by: 0, of: index, cap: 5))
            }
            var shares = (0..<n).map { _ in (0..<n).map { _ in 0.0 } }
            var stakes: [DebtWeb.Stake] = []
            if round % 3 == 0 {
                shares[1][0] = 0.3
                shares[0][2] = 0.2
                stakes = [.init(of: 1, in: 0, 0.3), .init(of: 0, in: 2, 0.2)]
            }
            let full = try ClearingNetwork(
                liabilities: table, externalAssets: outside, externalLiabilities: owes, guarantees: promises,
                stakes: stakes.isEmpty ? [] : shares, externalRecovery: 0.7, networkRecovery: 0.9)
            let web = try DebtWeb(
                outside: outside, debts: debts, guarantees: guarantees, stakes: stakes, outsideRecovery: 0.7, webRecovery: 0.9)
            for extreme in [ClearingVector.Extreme.greatest, .least] {
                let (one, other) = (try ClearingVector(full, extreme), try WebSettlement(web, extreme))
                #expect(near(one.recovery, other.recovery, 1e-9), "round \(round)")
                #expect(near(one.assets, other.assets, 1e-7), "round \(round)")
                #expect(one.isInDefault == other.isInDefault, "round \(round)")
            }
        }
    }

    /// Nothing reaches a lower rank before the higher one has all.
    @Test func ranksAreServedInOrder() throws {
        let web = try DebtWeb(
            outside: [10, 0, 0, 0],
            debts: [.init(from: 0, to: 1, 6, rank: 0), .init(from: 0, to: 2, 6, rank: 1), .init(from: 0, to: 3, 2, rank: 1)])
        let settled = try WebSettlement(web)
        #expect(near(settled.paid, [6, 3, 1], 1e-12))
        #expect(near(settled.recovery[0], 10.0 / 14, 1e-12) && settled.isInDefault == [true, false, false, false])
    }

    @Test func wavesFollowFromEachOther() throws {
        let chain = try DebtWeb(
            outside: [0, 1, 1, 50], debts: [.init(from: 0, to: 1, 10), .init(from: 1, to: 2, 8), .init(from: 2, to: 3, 5)])
        #expect(try WebSettlement.waves(chain) == [1, 2, 3, nil])
    }

    @Test func refusesWhatMakesNoSense() {
        #expect(throws: FinanceError.self) { try DebtWeb(outside: [1, 1], debts: [.init(from: 0, to: 2, 1)]) }
        #expect(throws: FinanceError.self) { try DebtWeb(outside: [1, 1], debts: [.init(from: 0, to: 0, 1)]) }
        #expect(throws: FinanceError.self) { try DebtWeb(outside: [1, 1], debts: [], stakes: [.init(of: 0, in: 1, 0.6), .init(of: 0, in: 1, 0.4)]) }
        // 0 guarantees 1's debt, 1 guarantees 0's.
        #expect(throws: FinanceError.self) {
            try DebtWeb(
                outside: [1, 1, 1], debts: [.init(from: 1, to: 2, 1), .init(from: 0, to: 2, 1)],
                guarantees: [.init(by: 0, of: 0), .init(by: 1, of: 1)])
        }
    }

    /// 0 earns 60 and gets 40 from investors and 20 back from 1; by hand: x = (120, 60), P01 = 60/120, P10 = 20/60.
    @Test func endDemandBacksPartOfACircle() throws {
        let circle = try MoneyCircle(flows: [[0, 60], [20, 0]], endDemand: [60, 0], funding: [40, 0])
        // e0 = 60 + e1/3, e1 = e0/2: e0 = 72, e1 = 36.
        #expect(near(circle.income, [120, 60], 1e-12) && near(circle.endBacked, [72, 36], 1e-12))
        // A dollar that 0 pays to 1 comes back with 1/3.
        #expect(near(circle.roundTrip, [1.0 / 3, 0.5], 1e-12))
        #expect(near(circle.spectralRadius, (1.0 / 6).squareRoot(), 1e-9))
        #expect(near(circle.multiplier, [1.8, 1.6], 1e-12))
        #expect(circle.cycles.map(\.players) == [[0, 1]] && circle.cycles[0].amount == 20)
    }
}

@Suite struct ConversionOptionTests {
    private static func option(volatility: Double, capital: Double = 950) -> ConversionOption {
        ConversionOption(
            hashing: .init(start: 90, level: 80, reversion: 0.8, volatility: volatility),
            rent: .init(start: 200, level: 220, reversion: 0.3, volatility: volatility * 0.6), correlation: 0.3, miningCost: 60,
            hallCost: 40, capital: capital, build: 1, end: 15, deadline: 3, datesPerYear: 4, rate: 0.1)
    }

    /// Three standard errors of each: false alarms of 0.3 % at most, with fixed seeds none.
    @Test func boundsEncloseAndAreClose() throws {
        let value = try ConversionValue(Self.option(volatility: 0.4), paths: 20_000, seed: 3)
        #expect(value.low.value <= value.high.value + 3 * (value.low.error + value.high.error))
        #expect(value.high.value - value.low.value < 0.04 * value.high.value)
        #expect(value.low.value >= max(value.now, 0))
        #expect(value.low.value >= value.simpleRule.value - 3 * value.simpleRule.error - 1e-9)
        // Where converting today does not pay, the right to convert later still does.
        let dear = try ConversionValue(Self.option(volatility: 0.4, capital: 1200), paths: 2000, seed: 3)
        #expect(dear.now < 0 && dear.low.value > 0)
        #expect(zip(value.converted, value.converted.dropFirst()).allSatisfy { $0 <= $1 })
    }

    /// Without noise the best date is known: all bounds are its discounted gain.
    @Test func certainFutureIsOptimisedExactly() throws {
        let option = Self.option(volatility: 0)
        let value = try ConversionValue(option, paths: 1000, seed: 1)
        #expect(near(value.low.value, value.high.value, 1e-6 * max(value.high.value, 1)))
        #expect(value.low.error < 1e-9)
    }

    /// More uncertainty makes an option dearer.
    @Test func volatilityAddsValue() throws {
        let (calm, wild) = (
            try ConversionValue(Self.option(volatility: 0.2), paths: 8000, seed: 5),
            try ConversionValue(Self.option(volatility: 0.6), paths: 8000, seed: 5)
        )
        #expect(wild.low.value - wild.now > calm.low.value - calm.now)
    }
}
