import DataFiles
import Engine
import FinanceModel

/// Group `merton_jump`: European options under lognormal jumps.
enum JumpDiffusions {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let value = try model(one.inputs).price(VanillaOptions.option(one))
            if one.keys.isEmpty { return .number(value) }
            return .keyed(one.keys) { ["price", "value"].contains($0) ? .number(value) : nil }
        }
    }

    /// By the diffusion's own volatility, or by the total and the share `gamma` of variance that jumps have.
    static func model(_ inputs: Inputs) throws -> MertonJumpDiffusion {
        let intensity = try inputs.need("lam", "lambda", "intensity")
        var sd = inputs["log_jump_sd", "jump_sd", "delta"]?.double
        var volatility = inputs["diffusion_vol", "sigma", "sigma_diff"]?.double
        if let total = inputs["total_vol"]?.double, let share = inputs["gamma"]?.double {
            volatility = volatility ?? total * (1 - share).squareRoot()
            sd = sd ?? total * (share / intensity).squareRoot()
        }
        guard let volatility else { throw CaseProblem.missing("diffusion_vol") }
        guard let sd else { throw CaseProblem.missing("log_jump_sd") }
        // Without a mean of the logarithm the mean jump is 1.
        let mean = try inputs.number("log_jump_mean", "jump_mean", "mu_j", default: -0.5 * sd * sd)
        return try MertonJumpDiffusion(
            diffusion: VanillaOptions.market(inputs, volatility: volatility), intensity: intensity, logJumpMean: mean,
            logJumpDeviation: sd)
    }
}
