public import Engine
public import Reporting

/// What the user decides about a run, beside the script.
public struct SessionOptions {
    /// So that a script without a seed is still reproducible.
    public static let defaultSeed: UInt64 = 42
    public static let defaultTrials = 1_000_000
    /// More than this needs the user's explicit permission.
    public static let largestTrials = 10_000_000_000
    /// No permission goes beyond this.
    public static let largestTrialsAllowed = 1_000_000_000_000_000

    /// Takes the place of every `seed` of the script.
    public var seed: UInt64?
    /// Takes the place of every `trials` of the script.
    public var trials: Int?
    /// Worker threads; all processors where `nil`. The result does not depend on it.
    public var threads: Int?
    /// The kernels; the best that the processor has where `nil`. The result does not depend on it.
    public var instructionSet: InstructionSet?
    /// What runs programs; machine code where it pays where `nil`. The result does not depend on it.
    public var backend: Backend?
    public var largestTrials = SessionOptions.largestTrials
    /// Values for `setting`, as text; the last of one name counts.
    public var settings: [(name: String, value: String)] = []
    /// Files outside the script's folder that `input` may name.
    public var inputs: [(name: String, path: String)] = []
    /// Lua instructions that a script may execute.
    public var instructionBudget: UInt64 = 20_000_000_000
    /// Bytes that a script's own data may take.
    public var memoryBudget = 1 << 30
    /// Whether what is printed may have colours: where it goes to a terminal.
    public var style = TextStyle.plain
    /// Called now and then during a simulation.
    public var progress: ((Simulation.Progress) -> Void)?

    public init() {}
}
