import FinanceModel
import Testing

@Suite struct BarrierOptionTests {
    private static let market = try! BlackScholes(spot: 100, rate: 0.08, dividendYield: 0.04, volatility: 0.25)

    private func contract(
        _ kind: OptionKind, _ strike: Double, _ barrier: Double, _ direction: BarrierOption.Direction,
        _ effect: BarrierOption.Effect, rebate: Double = 0, timing: BarrierOption.RebateTiming = .atHit,
        maturity: Double = 0.5
    ) throws -> BarrierOption {
        try BarrierOption(
            option(kind, strike, maturity), barrier: barrier, direction: direction, effect: effect, rebate: rebate,
            rebateTiming: timing)
    }

    /// Published and independently computed values; tolerance 1e-6.
    @Test func publishedValues() throws {
        let plain = try BlackScholes(spot: 100, rate: 0.03, volatility: 0.3)
        let cases: [(BlackScholes, BarrierOption, Double)] = [
            (Self.market, try contract(.call, 90, 95, .down, .out, rebate: 3), 9.024567694966764),
            (Self.market, try contract(.call, 100, 95, .down, .out, rebate: 3), 6.792436575025118),
            (Self.market, try contract(.call, 110, 105, .up, .out, rebate: 3), 2.34534894638696),
            (plain, try contract(.call, 100, 85, .down, .out, maturity: 1), 11.019540605762872),
            (plain, try contract(.put, 100, 80, .down, .out, maturity: 1), 0.8091496201478379),
            (plain, try contract(.put, 100, 115, .up, .out, maturity: 1), 7.802911455407385),
            (plain, try contract(.call, 100, 85, .down, .in, maturity: 1), 2.2637677921180366),
        ]
        for (market, contract, value) in cases { #expect(abs(try market.price(contract) - value) < 1e-9) }
    }

    /// In and out together are the option; rebates at expiry together are a bond.
    @Test func inAndOutAreTheOption() throws {
        for (market, maturity) in markets {
            for kind in OptionKind.allCases {
                for strike in [60.0, 90, 100, 120] {
                    for (barrier, direction) in [(85.0, BarrierOption.Direction.down), (50, .down), (115, .up), (200, .up)] {
                        let out = try market.price(
                            contract(kind, strike, barrier, direction, .out, rebate: 5, timing: .atExpiry, maturity: maturity))
                        let `in` = try market.price(
                            contract(kind, strike, barrier, direction, .in, rebate: 5, maturity: maturity))
                        let vanilla = try market.price(option(kind, strike, maturity))
                        #expect(abs(out + `in` - vanilla - 5 * exponential(-market.rate * maturity)) < 1e-9)
                    }
                }
            }
        }
    }

    @Test func aBarrierFarAwayDoesNothing() throws {
        for kind in OptionKind.allCases {
            let vanilla = try Self.market.price(option(kind, 100, 0.5))
            #expect(abs(try Self.market.price(contract(kind, 100, 1e-3, .down, .out, rebate: 9)) - vanilla) < 1e-12)
            #expect(abs(try Self.market.price(contract(kind, 100, 1e6, .up, .out, rebate: 9)) - vanilla) < 1e-12)
        }
    }

    @Test func aKnockOutFallsAsItsBarrierComesNearer() throws {
        var last = Double.infinity
        for barrier in stride(from: 50.0, to: 100, by: 2.5) {
            let price = try Self.market.price(contract(.call, 100, barrier, .down, .out))
            #expect(price <= last + 1e-12)
            last = price
        }
        #expect(last < 3)
    }

    @Test func aTouchedBarrierHasDoneItsWork() throws {
        let vanilla = try Self.market.price(option(.call, 100, 0.5))
        #expect(try Self.market.price(contract(.call, 100, 100, .down, .in, rebate: 3)) == vanilla)
        #expect(try Self.market.price(contract(.call, 100, 120, .down, .out, rebate: 3)) == 3)
        let later = try Self.market.price(contract(.call, 100, 90, .up, .out, rebate: 3, timing: .atExpiry))
        #expect(abs(later - 3 * 0.9607894391523232) < 1e-12)
    }

    /// The rebate paid at the hit, against the integral of the density; a negative rate takes another way.
    @Test(arguments: [0.08, 0.0, -0.001, -0.4]) func theRebateIsTheDiscountedPassage(_ rate: Double) throws {
        let passage = FirstPassage(distance: -0.1, drift: 0.02, volatility: 0.3)
        var sum = 0.0
        let steps = 200_000
        for k in 0..<steps {
            let t = 2 * (Double(k) + 0.5) / Double(steps)
            sum += passage.density(at: t) * exponential(-rate * t) * 2 / Double(steps)
        }
        #expect(abs(passage.discounted(rate: rate, by: 2) - sum) < 1e-6)
    }

    @Test func certainPathsTouchOrDoNot() throws {
        let market = try BlackScholes(spot: 100, rate: 0.1, volatility: 0)
        // The asset is at 105.1 in half a year, at 104 after 0.392 years.
        #expect(abs(try market.price(contract(.call, 100, 104, .up, .out, rebate: 2)) - 2 * exponential(-0.03922071315328133)) < 1e-9)
        #expect(try market.price(contract(.call, 100, 110, .up, .in)) == 0)
        #expect(try market.price(contract(.call, 100, 104, .up, .in)) == market.price(option(.call, 100, 0.5)))
    }

    @Test func extremesAreNumbers() throws {
        for volatility in [1e-8, 1e-3, 0.5, 20] {
            for rate in [-0.5, 0, 0.5] {
                for barrier in [1e-8, 99.9999, 100.0001, 1e8] {
                    for strike in [0, 1e-8, 100, 1e8] {
                        for maturity in [0, 1e-6, 100] {
                            let market = try BlackScholes(spot: 100, rate: rate, volatility: volatility)
                            let direction: BarrierOption.Direction = barrier < 100 ? .down : .up
                            for kind in OptionKind.allCases {
                                for effect in BarrierOption.Effect.allCases {
                                    let price = try market.price(
                                        contract(kind, strike, barrier, direction, effect, rebate: 1, maturity: maturity))
                                    #expect(price.isFinite && price >= 0)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
