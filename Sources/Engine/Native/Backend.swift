/// What runs a program. Results have the same bits on both.
public enum Backend: String, CaseIterable, Sendable {
    /// Machine code made for the program; where there can be none, the interpreter.
    case native
    /// Kernels on blocks, called one by one.
    case interpreter

    /// As records and reports spell it.
    public var name: String { rawValue }

    public init?(name: String) { self.init(rawValue: name) }
}

/// What has run a program, and why it was that.
public struct BackendReport: Hashable, Sendable {
    public let backend: Backend
    /// A sentence without a full stop: what was made, or why the interpreter runs.
    public let reason: String
}
