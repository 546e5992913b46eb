import FinanceModel
import Testing

@Suite struct StochasticVolatilityTests {
    private func heston(
        v0: Double = 0.04, kappa: Double = 4, theta: Double = 0.25, sigma: Double = 1, rho: Double = -0.5
    ) throws -> HestonModel {
        try HestonModel(
            spot: 100, rate: 0.01, dividendYield: 0.02, initialVariance: v0, reversion: kappa, longVariance: theta,
            volatilityOfVariance: sigma, correlation: rho)
    }

    /// Lewis's high-precision prices as the QuantLib test suite quotes them, and Andersen's case I.
    @Test func publishedValues() throws {
        let model = try heston()
        let cases: [(OptionKind, Double, Double)] = [
            (.call, 80, 26.774758743998856), (.call, 100, 16.070154917028834), (.call, 110, 12.132211516709845),
            (.put, 80, 7.958878113256768), (.put, 90, 12.017966707346305), (.put, 120, 29.811026202682473),
        ]
        for (kind, strike, value) in cases { #expect(abs(try model.price(option(kind, strike, 1)) - value) < 1e-8) }
        let andersen = try HestonModel(
            spot: 100, rate: 0, initialVariance: 0.04, reversion: 0.5, longVariance: 0.04, volatilityOfVariance: 1,
            correlation: -0.9)
        #expect(abs(try andersen.price(option(.call, 100, 10)) - 13.084670136992358) < 1e-6)
        #expect(andersen.fellerRatio == 0.04)
    }

    @Test func withoutVolatilityOfVarianceItIsBlackScholes() throws {
        for strike in [50.0, 100, 170] {
            let exact = try heston(sigma: 0).price(option(.call, strike, 1.5))
            let variance = try heston().expectedVariance(until: 1.5)
            let market = try BlackScholes(
                spot: 100, rate: 0.01, dividendYield: 0.02, volatility: (variance / 1.5).squareRoot())
            #expect(exact == (try market.price(option(.call, strike, 1.5))))
            // The difference is of the order of σ²: no jump, no cancellation on the way to 0.
            for sigma in [1e-2, 1e-3, 1e-4, 1e-6, 1e-9] {
                #expect(abs(try heston(sigma: sigma).price(option(.call, strike, 1.5)) - exact) < 3 * sigma)
            }
        }
    }

    @Test func callLessPutIsTheForward() throws {
        for (v0, kappa, theta, sigma, rho) in [
            (0.04, 4, 0.25, 1, -0.5), (0.2, 0, 0, 2, 0.7), (0, 1, 0.09, 0.5, -1), (1, 10, 1, 5, 1), (0.01, 0.1, 0.02, 3, -0.95),
        ] {
            let model = try heston(v0: v0, kappa: kappa, theta: theta, sigma: sigma, rho: rho)
            for (maturity, strikes) in [(0.05, [70.0, 100, 150]), (1, [20, 95, 300]), (20, [20, 95, 300])] {
                for strike in strikes {
                    let call = try model.price(option(.call, strike, maturity))
                    let put = try model.price(option(.put, strike, maturity))
                    let forward = 100 * exponential(-0.02 * maturity) - strike * exponential(-0.01 * maturity)
                    #expect(abs(call - put - forward) < 1e-9)
                    #expect(call >= max(forward, 0) && put >= max(-forward, 0))
                }
            }
        }
    }

    @Test func moreInitialVarianceIsWorthMore() throws {
        var last = 0.0
        for v0 in [0, 0.01, 0.04, 0.2, 1] {
            let price = try heston(v0: v0).price(option(.call, 100, 0.5))
            #expect(price > last)
            last = price
        }
    }

    @Test func inputsOutOfRangeAreNamed() {
        #expect(#expect(throws: FinanceError.self) { try heston(rho: 1.01) }?.parameter == "correlation")
        #expect(#expect(throws: FinanceError.self) { try heston(v0: -1) }?.parameter == "initial variance")
        #expect(throws: FinanceError.self) { try heston(sigma: .nan) }
    }
}

@Suite struct JumpDiffusionTests {
    private func model(
        volatility: Double, intensity: Double, mean: Double, deviation: Double
    ) throws -> MertonJumpDiffusion {
        try MertonJumpDiffusion(
            diffusion: BlackScholes(spot: 100, rate: 0.08, volatility: volatility), intensity: intensity,
            logJumpMean: mean, logJumpDeviation: deviation)
    }

    /// Haug's parametrisation, recomputed to 1e-13 by quadrature.
    @Test func publishedValues() throws {
        let cases: [(Double, Double, Double, Double, Double, Double, Double)] = [
            (0.21650635094610965, 1, -0.0078125, 0.125, 80, 0.1, 20.66764266827248),
            (0.1767766952966369, 5, -0.003125, 0.07905694150420949, 120, 0.5, 2.2335579614504653),
            (0.12500000000000006, 10, -0.0023437499999999995, 0.06846531968814576, 100, 0.25, 5.847266980136181),
        ]
        for (volatility, intensity, mean, deviation, strike, maturity, value) in cases {
            let model = try model(volatility: volatility, intensity: intensity, mean: mean, deviation: deviation)
            #expect(abs(model.totalVolatility - 0.25) < 1e-3)
            #expect(abs(try model.price(option(.call, strike, maturity)) - value) < 1e-9)
        }
    }

    @Test func withoutJumpsItIsBlackScholes() throws {
        let market = try BlackScholes(spot: 100, rate: 0.08, volatility: 0.3)
        let plain = try market.price(option(.put, 110, 2))
        #expect(try model(volatility: 0.3, intensity: 0, mean: -1, deviation: 1).price(option(.put, 110, 2)) == plain)
        let still = try model(volatility: 0.3, intensity: 5, mean: 0, deviation: 0).price(option(.put, 110, 2))
        #expect(abs(still - plain) < 1e-10)
    }

    @Test func callLessPutIsTheForward() throws {
        for (intensity, mean, deviation) in [(0.5, -0.5, 0.3), (500, 0.01, 0.02), (3, 2, 1), (1, -20, 0.1)] {
            let model = try model(volatility: 0.2, intensity: intensity, mean: mean, deviation: deviation)
            for maturity in [0, 0.3, 3] {
                let call = try model.price(option(.call, 90, maturity))
                let put = try model.price(option(.put, 90, maturity))
                #expect(abs(call - put - (100 - 90 * exponential(-0.08 * maturity))) < 1e-8)
            }
        }
    }
}
