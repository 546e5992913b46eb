public import Diagnostics

extension DependenceError: DiagnosticConvertible {
    /// The error in words.
    public var diagnostic: Diagnostic {
        switch self {
        case .tooFew(let count):
            Diagnostic(.correlationNotSymmetric, "correlating takes at least two variables, not \(count)")
        case .shape(nil, let count, let expected):
            Diagnostic(
                .correlationNotSymmetric, "the correlation matrix has \(count) rows for \(expected) variables",
                remedy: "give one row and one column per variable, in their order")
        case .shape(let row?, let count, let expected):
            Diagnostic(
                .correlationNotSymmetric,
                "row \(row) of the correlation matrix has \(count) entries instead of \(expected)",
                remedy: "give one row and one column per variable, in their order")
        case .notSymmetric(let row, let column, let value, let mirrored):
            Diagnostic(
                .correlationNotSymmetric, "the correlation matrix is not symmetric",
                operands: [
                    Diagnostic.Operand(name: "[\(row)][\(column)]", value: "\(value)"),
                    Diagnostic.Operand(name: "[\(column)][\(row)]", value: "\(mirrored)"),
                ],
                remedy: "the correlation of a with b is that of b with a: write the same number twice")
        case .diagonal(let row, let value):
            Diagnostic(
                .correlationNotSymmetric, "entry [\(row)][\(row)] of the correlation matrix must be 1",
                operands: [Diagnostic.Operand(name: "[\(row)][\(row)]", value: "\(value)")],
                remedy: "a variable's correlation with itself is 1; divide covariances by both standard deviations")
        case .entry(let row, let column, let value):
            Diagnostic(
                .correlationNotSymmetric,
                "entry [\(row)][\(column)] of the correlation matrix must be between -1 and 1",
                operands: [Diagnostic.Operand(name: "[\(row)][\(column)]", value: "\(value)")])
        case .degreesOfFreedom(let df):
            Diagnostic(
                .distributionParameter,
                "`df` of a t copula must be between \(Copula.degreesRange.lowerBound) and "
                    + "\(Copula.degreesRange.upperBound)",
                operands: [Diagnostic.Operand(name: "df", value: "\(df)")],
                remedy: "4 is usual for markets; for no tail dependence leave the copula out")
        case .parameter(let family, let value, let requirement):
            Diagnostic(
                .distributionParameter, "the parameter of a \(family) copula must be \(requirement)",
                operands: [Diagnostic.Operand(value: "\(value)")])
        }
    }
}
