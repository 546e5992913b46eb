/// Why a power model refused its inputs or could not be met: what was asked, which value, and what to do.
///
/// Values are plain doubles in MW, MWh, USD and hours; the layer that knows units prints them again with theirs.
package struct PowerError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A value is outside its range.
        case invalid
        /// A value is NaN or infinite.
        case notFinite
        /// Firm load or a battery's return can't be met.
        case infeasible
    }

    package var kind: Kind
    /// The whole sentence, without a full stop.
    package var message: String
    /// Name and value of what is at fault.
    package var operands: [Operand]
    package var remedy: String?

    package struct Operand: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package init(_ kind: Kind, _ message: String, _ operands: [(String, String)] = [], remedy: String? = nil) {
        self.kind = kind
        self.message = message
        self.operands = operands.map { Operand(name: $0.0, value: $0.1) }
        self.remedy = remedy
    }

    /// `parameter` of `subject` must be `requirement`.
    package init(
        _ subject: String, _ parameter: String, _ value: Double, mustBe requirement: String, remedy: String? = nil
    ) {
        self.init(
            value.isFinite ? .invalid : .notFinite, "`\(parameter)` of \(subject) must be \(requirement)",
            [(parameter, "\(value)")], remedy: remedy)
    }
}
