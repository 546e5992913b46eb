public import Diagnostics

/// Why a chunk or a function of Lua's did not end well.
public struct LuaFailure: Error, DiagnosticConvertible, Sendable {
    /// A function that was under way.
    public struct Frame: Hashable, Sendable {
        /// Where in it; nil where that is not known.
        public var location: SourceLocation?
        /// Its path: `main`, `site.build`.
        public var function: String
    }

    /// What went wrong, where, and what to do.
    public var diagnostic: Diagnostic
    /// The script's functions that were under way, innermost first; of very deep recursions only both ends.
    public var traceback: [Frame]

    /// Creates a failure.
    public init(diagnostic: Diagnostic, traceback: [Frame] = []) {
        self.diagnostic = diagnostic
        self.traceback = traceback
    }
}
