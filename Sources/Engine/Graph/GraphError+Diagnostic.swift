public import Diagnostics

extension GraphError: DiagnosticConvertible {
    public var diagnostic: Diagnostic {
        switch self {
        case .duplicateVariable(let name):
            Diagnostic(
                .duplicateName, "two uncertain values are named \"\(name)\"",
                remedy: "rename one of them, or use one value twice if they are the same quantity")
        case .correlatedAfterUse(let name):
            Diagnostic(
                .correlationTooLate, "\"\(name)\" has been used before it is correlated",
                remedy: "call correlate right after the values are made, before anything uses them")
        case .correlatedTwice(let name):
            Diagnostic(
                .correlationTooLate, "\"\(name)\" is correlated twice",
                remedy: "give all correlations of \"\(name)\" in one matrix")
        case .dependence(let error): error.diagnostic
        }
    }
}
