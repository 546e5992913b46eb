/// The beta distribution, stretched onto [min, max].
package struct BetaFamily: Family {
    package static let name = "beta"
    package let alpha: Double
    package let beta: Double
    package let min: Double
    package let max: Double

    private var width: Double { max - min }

    package var mean: Moment { .value(min + width * (alpha / (alpha + beta))) }
    package var standardDeviation: Moment {
        let n = alpha + beta
        return .value(width * (alpha / n * (beta / n) / (n + 1)).squareRoot())
    }
    package var support: Support { Support(min, max) }
    package func tails(_ x: Double) -> Tails {
        IncompleteBeta.tails(alpha, beta, (x - min) / width, (max - x) / width)
    }
    package func quantile(_ p: TailProbability) -> Double {
        let place = Self.standardQuantile(alpha, beta, p)
        return place.x <= 0.5 ? min + width * place.x : max - width * place.y
    }
    package func density(_ x: Double) -> Double? {
        x < min || x > max ? 0 : IncompleteBeta.density(alpha, beta, (x - min) / width, (max - x) / width) / width
    }
    package var recipe: VariateRecipe {
        let table = QuantileTable.beta(alpha, beta)
        return .expression(.affine(table.expression, from: min, to: max))
    }
    package var parameters: String {
        "alpha \(alpha), beta \(beta)" + (min == 0 && max == 1 ? "" : ", min \(min), max \(max)")
    }

    /// x and y = 1 − x with I_x(a, b) = p; the smaller of the two is accurate, the other is one minus it.
    static func standardQuantile(_ a: Double, _ b: Double, _ p: TailProbability) -> (x: Double, y: Double) {
        var solver = BetaQuantileSolver(a, b)
        return solver.quantile(p)
    }
}

/// Quantiles of one standard beta distribution, one after another: a neighbour is the first guess of the next.
struct BetaQuantileSolver {
    /// I_x(a, b) and I_y(b, a).
    private let left: IncompleteBeta.Prefix
    private let right: IncompleteBeta.Prefix
    private let half: Tails
    private var leftTrail = QuantileTrail()
    private var rightTrail = QuantileTrail()

    init(_ a: Double, _ b: Double) {
        left = IncompleteBeta.Prefix(a, b)
        right = IncompleteBeta.Prefix(b, a)
        half = IncompleteBeta.tails(left, 0.5, 0.5)
    }

    mutating func quantile(_ p: TailProbability) -> (x: Double, y: Double) {
        let near = p.fromNearEnd
        let isLeft = near.isUpper ? half.upper <= near.probability : half.lower >= near.probability
        if isLeft {
            let x = Self.solve(left, near, &leftTrail)
            return (x, 1 - x)
        }
        let y = Self.solve(right, near.swapped, &rightTrail)
        return (1 - y, y)
    }

    /// The quantile where it is at most ½.
    private static func solve(_ prefix: IncompleteBeta.Prefix, _ p: TailProbability, _ trail: inout QuantileTrail)
        -> Double
    {
        let guess = trail.guess(p) ?? coldGuess(prefix.a, prefix.b, p)
        if guess == 0 { return 0 }
        let x = QuantileSolver.positive(p, start: guess, upperBound: 0.5.nextUp) { x in
            IncompleteBeta.tails(prefix, x, 1 - x)
        } density: { x in
            prefix(x, 1 - x) / (x * (1 - x))
        }
        trail.add(p, x)
        return x
    }

    /// The power law of the lower end, unless it leads past the mean.
    private static func coldGuess(_ a: Double, _ b: Double, _ p: TailProbability) -> Double {
        let powerLaw = ScalarMath.exp((ScalarMath.log(p.lower) + ScalarMath.log(a) + IncompleteBeta.logBeta(a, b)) / a)
        return powerLaw < a / (a + b) ? powerLaw : Swift.min(a / (a + b), 0.5)
    }
}

extension Distribution {
    /// The beta distribution on [min, max] with both shape parameters > 0.
    public static func beta(
        alpha: Double, beta: Double, min: Double = 0, max: Double = 1
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(BetaFamily.name)
        try check.shape("alpha", alpha)
        try check.shape("beta", beta)
        try check.interval(min, max)
        return Distribution(.beta(BetaFamily(alpha: alpha, beta: beta, min: min, max: max)))
    }
}
