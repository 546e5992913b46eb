import FinanceModel
import Testing

@Suite struct RealOptionTests {
    @Test func investmentThresholds() throws {
        let first = try PerpetualInvestment(rate: 0.04, payout: 0.04, volatility: 0.2, cost: 1)
        #expect(near(first.threshold, 2, 1e-12) && near(first.value(at: 1), 0.25, 1e-12))
        let second = try PerpetualInvestment(rate: 0.05, payout: 0.03, volatility: 0.35, cost: 10)
        #expect(near(second.threshold, 43.227788752485864, 1e-9) && near(second.value(at: 8), 3.701078695617611, 1e-10))
        #expect(second.value(at: 0) == 0 && near(second.value(at: 100), 90, 1e-12))
        // Without risk one waits only for growth: V* = r/δ·I.
        for volatility in [0, 1e-4] {
            #expect(near(try PerpetualInvestment(rate: 0.05, payout: 0.03, volatility: volatility, cost: 1).threshold, 5.0 / 3, 1e-6))
        }
        #expect(try PerpetualInvestment(rate: 0.02, payout: 0.03, volatility: 0, cost: 1).threshold == 1)
        #expect(throws: FinanceError.self) { try PerpetualInvestment(rate: 0.05, payout: 0, volatility: 0.2, cost: 1) }
    }

    @Test func exchangeThresholds() throws {
        let option = try PerpetualExchange(
            payoutOfNew: 0.06, payoutOfOld: 0.1, volatilityOfNew: 0.3, volatilityOfOld: 0.55, correlation: 0.35)
        #expect(near(option.threshold, 4.613761880233321, 1e-10) && near(option.beta, 1.2767199481155176, 1e-12))
        #expect(near(option.value(new: 20, old: 10), 2 * option.value(new: 10, old: 5), 1e-12))
        #expect(near(option.value(new: 50, old: 10), 40, 1e-12))
    }

    /// Dixit's base case: r = 0.025, σ = 0.1, no drift, running cost 1, entry 4, exit free.
    @Test func entryAndExit() throws {
        let plant = try EntryExit(rate: 0.025, drift: 0, volatility: 0.1, runningCost: 1, entryCost: 4)
        #expect(near(plant.entry, 1.466679, 1e-6) && near(plant.exit, 0.765732, 1e-6))
        // Nearly certain prices: the full costs 1 + 0.025·4 and 1.
        let calm = try EntryExit(rate: 0.025, drift: 0, volatility: 0.001, runningCost: 1, entryCost: 4)
        #expect(near(calm.entry, 1.1, 0.01) && near(calm.exit, 1, 0.01))
        var last = plant
        for volatility in [0.2, 0.4] {
            let next = try EntryExit(rate: 0.025, drift: 0, volatility: volatility, runningCost: 1, entryCost: 4)
            #expect(next.entry > last.entry && next.exit < last.exit)
            last = next
        }
        #expect(throws: FinanceError.self) {
            try EntryExit(rate: 0.025, drift: 0, volatility: 0.1, runningCost: 1, entryCost: 4, exitCost: 41)
        }
    }

    @Test func exchangingForMoneyIsACall() throws {
        let market = try BlackScholes(spot: 100, rate: 0, dividendYield: 0.01, volatility: 0.3)
        let exchange = try ExchangeOption(
            receive: .init(spot: 100, volatility: 0.3, yield: 0.01), give: .init(spot: 95, volatility: 0), correlation: 0,
            maturity: 2)
        #expect(near(exchange.value, try market.price(option(.call, 95, 2)), 1e-12))
        let known = try ExchangeOption(
            receive: .init(spot: 100, volatility: 0.3), give: .init(spot: 95, volatility: 0.55), correlation: 0.35, maturity: 1)
        #expect(near(known.value, 22.83170097274408, 1e-10))
        let twins = try ExchangeOption(
            receive: .init(spot: 100, volatility: 0.3), give: .init(spot: 95, volatility: 0.3), correlation: 1, maturity: 1)
        #expect(near(twins.value, 5, 1e-12))
    }
}

@Suite struct ConvertibleBondTests {
    private static let market = try! BlackScholes(spot: 40, rate: 0.04, volatility: 0.45)

    @Test func withoutCreditRiskConversionWaits() throws {
        let bond = try ConvertibleBond(face: 100, ratio: 2, maturity: 5)
        let closed = try bond.europeanValue(Self.market)
        #expect(near(closed, 112.11412835535577, 1e-10) && near(bond.bondFloor(Self.market), 81.87307530779819, 1e-12))
        #expect(near(closed, bond.bondFloor(Self.market) + 2 * (try Self.market.price(option(.call, 50, 5))), 1e-11))
        #expect(near(try bond.americanValue(Self.market, .split), closed, 0.01))
        #expect(near(try bond.americanValue(Self.market, .blended), closed, 0.02))
    }

    @Test func creditRiskCosts() throws {
        let bond = try ConvertibleBond(face: 100, ratio: 2, maturity: 5, spread: 0.06)
        let european = try bond.europeanValue(Self.market)
        #expect(near(european, 97.24747396499363, 1e-10))
        let split = try bond.americanValue(Self.market, .split)
        let blended = try bond.americanValue(Self.market, .blended)
        #expect(split >= european && split < 112.2)
        #expect(near(blended, 93.87167065689438, 0.1))
        // The number of steps does not matter.
        for steps in [997, 998, 1500] {
            #expect(near(try bond.americanValue(Self.market, .blended, steps: steps), blended, 0.01))
            #expect(near(try bond.americanValue(Self.market, .split, steps: steps), split, 0.02))
        }
    }

    @Test func endsAreBondAndShares() throws {
        let bond = try ConvertibleBond(face: 100, ratio: 0, maturity: 5, spread: 0.06)
        #expect(near(try bond.americanValue(Self.market, .split), 100 * exponential(-0.5), 1e-10))
        let due = try ConvertibleBond(face: 100, ratio: 2, maturity: 0)
        #expect(try due.europeanValue(Self.market) == 100)
        let rich = try BlackScholes(spot: 4000, rate: 0.04, volatility: 0.45)
        let deep = try ConvertibleBond(face: 100, ratio: 2, maturity: 5, spread: 0.06)
        #expect(near(try deep.americanValue(rich, .split), 8000, 1))
    }
}
