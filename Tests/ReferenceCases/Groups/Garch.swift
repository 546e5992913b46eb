import DataFiles
import FinanceModel

/// Group `garch`: the likelihood of returns at given parameters, and forecasts.
enum Garch {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let fit = try fit(one.inputs)
            let parameters = fit.parameters
            if one.keys.isEmpty { return .number(fit.logLikelihood) }
            return .keyed(one.keys) { key in
                switch key {
                case "loglik", "log_likelihood": .number(fit.logLikelihood)
                case "sigma2_last": .number(fit.variances[fit.variances.count - 1])
                case "sigma2_next": .number(fit.nextVariance)
                case "sigma2": Value(fit.variances)
                case "unconditional": .number(parameters.unconditionalVariance)
                case "half_life": .number(parameters.halfLife)
                case "persistence": .number(parameters.persistence)
                default:
                    key.hasPrefix("forecast")
                        ? Value(fit.forecast(Int(key.dropFirst(8)) ?? one.expected[key]?.array?.count ?? 1)) : nil
                }
            }
        }
    }

    static func fit(_ inputs: Inputs) throws -> GarchLikelihood {
        let nu = inputs["nu", "df"]?.double
        let parameters = try GarchLikelihood.Parameters(
            mean: inputs.number("mu", "mean", default: 0), constant: inputs.need("omega"), arch: inputs.need("alpha"),
            asymmetry: inputs.number("gamma", default: 0), garch: inputs.need("beta"),
            innovation: nu.map { .studentT(degrees: $0) } ?? .normal)
        return try GarchLikelihood(
            returns: inputs.needList("returns"), parameters: parameters, backcast: inputs["backcast"]?.double)
    }
}
