/// A probability distribution of one real number, as plain doubles (units live above the engine).
///
/// Values come from the constructors of the families (`normal(mean:sd:)`, `pert(min:mode:max:)`, …), which validate
/// and throw a `DistributionError` naming the parameter, its value and what is allowed.
public struct Distribution: Hashable, Sendable {
    package let shape: Shape

    package init(_ shape: Shape) { self.shape = shape }

    /// The families. Each payload is a validated value of its own type.
    package enum Shape: Hashable, Sendable {
        case normal(NormalFamily)
    }

    /// How a simulation draws it from one uniform.
    package var recipe: VariateRecipe {
        switch shape {
        case .normal(let family): .affineNormal(mean: family.mean, standardDeviation: family.standardDeviation)
        }
    }
}

/// The normal distribution.
package struct NormalFamily: Hashable, Sendable {
    package let mean: Double
    package let standardDeviation: Double
}
