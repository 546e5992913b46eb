import Diagnostics
import FinanceModel
import Testing

/// Markets and options over a wide range: 6·6·5·4·3 of them.
let markets: [(market: BlackScholes, maturity: Double)] = {
    var all: [(BlackScholes, Double)] = []
    for (rate, dividends) in [(0.05, 0.0), (0.0, 0.0), (-0.01, 0.02), (0.1, 0.08), (0.03, -0.02)] {
        for volatility in [0.0, 0.05, 0.3, 1.2, 4] {
            for maturity in [0.0, 0.01, 1, 30] {
                let market = try? BlackScholes(
                    spot: 100, rate: rate, dividendYield: dividends, volatility: volatility)
                all.append((market!, maturity))
            }
        }
    }
    return all
}()
let strikes: [Double] = [0, 1e-6, 20, 90, 100, 100.000001, 130, 1e7]

func option(_ kind: OptionKind, _ strike: Double, _ maturity: Double) throws -> VanillaOption {
    try VanillaOption(kind, strike: strike, maturity: maturity)
}

@Suite struct VanillaOptionTests {
    @Test func callLessPutIsTheForward() throws {
        for (market, maturity) in markets {
            for strike in strikes {
                let call = try market.price(option(.call, strike, maturity))
                let put = try market.price(option(.put, strike, maturity))
                let asset = try market.price(option(.call, 0, maturity))
                let bond = try market.price(option(.put, 1, maturity)) - market.price(option(.call, 1, maturity)) + asset
                #expect(abs(call - put - (asset - strike * bond)) <= 1e-9 * max(100, strike))
                #expect(call >= 0 && put >= 0 && call <= asset * (1 + 1e-15))
            }
        }
    }

    /// The heat equation in its market form: theta + ½σ²S²·gamma + (r - q)S·delta = r·price.
    @Test(arguments: OptionKind.allCases) func sensitivitiesSolveTheEquation(_ kind: OptionKind) throws {
        for (market, maturity) in markets where maturity > 0 {
            for strike in strikes.dropFirst(2) {
                let option = try option(kind, strike, maturity)
                let greeks = try market.greeks(option)
                let left =
                    greeks.theta + 0.5 * market.volatility * market.volatility * market.spot * market.spot * greeks.gamma
                    + (market.rate - market.dividendYield) * market.spot * greeks.delta
                #expect(abs(left - market.rate * (try market.price(option))) <= 1e-9 * max(100, strike))
            }
        }
    }

    @Test func sensitivitiesAreDerivatives() throws {
        let (spot, rate, dividends, volatility, maturity, strike) = (100.0, 0.04, 0.01, 0.35, 1.5, 110.0)
        func price(_ s: Double, _ r: Double, _ q: Double, _ v: Double, _ t: Double) throws -> Double {
            try BlackScholes(spot: s, rate: r, dividendYield: q, volatility: v).price(option(.put, strike, t))
        }
        let greeks = try BlackScholes(spot: spot, rate: rate, dividendYield: dividends, volatility: volatility)
            .greeks(option(.put, strike, maturity))
        func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-5 * max(1, abs(b)) }
        let h = 1e-4
        func slope(_ f: (Double) throws -> Double) rethrows -> Double { (try f(h) - f(-h)) / (2 * h) }
        #expect(close(greeks.delta, try slope { try price(spot + $0, rate, dividends, volatility, maturity) }))
        #expect(close(greeks.rho, try slope { try price(spot, rate + $0, dividends, volatility, maturity) }))
        #expect(close(greeks.dividendRho, try slope { try price(spot, rate, dividends + $0, volatility, maturity) }))
        #expect(close(greeks.vega, try slope { try price(spot, rate, dividends, volatility + $0, maturity) }))
        #expect(close(-greeks.theta, try slope { try price(spot, rate, dividends, volatility, maturity + $0) }))
        func vega(_ s: Double, _ v: Double) throws -> Double {
            try BlackScholes(spot: s, rate: rate, dividendYield: dividends, volatility: v)
                .greeks(option(.put, strike, maturity)).vega
        }
        #expect(close(greeks.vanna, try slope { try vega(spot + $0, volatility) }))
        #expect(close(greeks.volga, try slope { try vega(spot, volatility + $0) }))
    }

    @Test func volatilityIsReadBackFromThePrice() throws {
        for strike in [60.0, 100, 101, 140, 200] {
            for volatility in [0.05, 0.2, 0.9, 3] {
                for kind in OptionKind.allCases {
                    let market = try BlackScholes(spot: 100, rate: 0.03, dividendYield: 0.01, volatility: volatility)
                    let option = try option(kind, strike, 0.7)
                    let price = try market.price(option)
                    // Deep in the money the time value drowns in the rounding of the price.
                    guard try market.greeks(option).vega > 1e-3 else { continue }
                    #expect(abs(try market.impliedVolatility(option, price: price) - volatility) < 1e-9)
                }
            }
        }
    }

    @Test func impossiblePricesAreRefused() throws {
        let market = try BlackScholes(spot: 100, rate: 0, volatility: 0.2)
        for price in [9.99, 100, -1, .nan, .infinity] {
            #expect(throws: FinanceError.self) { try market.impliedVolatility(option(.call, 90, 1), price: price) }
        }
        #expect(try market.impliedVolatility(option(.call, 90, 1), price: 10) == 0)
    }

    @Test func inputsOutOfRangeAreNamed() throws {
        let error = #expect(throws: FinanceError.self) { try BlackScholes(spot: 100, rate: 0, volatility: -0.2) }
        #expect(error?.parameter == "volatility" && error?.value == -0.2)
        #expect(error?.diagnostic.message == "`volatility` of a Black-Scholes market must be at least 0 and finite")
        #expect(throws: FinanceError.self) { try BlackScholes(spot: 0, rate: 0, volatility: 0.2) }
        #expect(throws: FinanceError.self) { try BlackScholes(spot: 1, rate: .nan, volatility: 0.2) }
        #expect(throws: FinanceError.self) { try VanillaOption(.call, strike: 1, maturity: -1) }
        #expect(throws: FinanceError.self) {
            try BlackScholes(spot: 1, rate: 20, volatility: 0.2).price(option(.call, 1, 100))
        }
    }
}
