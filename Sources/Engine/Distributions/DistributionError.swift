/// Why a distribution could not be made: the parameter, its value, what is allowed and what to do instead.
///
/// Values are plain doubles; the layer that knows units prints them again with theirs.
public struct DistributionError: Error, Hashable, Sendable {
    /// The family asked for, as in the language: "pert", "student_t".
    public var family: String
    /// The parameter at fault, as in the language: "sd", "p10", "probabilities[3]".
    public var parameter: String
    /// Its value; nil when it is missing or not a number.
    public var value: Double?
    /// What is allowed, to be read after "must be": "greater than 0".
    public var requirement: String
    /// Another parameter which the requirement speaks of, with its value: ("min", 12).
    public var other: Operand?
    /// What to do about it, in a sentence without a full stop; nil when the requirement says it all.
    public var remedy: String?

    /// A named value.
    public struct Operand: Hashable, Sendable {
        public var name: String
        public var value: Double
    }

    package init(
        _ family: String, _ parameter: String, _ value: Double?, mustBe requirement: String,
        other: Operand? = nil, remedy: String? = nil
    ) {
        self.family = family
        self.parameter = parameter
        self.value = value
        self.requirement = requirement
        self.other = other
        self.remedy = remedy
    }
}
