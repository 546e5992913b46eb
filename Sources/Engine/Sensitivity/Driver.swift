/// How much a variable moves an output: Spearman's rank correlation of the two on the first 65,536 paths.
public struct Driver: Hashable, Sendable {
    public let variable: Variable.ID
    public let name: String
    /// Whether the script named the variable.
    public let isNamed: Bool
    /// -1 … 1; ties take average ranks. 0 when either is constant on those paths.
    public let rankCorrelation: Double
    /// (1 - r²)·√((1 + r²/2)/(n - 3)) (Bonett and Wright 2000, on Fisher's scale).
    public let standardError: Double

    package static let paths = 65_536
}
