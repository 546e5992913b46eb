public import Diagnostics

extension DistributionError: DiagnosticConvertible {
    /// The error in words: "`mode` of pert must be between `min` and `max`".
    public var diagnostic: Diagnostic {
        let code: DiagnosticCode = kind == .quantileOrder ? .quantilesOrder : .distributionParameter
        var shown = operands
        if let value { shown.insert(Operand(parameter, value), at: 0) }
        return Diagnostic(
            code, "`\(parameter)` of \(family) must be \(requirement)",
            operands: shown.map { Diagnostic.Operand(name: $0.name, value: "\($0.value)") }, remedy: remedy)
    }
}
