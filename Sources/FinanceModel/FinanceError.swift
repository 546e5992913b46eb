/// Why a model refused its inputs: which of them, its value, what is allowed, what to do instead.
///
/// Values are plain doubles; the layer that knows units prints them again with theirs.
public struct FinanceError: Error, Hashable, Sendable {
    /// What was being priced or solved: "barrier option", "clearing network".
    public var subject: String
    /// The input at fault: "volatility", "liabilities[2][3]". Elements count from 1.
    public var parameter: String
    /// Its value; nil when it is missing or no number.
    public var value: Double?
    /// What is allowed, to be read after "must be": "at least 0".
    public var requirement: String
    /// What to do about it, without a full stop; nil when the requirement says it all.
    public var remedy: String?

    package init(
        _ subject: String, _ parameter: String, _ value: Double?, mustBe requirement: String, remedy: String? = nil
    ) {
        self.subject = subject
        self.parameter = parameter
        self.value = value
        self.requirement = requirement
        self.remedy = remedy
    }
}
