import DataFiles
import FinanceModel

/// Group `black_scholes`: prices, sensitivities, implied volatilities.
enum VanillaOptions {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            let option = try option(one)
            let price = inputs["price", "premium"]?.double
            let market = try market(inputs, volatility: price == nil ? nil : 0)
            if let price, !inputs.has("sigma", "vol", "volatility") {
                let volatility = try market.impliedVolatility(option, price: price)
                return one.keys.isEmpty
                    ? .number(volatility)
                    : .keyed(one.keys) { ["implied_vol", "sigma", "vol"].contains($0) ? .number(volatility) : nil }
            }
            let value = try market.price(option)
            if one.keys.isEmpty { return .number(value) }
            let greeks = try market.greeks(option)
            return .keyed(one.keys) { key in
                switch key {
                case "price", "value": .number(value)
                case "call", "put":
                    try? .number(market.price(VanillaOption(OptionKind(rawValue: key)!, strike: option.strike, maturity: option.maturity)))
                case "delta": .number(greeks.delta)
                case "gamma": .number(greeks.gamma)
                case "vega": .number(greeks.vega)
                case "theta": .number(greeks.theta)
                case "rho": .number(greeks.rho)
                case "rho_q", "dividend_rho", "phi": .number(greeks.dividendRho)
                case "vanna": .number(greeks.vanna)
                case "volga", "vomma": .number(greeks.volga)
                default: nil
                }
            }
        }
    }

    /// The contract: `type` or a word of the model says call or put.
    static func option(_ one: ReferenceCase) throws -> VanillaOption {
        let kind: OptionKind = one.first(of: [("call", .call), ("put", .put)]) ?? .call
        return try VanillaOption(kind, strike: one.inputs.need("K", "strike"), maturity: one.inputs.need("T", "maturity"))
    }

    static func market(_ inputs: Inputs, volatility: Double? = nil) throws -> BlackScholes {
        try BlackScholes(
            spot: inputs.need("S", "spot", "S0"), rate: inputs.need("r", "rate"),
            dividendYield: inputs.number("q", "dividend_yield", default: 0),
            volatility: volatility ?? inputs.need("sigma", "vol", "volatility"))
    }
}
