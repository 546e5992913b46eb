package import Diagnostics

extension PowerError: DiagnosticConvertible {
    package var diagnostic: Diagnostic {
        let code: DiagnosticCode =
            switch kind {
            case .invalid: .outOfRange
            case .notFinite: .notFinite
            case .infeasible: .infeasibleLoad
            }
        return Diagnostic(
            code, message, operands: operands.map { Diagnostic.Operand(name: $0.name, value: $0.value) },
            remedy: remedy)
    }
}
