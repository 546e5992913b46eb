import DataFiles
import Diagnostics
import Engine

/// Group `copula`: densities, distribution functions, Kendall's τ and its inversion, tail dependence.
enum Copulas {
    static func run(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        if let rotation = inputs["rotation"]?.double, rotation != 0 { return .unsupported("a rotated copula") }
        if inputs.has("tau", "kendall_tau") { return inversion(one) }
        guard inputs.has("family") || inputs.has("rho", "nu", "theta") else {
            return .unsupported("inputs \(inputs.names.joined(separator: ", "))")
        }
        guard let copula = copula(inputs) else {
            return .unsupported("family \(inputs["family"]?.string ?? "with these parameters")")
        }
        do {
            try copula.validate()
        } catch {
            return .malformed(error.diagnostic.message)
        }
        if one.keys.isEmpty {
            // A bare number beside ρ and ν is the coefficient of tail dependence.
            return inputs.has("u") ? .unsupported("a list without names") : .value(.number(copula.lowerTailDependence))
        }
        let points = inputs.matrix("u", "points")
        return .keyed(one.keys) { key in
            switch key {
            case "pdf", "density": return points.map { Value($0.map { copula.density($0[0], $0[1]) }) }
            case "log_pdf", "logpdf":
                return points.map { Value($0.map { ScalarMath.log(copula.density($0[0], $0[1])) }) }
            case "cdf": return points.map { Value($0.map { copula.cdf($0[0], $0[1]) }) }
            case "tau", "kendall_tau": return .number(copula.kendallTau)
            case "lower", "lower_tail", "lambda_lower", "lambda_l", "lambda_L", "lower_tail_dependence":
                return .number(copula.lowerTailDependence)
            case "upper", "upper_tail", "lambda_upper", "lambda_u", "lambda_U", "upper_tail_dependence":
                return .number(copula.upperTailDependence)
            case "lambda", "tail_dependence": return .number(copula.lowerTailDependence)
            default: return nil
            }
        }
    }

    /// The copula by family and `parameters`, or by `rho`, `nu` and `theta`.
    private static func copula(_ inputs: Inputs) -> BivariateCopula? {
        let parameters = inputs.numbers("parameters", "parameter", "params") ?? []
        let rho = inputs["rho"]?.double
        let nu = inputs["nu", "df"]?.double
        let first = parameters.first ?? inputs["theta"]?.double ?? rho
        switch inputs["family"]?.string?.lowercased() {
        case nil:
            guard let rho else { return nil }
            return nu.map { .t(rho: rho, nu: $0) } ?? .gaussian(rho: rho)
        case "gaussian", "normal": return first.map { .gaussian(rho: $0) }
        case "t", "student", "student_t", "student-t":
            guard let first, let nu = parameters.count > 1 ? parameters[1] : nu else { return nil }
            return .t(rho: first, nu: nu)
        case "clayton": return first.map { .clayton(theta: $0) }
        case "gumbel": return first.map { .gumbel(theta: $0) }
        case "frank": return first.map { .frank(theta: $0) }
        case "joe": return first.map { .joe(theta: $0) }
        case "independence", "indep", "independent": return .independence
        default: return nil
        }
    }

    private static func inversion(_ one: ReferenceCase) -> Outcome {
        guard let tau = one.inputs["tau", "kendall_tau"]?.double, tau > -1, tau < 1 else {
            return .malformed("`tau` must be a number between −1 and 1")
        }
        func parameter(_ family: String) -> Double? {
            switch family.lowercased() {
            case "gaussian", "normal", "t", "student": BivariateCopula.ellipticalRho(tau: tau)
            case "clayton": BivariateCopula.claytonTheta(tau: tau)
            case "gumbel": BivariateCopula.gumbelTheta(tau: tau)
            case "frank": BivariateCopula.frankTheta(tau: tau)
            case "joe": BivariateCopula.joeTheta(tau: tau)
            default: nil
            }
        }
        if one.keys.isEmpty {
            guard let family = one.inputs["family"]?.string, let value = parameter(family) else {
                return .unsupported("no family named")
            }
            return .value(.number(value))
        }
        return .keyed(one.keys) { key in
            // "gaussian_rho", "clayton_theta"; or "theta" beside a family.
            let family = key.split(separator: "_").first.map(String.init) ?? key
            return (parameter(family) ?? one.inputs["family"]?.string.flatMap(parameter)).map { .number($0) }
        }
    }
}
