import ArgumentParser
import Engine
import HeadroomLua

/// The options of a run, shared by `run`, `repl` and `check`.
struct RunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Draw other numbers: takes the place of every `seed` in the script.", valueName: "n"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Takes the place of every `trials` in the script, for example 1e6.", valueName: "n"))
    var trials: Count?

    @Option(help: ArgumentHelp("Worker threads; the result is the same for any number.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Give a `setting` of the script another value: capex=\"1.5 BUSD\".", valueName: "name=value"))
    var settings: [Assignment] = []

    @Option(
        name: .customLong("input"),
        help: ArgumentHelp("Allow the script to read this file under a name: prices=FILE.csv.", valueName: "name=file"))
    var inputs: [Assignment] = []

    @Option(
        name: .customLong("kernels"),
        help: ArgumentHelp("Use these kernels: portable, avx2 or avx512. All give the same bits.", valueName: "name"))
    var instructionSet: KernelChoice?

    @Option(
        help: ArgumentHelp(
            "Run machine code made for the model, or kernels one by one: native or interpreter. Both give the same bits.",
            valueName: "name"))
    var backend: BackendChoice?

    @Option(help: ArgumentHelp("Lua instructions that the script may execute.", valueName: "n"))
    var instructions: Count?

    @Flag(help: "Allow more than 1e10 trials.")
    var allowLong = false

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be from 1 to 1024, not \(threads)")
        }
        if let seed, seed > UInt64(Int64.max) {
            throw ValidationError("--seed must be at most \(Int64.max)")
        }
        if let trials, trials.value > SessionOptions.largestTrialsAllowed {
            throw ValidationError("--trials must be at most 1e15")
        }
        if let trials, trials.value > SessionOptions.largestTrials, !allowLong {
            throw ValidationError("--trials \(trials.value) is more than 1e10; --allow-long lifts the limit")
        }
        if let chosen = instructionSet, chosen.value > .best {
            throw ValidationError("this processor has no \(chosen.value.name)")
        }
    }

    /// The options as the session takes them.
    var session: SessionOptions {
        var options = SessionOptions()
        options.seed = seed
        options.trials = trials?.value
        options.threads = threads
        options.instructionSet = instructionSet?.value
        options.backend = backend?.value
        options.settings = settings.map { ($0.name, $0.value) }
        options.inputs = inputs.map { ($0.name, $0.value) }
        if let instructions { options.instructionBudget = UInt64(instructions.value) }
        if allowLong { options.largestTrials = SessionOptions.largestTrialsAllowed }
        return options
    }
}

/// `name=value` on the command line.
struct Assignment: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }
}

/// A whole number from 1, also written `1e6`.
struct Count: ExpressibleByArgument {
    let value: Int

    init?(argument: String) {
        guard let number = Double(argument), number >= 1, let whole = Int(exactly: number) else { return nil }
        value = whole
    }
}

/// A set of kernels by name.
struct KernelChoice: ExpressibleByArgument {
    let value: InstructionSet

    init?(argument: String) {
        guard let found = InstructionSet(name: argument) else { return nil }
        value = found
    }

    static var allValueStrings: [String] { InstructionSet.allCases.map(\.name) }
}

/// A back end by name.
struct BackendChoice: ExpressibleByArgument {
    let value: Backend

    init?(argument: String) {
        guard let found = Backend(name: argument) else { return nil }
        value = found
    }

    static var allValueStrings: [String] { Backend.allCases.map(\.name) }
}
