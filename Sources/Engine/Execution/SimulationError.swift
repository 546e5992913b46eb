/// Why a simulation did not give a result.
public enum SimulationError: Error, Hashable, Sendable {
    /// No outputs were asked for.
    case noOutputs
    /// Two outputs of one name.
    case duplicateOutput(name: String)
    /// Two variables of one name, an older and a newer version, would be driven by the same random numbers.
    case twoVersions(name: String)
    /// A name that is no output of the result.
    case unknownOutput(name: String, outputs: [String])
    /// Fewer than one trial.
    case zeroTrials(Int)
    /// More trials than allowed.
    case tooManyTrials(Int, limit: Int)
    /// More uncertain inputs than the sequence has dimensions.
    case tooManyDimensions(Int, limit: Int, sampling: Sampling)
    /// A control variate that does not vary, or is not finite.
    case uselessControl(output: String)
    /// A range of chunks that is empty or goes beyond the trials.
    case chunksOutOfRange(Range<Int>, count: Int)
    /// An output is infinite or not a number on some paths.
    case nonFinite(NonFiniteOutput)
    /// A path of a model through time may not go on.
    case pathFault(PathFault)
    /// `isCancelled` returned true.
    case cancelled
    /// Parts of different plans (program, seed) or trials.
    case differentPlans(UInt64, UInt64)
    /// Chunks that no part covers.
    case missingChunks(Range<Int>)
    /// Chunks that two parts cover.
    case overlappingChunks(Range<Int>)
}

/// An output that went bad, and where.
public struct NonFiniteOutput: Hashable, Sendable {
    public var output: String
    /// The first path on which it is not finite, from 0.
    public var path: Int
    /// Its value there: an infinity or NaN.
    public var value: Double
    /// On how many paths it is not finite.
    public var count: Int
    public var trials: Int
    /// What went bad first on that path; nil if replaying it found nothing.
    public var culprit: Culprit?

    /// The first operation of a path with a bad result from good operands.
    public struct Culprit: Hashable, Sendable {
        /// The operation's name as in `UnaryOperation` and `BinaryOperation`, or "table".
        public var operation: String
        public var operands: [Double]
        public var result: Double
        /// The variable whose value it belongs to, nil when it is the model's own arithmetic.
        public var variable: String?
        /// The node in the graph, for whoever keeps its origin.
        public var node: Graph.Node
    }
}
