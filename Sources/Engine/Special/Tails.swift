/// The two tail probabilities at a point, each with its own relative accuracy.
package struct Tails: Hashable, Sendable {
    /// P(X <= x).
    package var lower: Double
    /// P(X > x).
    package var upper: Double

    @inlinable package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The tails of −X.
    package var swapped: Tails { Tails(lower: upper, upper: lower) }
}

/// A probability counted from the end where it is small, so that 1 − 1e-20 can be said.
package struct TailProbability: Hashable, Sendable {
    /// The probability from its own end, in [0, 1].
    package var probability: Double
    /// False: P(X <= x) is meant. True: P(X > x).
    package var isUpper: Bool

    @inlinable package init(lower p: Double) {
        probability = p
        isUpper = false
    }

    @inlinable package init(upper q: Double) {
        probability = q
        isUpper = true
    }

    /// The same point from the end where the probability is at most ½; loses nothing.
    package var fromNearEnd: TailProbability {
        guard probability > 0.5 else { return self }
        return isUpper ? TailProbability(lower: 1 - probability) : TailProbability(upper: 1 - probability)
    }

    /// The mirrored point: quantiles of −X.
    package var swapped: TailProbability {
        isUpper ? TailProbability(lower: probability) : TailProbability(upper: probability)
    }

    /// P(X <= x), rounded.
    package var lower: Double { isUpper ? 1 - probability : probability }

    /// P(X > x), rounded.
    package var upper: Double { isUpper ? probability : 1 - probability }
}
