import DataFiles
import Engine

/// Group `risk_measure`: value at risk and expected shortfall, closed and empirical.
enum Risks {
    static func run(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        guard let alphas = inputs.numbers("alpha", "level", "confidence") else {
            return .unsupported("inputs \(inputs.names.joined(separator: ", "))")
        }
        guard alphas.allSatisfy({ $0 >= 0 && $0 < 1 }) else { return .malformed("`alpha` must be in [0, 1)") }
        if inputs.has("returns", "losses", "loss") { return empirical(one, alphas) }
        guard alphas.allSatisfy({ $0 > 0 }) else { return .malformed("`alpha` must be in (0, 1)") }
        let mean = inputs["mu", "mean", "location", "loc"]?.double ?? 0
        let sd = inputs["sigma", "sd", "scale"]?.double ?? 1
        let nu = inputs["nu", "df"]?.double
        if let nu, !(nu > 0) { return .malformed("`nu` must be greater than 0") }
        let risks = alphas.map { alpha in
            nu.map { RiskMeasures.studentT(alpha: alpha, nu: $0, location: mean, scale: sd) }
                ?? RiskMeasures.normal(alpha: alpha, mean: mean, sd: sd)
        }
        let unit = alphas.map { alpha in
            nu.map {
                RiskMeasures.studentT(
                    alpha: alpha, nu: $0, location: mean, scale: sd * RiskMeasures.unitVarianceScale(nu: $0))
            } ?? RiskMeasures.normal(alpha: alpha, mean: mean, sd: sd)
        }
        let shape = { (numbers: [Double]) in one.shape(numbers, like: ["alpha", "level", "confidence"]) }
        if one.keys.isEmpty { return .value(shape(risks.map(\.shortfall))) }
        return .keyed(one.keys) { key in
            switch key {
            case "var", "VaR": shape(risks.map(\.valueAtRisk))
            case "es", "ES", "cvar": shape(risks.map(\.shortfall))
            case "var_unit": shape(unit.map(\.valueAtRisk))
            case "es_unit": shape(unit.map(\.shortfall))
            default: nil
            }
        }
    }

    private static func empirical(_ one: ReferenceCase, _ alphas: [Double]) -> Outcome {
        let inputs = one.inputs
        let losses: [Double]
        if let given = inputs.numbers("losses", "loss") {
            losses = given
        } else if let returns = inputs.numbers("returns") {
            losses = returns.map { -$0 }
        } else {
            return .malformed("`returns` must be numbers")
        }
        guard !losses.isEmpty else { return .malformed("an empty sample") }
        let risks = alphas.map { RiskMeasures.empirical(losses: losses, alpha: $0) }
        let shape = { (numbers: [Double]) in one.shape(numbers, like: ["alpha", "level", "confidence"]) }
        if one.keys.isEmpty { return .value(shape(risks.map(\.weighted))) }
        return .keyed(one.keys) { key in
            switch key {
            case "es_acerbi", "es", "es_acerbi_tasche": shape(risks.map(\.weighted))
            case "es_mean_beyond", "es_tail_mean": shape(risks.map(\.beyond))
            case "var": shape(risks.map(\.valueAtRisk))
            default: nil
            }
        }
    }
}

extension ReferenceCase {
    /// A list where the input was one, else its only number.
    func shape(_ numbers: [Double], like names: [String]) -> Value {
        let isList = names.contains { inputs[$0]?.array != nil }
        return isList ? Value(numbers) : .number(numbers[0])
    }
}
