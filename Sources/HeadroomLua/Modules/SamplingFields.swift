import Diagnostics
import Engine
import LuaVM
import Quantities

/// How the paths of a simulation are chosen and how many there are: the fields of `simulate` besides the outputs.
struct SamplingFields {
    var sampling: OptionalKey<String>
    var isAntithetic: OptionalKey<Bool>
    var goals: OptionalKey<TableSnapshot>

    /// How many paths `until_error` may take where `trials` does not say.
    static let largestGoalTrials = 100_000_000

    init(_ f: FunctionBuilder) {
        goals = f.optional(
            "until_error", .table("a table such as { income = 0.1 * percent }", annotation: "table<string, number|headroom.quantity>"),
            "Draws until the standard errors of these outputs' means are as small: a plain number is a share of the mean, a quantity absolute. `trials` is the most that it may take (1e8 unless given).")
        sampling = f.optional(
            "sampling", .choice(Sampling.offered), "How the inputs are chosen: independently, or spread evenly by a scrambled Sobol sequence or a Latin hypercube.",
            default: "\"random\"")
        isAntithetic = f.optional(
            "antithetic", .boolean, "Whether paths come in pairs in which every input is mirrored: u and 1 - u.", default: "false")
    }

    static let details =
        "Sobol and Latin hypercube take 16 replicates of a power of two of paths, at least 4,096 in all, so `trials` is rounded to the nearest "
        + "such number; errors come from the spread of the replicates. Antithetic errors come from the pairs; those of quantiles and "
        + "shortfalls are given at the most they can be, √2 times those of independent paths. `until_error` looks at the errors "
        + "after 2, 3, 4, 6, 8 … chunks of 8,192 paths (Sobol: 16, 32, 64 …); where the most is not enough, a warning and the result say so."

    /// The plan's options; the command line's take the place of the script's.
    func options(_ a: Arguments, trials: Int?, seed: Int?, _ session: Session) throws -> Simulation.Options {
        let own = session.options
        let most = a[goals] == nil ? SessionOptions.defaultTrials : min(SamplingFields.largestGoalTrials, own.largestTrials)
        return Simulation.Options(
            trials: own.trials ?? trials ?? most, seed: own.seed ?? seed.map { UInt64($0) } ?? SessionOptions.defaultSeed,
            threads: own.threads, instructionSet: own.instructionSet,
            backend: own.backend, trialLimit: own.largestTrials,
            sampling: try sampling(a))
    }

    private func sampling(_ a: Arguments) throws -> Sampling {
        let chosen = a[sampling].flatMap(Sampling.init(rawValue:)) ?? .random
        guard a[isAntithetic] == true else { return chosen }
        guard chosen == .random else {
            throw Diagnostic(
                .outOfRange, "simulate: antithetic pairs are of independent draws, not of sampling = \"\(chosen.rawValue)\"",
                remedy: "leave out one of the two")
        }
        return .antithetic
    }
}

extension Sampling {
    /// The names that `sampling` takes.
    static let offered = ["random", "sobol", "latin"]
}

extension Session {
    /// `{ income = 0.1 * percent, cost = 2 * MUSD }`
    func goals(_ table: TableSnapshot?, _ outputs: [SimulationRun.Output], _ sampling: Sampling) throws -> [Simulation.Goal] {
        guard table == nil || sampling != .latin else {
            throw Diagnostic(
                .outOfRange, "simulate: until_error does not go with sampling = \"latin\", whose strata are laid out for all trials at once",
                remedy: "write sampling = \"sobol\", which can be continued")
        }
        return try (table?.entries ?? []).map { key, value in
            let output = try asked(key, "until_error", outputs)
            guard let amount = operand(value), let error = amount.certain, error > 0, error.isFinite else {
                throw Diagnostic(
                    .outOfRange, "simulate: until_error: the error of `\(output.name)` must be a number or a quantity above 0",
                    operands: [shown(value, name: output.name)], remedy: "write { \(output.name) = 0.1 * percent }")
            }
            if amount.isPlain { return Simulation.Goal(output.name, error: error, isRelative: true) }
            // The error of a temperature is a difference.
            let unit = isTemperaturePoint(output.unit) ? units.number(of: .kelvin) : output.unit
            guard !output.isCondition, case .certain(let absolute) = try converted(amount, to: units[unit]) else {
                throw Diagnostic(
                    .wrongDimension, "simulate: until_error: `\(output.name)` is a condition; its error is a plain number, a share of its probability",
                    operands: [shown(value, name: output.name)], remedy: "write { \(output.name) = 1 * percent }")
            }
            return Simulation.Goal(output.name, error: absolute, isRelative: false)
        }
    }

    /// `{ income = { variate = price, mean = 42 * USD/MWh } }`
    func controls(_ table: TableSnapshot?, _ outputs: [SimulationRun.Output]) throws -> [Simulation.Control] {
        try (table?.entries ?? []).map { key, value in
            let output = try asked(key, "control", outputs)
            let example = "write control = { \(output.name) = { variate = x, mean = 1 } }"
            guard case .table(let fields) = value, !output.isCondition else {
                throw Diagnostic(
                    .wrongType, "simulate: control: `\(output.name)` must be an amount with a table of `variate` and `mean`",
                    operands: [shown(value, name: output.name)], remedy: example)
            }
            var variate: LuaValue = .nil
            var mean: Operand?
            for (field, value) in fields.entries {
                switch field {
                case .string("variate"): variate = value
                case .string("mean"): mean = try Kind<Operand>.certain.decode(value, self)
                default:
                    throw Diagnostic(
                        .unknownField, "simulate: control: no field `\(keyText(field))`", remedy: example)
                }
            }
            guard let amount = operand(variate), case .uncertain(let node) = amount.content else {
                throw Diagnostic(
                    .wrongType, "simulate: control: the variate of `\(output.name)` must be an uncertain value",
                    operands: [shown(variate, name: "variate")], remedy: example)
            }
            if mean == nil, case .value(let known)? = self.variable(variate)?.distribution.meanMoment {
                mean = Operand(known, unit: amount.unit)
            }
            guard let mean, case .certain(let known) = try converted(mean, to: units[amount.unit]) else {
                throw Diagnostic(
                    .missingField, "simulate: control: the mean of the variate of `\(output.name)` is not known",
                    operands: [shown(variate, name: "variate")], remedy: "give it: " + example)
            }
            return Simulation.Control(output.name, variate: node, mean: known)
        }
    }

    private func asked(_ key: LuaValue, _ field: String, _ outputs: [SimulationRun.Output]) throws -> SimulationRun.Output {
        let name = keyText(key)
        if case .string = key, let output = outputs.first(where: { $0.name == name }) { return output }
        throw Diagnostic(
            .unknownField, "simulate: \(field): there is no output `\(name)`",
            remedy: (Suggestion.nearest(to: name, in: outputs.map(\.name)).map { "did you mean `\($0)`? " } ?? "")
                + "the outputs are \(outputs.map(\.name).joined(separator: ", "))")
    }

    /// The warning of a goal that was not reached.
    func warn(_ shortfall: Simulation.Shortfall, of run: SimulationRun) {
        warn(
            Diagnostic(
                .accuracyNotReached, run.text(of: shortfall),
                remedy: "raise `trials`, the most that it may take, or ask for less", severity: .warning
            ).located(at: run.location))
    }
}
