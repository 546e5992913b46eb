/// Why a distribution could not be made: the parameter, its value, what is allowed and what to do instead.
///
/// Values are plain doubles; the layer that knows units prints them again with theirs. No text here repeats a value
/// that could carry a unit: `requirement` and `remedy` speak of parameters by name.
public struct DistributionError: Error, Hashable, Sendable {
    /// Which rule was broken, in kind.
    public enum Kind: Hashable, Sendable {
        /// A parameter is out of range, missing or one too many.
        case parameter
        /// Quantiles do not rise with their probabilities.
        case quantileOrder
        /// Quantiles or moments rise, but no member of the family has them.
        case noFit
    }

    /// A named value.
    public struct Operand: Hashable, Sendable {
        public var name: String
        public var value: Double

        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    public var kind: Kind
    /// The family asked for, as in the language: "pert", "student_t".
    public var family: String
    /// The parameter at fault, as in the language: "sd", "p10", "probabilities[3]".
    public var parameter: String
    /// Its value; nil when it is missing or not a number.
    public var value: Double?
    /// What is allowed, to be read after "must be": "greater than 0", "between min and max".
    public var requirement: String
    /// The other values which the requirement speaks of.
    public var operands: [Operand]
    /// What to do about it, in a sentence without a full stop; nil when the requirement says it all.
    public var remedy: String?

    package init(
        _ family: String, _ parameter: String, _ value: Double?, mustBe requirement: String,
        operands: [Operand] = [], remedy: String? = nil, kind: Kind = .parameter
    ) {
        self.kind = kind
        self.family = family
        self.parameter = parameter
        self.value = value
        self.requirement = requirement
        self.operands = operands
        self.remedy = remedy
    }
}
