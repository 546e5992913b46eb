import DataFiles
import FinanceModel

/// Group `heston`: European options.
enum HestonOptions {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let value = try model(one.inputs).price(VanillaOptions.option(one))
            if one.keys.isEmpty { return .number(value) }
            return .keyed(one.keys) { ["price", "value"].contains($0) ? .number(value) : nil }
        }
    }

    static func model(_ inputs: Inputs) throws -> HestonModel {
        try HestonModel(
            spot: inputs.need("S", "spot", "S0"), rate: inputs.need("r", "rate"),
            dividendYield: inputs.number("q", default: 0), initialVariance: inputs.need("v0"),
            reversion: inputs.need("kappa"), longVariance: inputs.need("theta"),
            volatilityOfVariance: inputs.need("volofvol", "vol_of_vol", "sigma_v", "xi", "sigma"),
            correlation: inputs.need("rho"))
    }
}
