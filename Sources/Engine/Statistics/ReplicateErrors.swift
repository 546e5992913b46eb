/// Where the errors of an output's figures come from.
package enum ErrorSource: Sendable {
    /// The paths themselves: they are independent.
    case independent
    /// Averages of pairs of paths, which are independent of each other; nil for an output with a condition.
    case pairs(Moments?)
    /// Replicates, which are independent of each other.
    case replicates([Moments])
}

/// How uncertain the rank of a value is.
package enum RankSpread: Sendable {
    /// Binomial.
    case independent
    /// At most √2 times binomial: the two of a pair are correlated by at most 1.
    case pairs
    /// As much as the replicates of the distribution differ.
    case replicates([EmpiricalDistribution])
}

package enum ReplicateErrors {
    /// The standard error of the average of some independent figures, each weighted by the number of paths behind it:
    /// √(R/(R - 1) · Σ (w·(x - m))²)/Σ w, which for equal weights is their standard deviation over √R (the linear
    /// approximation of a ratio; Cochran 1977, formula 6.13).
    package static func error(of figures: [(value: Double, weight: Double)]) -> Double {
        let count = Double(figures.count)
        var total = 0.0
        var sum = 0.0
        for figure in figures where figure.weight > 0 {
            total += figure.weight
            sum += figure.weight * figure.value
        }
        guard count > 1, total > 0 else { return .infinity }
        let mean = sum / total
        var squares = 0.0
        for figure in figures where figure.weight > 0 {
            let deviation = figure.weight * (figure.value - mean)
            squares += deviation * deviation
        }
        return (count / (count - 1) * squares).squareRoot() / total
    }

    package static func meanError(of replicates: [Moments]) -> Double {
        error(of: replicates.map { ($0.mean, Double($0.count)) })
    }
}

extension EmpiricalDistribution {
    /// The standard error of the number of values below x, where their share is p.
    func rankError(_ p: Double, at x: Double) -> Double {
        let binomial = (Double(count) * p * (1 - p)).squareRoot()
        switch spread {
        case .independent: return binomial
        case .pairs: return binomial * 2.0.squareRoot()
        case .replicates(let replicates):
            guard let scale = replicates.first?.scale else { return binomial }
            // Inside a coarse bucket counts are interpolated, which hides differences: its edges show them.
            let bounds = scale.bounds(scale.bucket(x))
            let error = [bounds.lower, bounds.upper].map { edge in
                ReplicateErrors.error(
                    of: replicates.map { ($0.count == 0 ? 0 : $0.countBelow(edge) / Double($0.count), Double($0.count)) })
            }.max()!
            return error * Double(count)
        }
    }

    /// The standard error of a mean of the tail, from the replicates or from the paths' own error.
    func tailError(_ share: Double, isHigh: Bool, independent error: Double) -> Double {
        switch spread {
        case .independent: return error
        case .pairs: return error * 2.0.squareRoot()
        case .replicates(let replicates):
            return ReplicateErrors.error(
                of: replicates.map { replicate in
                    replicate.count == 0 ? (0, 0) : (replicate.tailMean(share, isHigh: isHigh).value, Double(replicate.count))
                })
        }
    }
}
