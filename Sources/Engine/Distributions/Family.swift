/// One family of distributions with its parameters: what `Distribution` forwards to.
package protocol Family: Hashable, Sendable {
    /// The family's word in the language.
    static var name: String { get }
    /// The same, where one type serves two words.
    var displayName: String { get }
    var mean: Moment { get }
    var standardDeviation: Moment { get }
    /// Ends of the support, infinite where it has none.
    var support: Support { get }
    /// Whether the values are isolated points.
    var isDiscrete: Bool { get }
    /// P(X <= x) and P(X > x), each to its own relative accuracy. `x` is not NaN.
    func tails(_ x: Double) -> Tails
    /// The generalised inverse: the smallest x with P(X <= x) >= p. `p` is within [0, 1].
    func quantile(_ p: TailProbability) -> Double
    /// The density where there is one, else nil.
    func density(_ x: Double) -> Double?
    var recipe: VariateRecipe { get }
    /// The values and their cumulative probabilities, where they are few enough to be listed.
    var steps: StepTable? { get }
    /// Parameters for people: "mean 3, sd 2".
    var parameters: String { get }
}

extension Family {
    package var displayName: String { Self.name }
    package var isDiscrete: Bool { false }
    package var steps: StepTable? { nil }

    /// P(X < x) and P(X >= x).
    package func tailsBelow(_ x: Double) -> Tails { isDiscrete ? tails(x.nextDown) : tails(x) }
}

/// The ends of a distribution's support.
package struct Support: Hashable, Sendable {
    package var min: Double
    package var max: Double

    package init(_ min: Double, _ max: Double) {
        self.min = min
        self.max = max
    }

    package static let line = Support(-.infinity, .infinity)
    package static let positive = Support(0, .infinity)
}

/// A moment of a distribution, or why there is none to give.
public enum Moment: Hashable, Sendable {
    case value(Double)
    /// The integral diverges to +∞.
    case infinite
    /// The integral does not exist (Cauchy).
    case undefined
    /// It exists but has no closed form here: simulate.
    case noClosedForm

    /// The number, if there is one.
    public var number: Double? {
        if case .value(let x) = self { return x }
        return nil
    }

    func map(_ f: (Double) -> Double) -> Moment {
        if case .value(let x) = self { return .value(f(x)) }
        return self
    }
}
