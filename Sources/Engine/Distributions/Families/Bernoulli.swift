/// 1 with probability p, else 0.
package struct BernoulliFamily: Family {
    package static let name = "bernoulli"
    package let p: Double

    package var mean: Moment { .value(p) }
    package var standardDeviation: Moment { .value((p * (1 - p)).squareRoot()) }
    package var support: Support { Support(p == 1 ? 1 : 0, p == 0 ? 0 : 1) }
    package var isDiscrete: Bool { true }
    package func tails(_ x: Double) -> Tails {
        x < 0 ? Tails(lower: 0, upper: 1) : x < 1 ? Tails(lower: 1 - p, upper: p) : Tails(lower: 1, upper: 0)
    }
    package func quantile(_ t: TailProbability) -> Double {
        // X = 1 where the upper probability is below p: keeps a p of 1e-20.
        t.isUpper ? (t.probability < p ? 1 : 0) : (1 - t.probability < p ? 1 : 0)
    }
    package func density(_ x: Double) -> Double? { nil }
    package var recipe: VariateRecipe {
        .expression(.less(.complement, .constant(p)))
    }
    package var steps: StepTable? {
        if p == 0 || p == 1 { return StepTable(cumulative: [1], values: [p]) }
        return 1 - p == 1 ? nil : StepTable(cumulative: [1 - p, 1], values: [0, 1])
    }
    package var parameters: String { "p \(p)" }
}

extension Distribution {
    /// 1 with probability `p` in [0, 1], else 0.
    public static func bernoulli(p: Double) throws(DistributionError) -> Distribution {
        try ParameterCheck(BernoulliFamily.name).probability("p", p)
        return Distribution(.bernoulli(BernoulliFamily(p: p)))
    }
}
