extension Module {
    /// Uncertain values: constructors, truncation, independence and dependence.
    static let distributions = Module(
        "distributions", "Uncertain values: one constructor call is one random variable.",
        functions: FamilyConstructor.all.map(\.function) + [
            .poisson, .discrete, .empirical, .mixture, .metalog, .truncated, .independent, .correlate,
        ],
        types: [.uncertain])
}
