/// The stable name of a kind of problem, such as `unit-mismatch`.
///
/// Codes are in kebab-case, appear in every message and in exit reports, and never change their meaning. Each one has
/// an ``Article`` in `Codes/`, one file per theme.
public struct DiagnosticCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    /// A code by its name. Only codes with an article are raised; see ``init(named:)`` for looking one up.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    init(_ name: String) {
        self.init(rawValue: name)
    }
}

extension DiagnosticCode: CustomStringConvertible {
    /// The code's name.
    public var description: String { rawValue }
}
