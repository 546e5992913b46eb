import Engine
import FinanceModel
import TestSupport
import Testing

@Suite struct InternalRateOfReturnTests {
    @Test func publishedFlows() throws {
        #expect(near(try InternalRateOfReturn(periodic: [-100, 39, 59, 55, 20]).rates, [0.280948421159962], 1e-12))
        #expect(near(try InternalRateOfReturn(periodic: [1000, -4000, 6000, -4000]).rates, [1], 1e-12))
        let pair = try InternalRateOfReturn(periodic: [-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1])
        #expect(near(pair.rates, [-0.9997912604283283, 1.0042698487205568], 1e-9) && pair.signChanges == 2)
        let steep = try InternalRateOfReturn([-100, -100, 100], times: [0, 7.0 / 365, 12.0 / 365])
        #expect(near(steep.logRates, [-31.721177315943123], 1e-10))
    }

    @Test func whatHasNoRateSaysWhy() throws {
        #expect(try InternalRateOfReturn(periodic: []).absence == .onlyZeros)
        #expect(try InternalRateOfReturn(periodic: [0, 0, 0]).absence == .onlyZeros)
        #expect(try InternalRateOfReturn(periodic: [100, 50, 20]).absence == .neverNegative)
        #expect(try InternalRateOfReturn(periodic: [-100, 0, -50]).absence == .neverPositive)
        #expect(try InternalRateOfReturn(periodic: [100, -150, 80]).absence == .signNeverChanges)
        #expect(try InternalRateOfReturn([5, -5], times: [1, 1]).absence == .onlyZeros)
        #expect(throws: FinanceError.self) { try InternalRateOfReturn(periodic: [1, .nan]) }
        #expect(throws: FinanceError.self) { try InternalRateOfReturn([1], times: []) }
    }

    @Test func aRateWhereTheValueOnlyTouchesZeroIsFoundOnce() throws {
        // (x - 1/1.1)², x = 1/(1 + rate).
        let flows = [1 / 1.21, -2 / 1.1, 1]
        #expect(near(try InternalRateOfReturn(periodic: flows).rates, [0.1], 1e-7))
    }

    /// Flows made of known rates: Π (1 - x·(1 + r)), x = 1/(1 + rate).
    @Test func allRatesOfAPolynomialAreFound() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<200 {
            var rates: [Double] = []
            while rates.count < 1 + Int(random.next() % 5) {
                let rate = -0.6 + 3 * Double(random.next() % 1000) / 1000
                if rates.allSatisfy({ abs($0 - rate) > 0.1 }) { rates.append(rate) }
            }
            rates.sort()
            var flows = [1.0]
            for rate in rates {
                let shifted = [0] + flows.map { -(1 + rate) * $0 }
                flows = zip(flows + [0], shifted).map { $0 + $1 }
            }
            // The flows are those of x = 1 + rate; in time the last power comes first.
            #expect(near(try InternalRateOfReturn(periodic: Array(flows)).rates, rates, 1e-6), "\(rates)")
        }
    }

    @Test func noScaleMatters() throws {
        let flows = [-100.0, 39, 59, 55, 20]
        for scale in [1e-300, 1e-20, 1e20, 1e290] {
            #expect(near(try InternalRateOfReturn(periodic: flows.map { $0 * scale }).rates, [0.280948421159962], 1e-12))
        }
        for unit in [1e-6, 1e6] {
            let times = flows.indices.map { Double($0) * unit }
            let log = try InternalRateOfReturn(flows, times: times).logRates
            #expect(near(log.map { $0 * unit }, [ScalarMath.log(1.280948421159962)], 1e-10))
        }
        // The order in which flows are listed does not either.
        let shuffled = try InternalRateOfReturn([59, -100, 20, 39, 55], times: [2, 0, 4, 1, 3])
        #expect(near(shuffled.rates, [0.280948421159962], 1e-12))
    }

    @Test func hundredsOfAlternatingFlowsEndSoon() throws {
        let flows: [Double] = (0..<360).map { month in
            let size = 1 + 0.001 * Double(month)
            return month % 2 == 0 ? -size : 1.01 * size
        }
        let irr = try InternalRateOfReturn(periodic: flows)
        for rate in irr.logRates {
            var value = 0.0
            for (month, flow) in flows.enumerated() { value += flow * exponential(-rate * Double(month)) }
            #expect(abs(value) < 1e-6)
        }
    }

    @Test func presentValues() throws {
        let flows = [-40000.0, 5000, 8000, 12000, 30000]
        #expect(near(try NetPresentValue.periodic(flows, rate: 0.08), 3065.2226681795255, 1e-8))
        #expect(near(try NetPresentValue.periodic(flows, rate: 0.08, first: .afterOnePeriod), 2838.169137203262, 1e-8))
        #expect(throws: FinanceError.self) { try NetPresentValue.periodic(flows, rate: -1) }
        // Receipts reinvested and payments financed at the internal rate give it back.
        let rate = try InternalRateOfReturn(periodic: flows).rates[0]
        #expect(near(try NetPresentValue.modifiedReturn(flows, financeRate: rate, reinvestRate: rate), rate, 1e-10))
    }
}

@Suite struct DebtTests {
    @Test func levelLoansEndWhereTheyShould() throws {
        for rate in [-0.01, 0, 1e-12, 0.0075, 0.5] {
            let loan = try LevelLoan(principal: 1000, rate: rate, count: 60, balloon: 200)
            #expect(near(loan.balance(after: 60), 200, 1e-6))
            let repaid = (1...60).reduce(0.0) { $0 + loan.repayment(in: $1) }
            #expect(near(repaid, 800, 1e-6))
            let interest = (1...60).reduce(0.0) { $0 + loan.interest(in: $1) }
            #expect(near(interest, loan.totalInterest, 1e-6 * max(1, interest.magnitude)))
        }
        #expect(near(try LevelLoan(principal: 1e6, rate: 0.0075, count: 60).payment, 20758.355226353873, 1e-7))
    }

    @Test func bondsAtParYieldTheirCoupon() throws {
        let bond = try FixedCouponBond(coupon: 0.07, frequency: 2, years: 10)
        #expect(near(try bond.valuation(yield: 0.07).price, 100, 1e-11))
        #expect(near(try bond.yield(price: 100), 0.07, 1e-12))
        let value = try FixedCouponBond(coupon: 0.09, frequency: 2, years: 5).valuation(yield: 0.1075)
        #expect(near(value.price, 93.36485265356035, 1e-10) && near(value.convexity, 18.916445112648663, 1e-9))
        let zero = try FixedCouponBond(coupon: 0, frequency: 1, years: 7).valuation(yield: 0.2)
        #expect(near(zero.macaulayDuration, 7, 1e-12))
        // Duration and convexity are the derivatives.
        let (up, down) = (try bond.valuation(yield: 0.0701).price, try bond.valuation(yield: 0.0699).price)
        let at = try bond.valuation(yield: 0.07)
        #expect(near((down - up) / 0.0002 / 100, at.modifiedDuration, 1e-5))
        #expect(near((up + down - 200) / 1e-8 / 100, at.convexity, 1e-3))
        #expect(throws: FinanceError.self) { try FixedCouponBond(coupon: 0, frequency: 2, years: 1.3) }
    }

    @Test func depreciationUsesTheWholeBasis() throws {
        for life in Depreciation.recoveryPeriods {
            let table = try #require(Depreciation.publishedHalfYear(life: life))
            let exact = try Depreciation.percentages(life: life)
            #expect(near(table.reduce(0, +), 100, 1e-9) && near(exact.reduce(0, +), 100, 1e-9))
            #expect(near(table, exact, 0.011) && exact.count == life + 1)
        }
        for quarter in [0.875, 0.625, 0.375, 0.125] {
            #expect(near(try Depreciation.percentages(life: 7, firstYear: quarter).reduce(0, +), 100, 1e-9))
        }
        #expect(near(try Depreciation.percentages(life: 5, firstYear: 0.875), [35, 26, 15.6, 11.01, 11.01, 1.38], 0.006))
        #expect(near(try Depreciation.midMonthFirstYear(life: 39, month: 1), 2.457, 1e-3))
    }
}

@Suite struct ProjectFinanceTests {
    @Test func sculptedDebtIsRepaidAndCovered() throws {
        let flows = [120.0, 125, 130, 128, 126, 124, 122, 120, 118, 116]
        let debt = try SculptedDebt(
            cashFlows: flows, rates: flows.map { _ in 0.085 }, coverRatios: flows.map { _ in 1.35 })
        #expect(near(debt.debt, 600.0397950311304, 1e-9) && near(debt.loanLifeCoverRatio, 1.35, 1e-12))
        #expect(near(debt.closingBalances[9], 0, 1e-9) && near(debt.principal.reduce(0, +), debt.debt, 1e-9))
        #expect(near(debt.averageLife, 6.084509686525234, 1e-9))
        let none = try SculptedDebt(cashFlows: [-5, 0], rates: [0.1, 0.1], coverRatios: [1.2, 1.2])
        #expect(none.debt == 0 && none.loanLifeCoverRatio == 0 && none.averageLife == 0)
        #expect(throws: FinanceError.self) { try SculptedDebt(cashFlows: [1], rates: [0], coverRatios: [0]) }
    }

    @Test func theBindingConstraintIsNamed() throws {
        #expect(try SculptedDebt.sized(capacity: 600, uses: 800, maximumGearing: 0.7) == (560, .gearing))
        #expect(try SculptedDebt.sized(capacity: 500, uses: 800, maximumGearing: 0.7) == (500, .dscr))
    }

    @Test func constructionFundingClosesItsCircle() throws {
        let funding = try ConstructionFunding(
            capex: [100, 200, 300, 200], gearing: 0.7, rate: 0.0225, commitmentFee: 0.0025, upfrontFee: 0.02)
        #expect(near(funding.debt, 582.5358281550775, 1e-9) && near(funding.draws.reduce(0, +), funding.debt, 1e-9))
        #expect(near(funding.debt, 0.7 * funding.totalUses, 1e-9))
        #expect(near(funding.totalUses, 800 + funding.interest + funding.commitmentFees + funding.upfrontFee, 1e-9))
        #expect(throws: FinanceError.self) {
            try ConstructionFunding(capex: [1, 1], gearing: 1, rate: 0, upfrontFee: 1)
        }
    }

    /// What comes in is paid, saved, swept, distributed or trapped.
    @Test func theWaterfallLosesNothing() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<300 {
            let flows = (0..<8).map { _ in Double(random.next() % 250) }
            let waterfall = try DebtWaterfall(
                cashFlows: flows, debt: 400, rate: 0.09, term: 6, reserveShare: 0.5, initialReserve: 10, sweep: 0.5, lockUp: 1.2)
            var reserve = 10.0
            var balance = 400.0
            for (cash, period) in zip(flows, waterfall.periods) {
                let uses = period.paid + period.sweep + period.distribution + period.trapped + (period.reserve - reserve)
                #expect(near(uses, cash, 1e-9))
                #expect(near(period.closingBalance, balance * 1.09 - period.paid - period.sweep, 1e-9))
                #expect(period.reserve >= 0 && period.closingBalance >= 0 && period.distribution >= 0)
                (reserve, balance) = (period.reserve, period.closingBalance)
            }
        }
    }

    @Test func theReferenceWaterfall() throws {
        let waterfall = try DebtWaterfall(
            cashFlows: [150, 140, 60, 155, 160, 150], debt: 400, rate: 0.09, term: 6, reserveShare: 0.5, sweep: 0.5, lockUp: 1.2)
        #expect(near(waterfall.payment, 89.16791331681478, 1e-10))
        #expect(near(waterfall.periods.map(\.closingBalance), [338.7080216707963, 254.6077869627606, 188.35457447259427, 97.80648617512774, 0, 0], 1e-9))
        #expect(near(waterfall.periods.map(\.distribution), [8.124065012388918, 25.416043341592612, 0, 18.332086683185224, 88.46945637284755, 159.50543035467058], 1e-9))
        #expect(waterfall.periods[5].coverRatio == nil && near(waterfall.periods[2].reserveDraw, 29.167913316814776, 1e-10))
    }
}
