/// One thing to tell the user: what happened, where, with which values, and what to do about it.
///
/// Modules throw their own typed errors, which carry data; the words are made in `X+Diagnostic.swift` beside each error
/// type (see ``DiagnosticConvertible``) and laid out by ``DiagnosticRenderer``.
///
/// ```swift
/// throw Diagnostic(
///     .unitMismatch, "can't add power and money per energy", at: SourceLocation(file: "deal.lua", line: 14),
///     operands: [.init(name: "it_load", value: "120 MW", kind: "power")], remedy: "multiply: it_load * tariff")
/// ```
public struct Diagnostic: Error, Hashable, Sendable {
    /// How bad it is. Only an error stops a script or makes `headroom check` fail.
    public enum Severity: String, Hashable, Sendable {
        case error, warning, note
    }

    /// A value that took part, so that the reader need not go and print it.
    public struct Operand: Hashable, Sendable {
        /// How the script calls it (`it_load`), nil for an unnamed intermediate value.
        public var name: String?
        /// The value as `print` would show it (`120 MW`).
        public var value: String
        /// What it is, in words (`power`); empty where that says nothing.
        public var kind: String
        /// Where the name was given its value.
        public var origin: SourceLocation?

        /// Creates an operand; `name` and `origin` may be filled in later by whoever knows the script's text.
        public init(name: String? = nil, value: String, kind: String = "", origin: SourceLocation? = nil) {
            self.name = name
            self.value = value
            self.kind = kind
            self.origin = origin
        }
    }

    /// The stable code, explained by `headroom explain CODE`.
    public var code: DiagnosticCode
    public var severity: Severity
    /// One sentence without a capital and without a full stop: `can't add power and money per energy`.
    public var message: String
    /// Where it happened; nil until somebody who knows fills it in.
    public var location: SourceLocation?
    /// The values involved, in the order of the script.
    public var operands: [Operand]
    /// Further facts, one sentence each.
    public var notes: [String]
    /// What to write instead, in one sentence.
    public var remedy: String?

    /// Creates a diagnostic. Only the code and the message are required.
    public init(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation? = nil, operands: [Operand] = [],
        notes: [String] = [], remedy: String? = nil, severity: Severity = .error
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.location = location
        self.operands = operands
        self.notes = notes
        self.remedy = remedy
    }
}

extension Diagnostic {
    /// The same diagnostic at `place`, unless it already knows a better one.
    public func located(at place: SourceLocation?) -> Diagnostic {
        guard location == nil else { return self }
        var copy = self
        copy.location = place
        return copy
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line, without source excerpt: `deal.lua:14:24: error[unit-mismatch]: can't add power and money per energy`.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return "\(place)\(severity.rawValue)[\(code.rawValue)]: \(message)"
    }
}
