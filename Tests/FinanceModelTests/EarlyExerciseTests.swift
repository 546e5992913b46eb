import FinanceModel
import Testing

@Suite struct EarlyExerciseTests {
    /// The worked example of the paper: eight paths, 1 + X + X².
    @Test func thePapersExample() throws {
        let paths = [
            [1.09, 1.08, 1.34], [1.16, 1.26, 1.54], [1.22, 1.07, 1.03], [0.93, 0.97, 0.92], [1.11, 1.56, 1.52],
            [0.76, 0.77, 0.9], [0.92, 0.84, 1.01], [0.88, 1.22, 1.34],
        ]
        let prices = (0..<3).map { date in paths.map { $0[date] } }
        let rule = try LeastSquaresExercise(
            option(.put, 1.1, 3), prices: prices, discount: exponential(-0.06), basis: .powers(degree: 2))
        #expect(near(rule.price(prices).value, 0.11443433004505696, 1e-12))
        #expect(near(try #require(rule.coefficients[1]), [-1.069987655291104, 2.9834106258577577, -1.813576182942445], 1e-9))
        #expect(near(try #require(rule.coefficients[0]), [2.0375123423796513, -3.3354434031412, 1.3564565881048858], 1e-9))
        #expect(paths.map { rule.exercise($0).date } == [2, 2, 2, 0, 2, 0, 0, 0])
    }

    /// Fifty dates a year, on a lattice of its own; tolerance 3e-4.
    @Test func theTablesPutsOnALattice() throws {
        for (spot, volatility, maturity, value) in [
            (36, 0.2, 1, 4.4779215501167196), (38, 0.4, 2, 7.668219276840858), (44, 0.2, 2, 1.6898597975855614),
        ] {
            let market = try BlackScholes(spot: Double(spot), rate: 0.06, volatility: volatility)
            #expect(near(try market.americanPrice(option(.put, 40, Double(maturity)), exercisesPerYear: 50), value, 3e-4))
        }
        let market = try BlackScholes(spot: 36, rate: 0.06, volatility: 0.2)
        #expect(near(try market.americanPrice(option(.put, 40, 1)), 4.4866, 3e-4))
    }

    @Test func moreDatesAreWorthMore() throws {
        let market = try BlackScholes(spot: 40, rate: 0.06, dividendYield: 0.02, volatility: 0.3)
        for kind in OptionKind.allCases {
            let option = try option(kind, 42, 1)
            var last = try market.price(option)
            #expect(near(try market.americanPrice(option, exercisesPerYear: 1), last, 1e-3))
            for dates in [2.0, 4, 12] {
                let price = try market.americanPrice(option, exercisesPerYear: dates)
                #expect(price > last - 1e-3)
                last = price
            }
            #expect(try market.americanPrice(option) > last - 1e-3)
        }
    }

    @Test func callsWithoutDividendsAreHeld() throws {
        let market = try BlackScholes(spot: 100, rate: 0.05, volatility: 0.25)
        #expect(near(try market.americanPrice(option(.call, 95, 1)), try market.price(option(.call, 95, 1)), 1e-3))
        let certain = try BlackScholes(spot: 90, rate: 0.05, volatility: 0)
        #expect(try certain.americanPrice(option(.put, 100, 1)) == 10)
    }

    @Test func aLinearFunctionIsFitted() {
        let rows = (0..<50).map { [1, Double($0), Double($0 * $0)] }
        let fit = LeastSquares.fit(rows, rows.map { 3 - 2 * $0[1] + 0.5 * $0[2] })
        #expect(fit.map { near($0, [3, -2, 0.5], 1e-10) } == true)
        #expect(LeastSquares.fit([[1, 2], [2, 4], [3, 6]], [1, 2, 3]) == nil)
        #expect(LeastSquares.fit([[1, 2]], [1]) == nil)
    }
}
