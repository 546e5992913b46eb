public import Diagnostics

extension FinanceError: DiagnosticConvertible {
    /// The error in words: "`volatility` of a barrier option must be at least 0".
    public var diagnostic: Diagnostic {
        let article = subject.first.map { "aeiou".contains($0) } == true ? "an" : "a"
        return Diagnostic(
            value.map(\.isFinite) == false ? .notFinite : .outOfRange,
            "`\(parameter)` of \(article) \(subject) must be \(requirement)",
            operands: value.map { [Diagnostic.Operand(name: parameter, value: "\($0)")] } ?? [], remedy: remedy)
    }
}
