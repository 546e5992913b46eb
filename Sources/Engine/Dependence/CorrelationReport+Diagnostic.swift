public import Diagnostics

extension CorrelationReport {
    /// The warning for a repaired matrix, or nil if none was needed.
    public var diagnostic: Diagnostic? {
        guard let repair else { return nil }
        let change = repair.largestChange
        return Diagnostic(
            .correlationNotPSD, "no variables can have these correlations; the nearest possible ones are used",
            operands: [
                Diagnostic.Operand(
                    name: "[\(change.row)][\(change.column)]", value: "\(change.from) became \(Self.short(change.to))")
            ],
            notes: [
                "the smallest eigenvalue is \(Self.short(smallestEigenvalue)), and below zero no variables exist",
                "distance to the matrix given: \(Self.short(repair.distance)) (Frobenius); the entry shown moved most",
            ],
            remedy: "check the entries pair by pair, or take them from one sample", severity: .warning)
    }

    /// Four decimals.
    private static func short(_ x: Double) -> String { "\((x * 1e4).rounded() / 1e4)" }
}
