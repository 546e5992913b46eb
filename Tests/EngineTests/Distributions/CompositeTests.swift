import Testing

@testable import Engine

/// Mixtures, truncation, metalog, discrete and empirical distributions.
@Suite struct CompositeTests {
    /// The greatest |F(recipe(u)) − u| over a grid that leaves out atoms.
    private func recipeError(_ distribution: Distribution) -> Double {
        let recipe = distribution.recipe
        return (0..<4000).reduce(0) { worst, k in
            let u = (Double(k) + 0.37) / 4000
            return max(worst, (distribution.cdf(recipe.value(at: u)) - u).magnitude)
        }
    }

    @Test func mixtureOfOverlappingNormals() throws {
        let mixture = try Distribution.mixture([
            (3, .normal(mean: 0, sd: 1)), (7, .normal(mean: 5, sd: 1)),
        ])
        #expect(relativeError(try #require(mixture.mean), 3.5) < 1e-14)
        #expect(relativeError(try #require(mixture.standardDeviation), 6.25.squareRoot()) < 1e-14)
        // mpmath 1.3.0: 0.3·Φ(2.5) + 0.7·Φ(−2.5).
        #expect(relativeError(mixture.cdf(2.5), 0.3024838661303105) < 1e-13)
        #expect(recipeError(mixture) < 1e-8)
    }

    @Test func mixtureWithAGapJumps() throws {
        let mixture = try Distribution.mixture([(0.2, .uniform(min: 0, max: 1)), (0.8, .uniform(min: 5, max: 6))])
        let recipe = mixture.recipe
        #expect(recipe.value(at: 0.19999) < 1.0001)
        #expect(recipe.value(at: 0.20001) > 4.9999)
        #expect(recipeError(mixture) < 1e-12)
    }

    @Test func farClustersKeepNothingBetweenThem() throws {
        let mixture = try Distribution.mixture([(0.3, .normal(mean: 0, sd: 1)), (0.7, .normal(mean: 100, sd: 1))])
        let recipe = mixture.recipe
        for k in 0..<20_000 {
            let x = recipe.value(at: (Double(k) + 0.5) / 20_000)
            #expect(x < 5 || x > 95)
        }
    }

    @Test func atomsInMixturesAreExact() throws {
        let mixture = try Distribution.mixture([
            (0.9, .discrete(values: [0], probabilities: [1])), (0.1, .lognormal(median: 5, sdLog: 1)),
        ])
        let recipe = mixture.recipe
        #expect(recipe.value(at: 0.0001) == 0)
        #expect(recipe.value(at: 0.8999) == 0)
        #expect(relativeError(recipe.value(at: 0.95), 5) < 1e-8)
        #expect(relativeError(mixture.quantile(0.95), 5) < 1e-12)
    }

    @Test func discreteMixturesAreSteps() throws {
        let mixture = try Distribution.mixture([(0.5, .poisson(mean: 3)), (0.5, .bernoulli(p: 0.5))])
        #expect(mixture.isDiscrete)
        let recipe = mixture.recipe
        for k in 0..<1000 {
            let u = (Double(k) + 0.37) / 1000
            #expect(recipe.value(at: u) == mixture.quantile(u))
        }
    }

    @Test func mixturesThatReadAlikeHaveTheirOwnTables() throws {
        // Both discrete parts read "3 values from 0.0 to 2.0".
        let make = { (middle: Double) in
            try Distribution.mixture([
                (0.5, .discrete(values: [0, middle, 2], probabilities: [0.4, 0.2, 0.4])),
                (0.5, .normal(mean: 1, sd: 1)),
            ])
        }
        let first = try make(0.9)
        let second = try make(1.1)
        #expect(first.recipe != second.recipe)
        for mixture in [first, second] {
            for u in [0.05, 0.3, 0.45, 0.6, 0.7, 0.95] {
                #expect((mixture.recipe.value(at: u) - mixture.quantile(u)).magnitude < 1e-6)
            }
        }
    }

    @Test func mixturesAreRefused() throws {
        #expect(throws: DistributionError.self) { try Distribution.mixture([]) }
        #expect(throws: DistributionError.self) { try Distribution.mixture([(-1, .uniform(min: 0, max: 1))]) }
        #expect(throws: DistributionError.self) { try Distribution.mixture([(0, .uniform(min: 0, max: 1))]) }
        #expect(throws: DistributionError.self) {
            try Distribution.mixture([(1, .poisson(mean: 50)), (1, .normal(mean: 0, sd: 1))])
        }
    }

    @Test(arguments: [(-1.0, 1.0), (2, 3), (8, 9), (-9, -8), (-0.5, .infinity), (4, .infinity)])
    func truncatedNormal(_ bounds: (min: Double, max: Double)) throws {
        let base = try Distribution.normal(mean: 0, sd: 1)
        let truncated = try Distribution.truncated(base, min: bounds.min, max: bounds.max)
        #expect(recipeError(truncated) < 2e-9)
        let recipe = truncated.recipe
        var last = bounds.min
        for k in 0..<2000 {
            let x = recipe.value(at: (Double(k) + 0.5) / 2000)
            #expect(x >= last && x <= bounds.max)
            last = x
        }
        // E = (φ(a) − φ(b))/(Φ(b) − Φ(a)), Johnson and Kotz 1970.
        let density = { (x: Double) in x.isInfinite ? 0 : ScalarMath.exp(-0.5 * x * x) * 0.3989422804014327 }
        let mass =
            bounds.min > 0
            ? base.survival(bounds.min) - base.survival(bounds.max) : base.cdf(bounds.max) - base.cdf(bounds.min)
        let mean = (density(bounds.min) - density(bounds.max)) / mass
        #expect((try #require(truncated.mean) - mean).magnitude < 1e-9 * (1 + mean.magnitude))
    }

    @Test func truncationKeepsTheUniform() throws {
        let base = try Distribution.lognormal(median: 1, sdLog: 0.5)
        let truncated = try Distribution.truncated(base, min: 1)
        for u in [0.01, 0.5, 0.99] {
            #expect(relativeError(truncated.recipe.value(at: u), base.quantile(0.5 + u / 2)) < 1e-12)
        }
    }

    @Test func truncatedCountsIncludeTheirEnds() throws {
        let truncated = try Distribution.truncated(.poisson(mean: 3), min: 2, max: 5)
        let base = try Distribution.poisson(mean: 3)
        let mass = base.cdf(5) - base.cdf(1)
        #expect(relativeError(truncated.cdf(2), (base.cdf(2) - base.cdf(1)) / mass) < 1e-12)
        let values = Set((0..<1000).map { truncated.recipe.value(at: (Double($0) + 0.5) / 1000) })
        #expect(values == [2, 3, 4, 5])
    }

    @Test func truncationIsRefused() throws {
        let base = try Distribution.normal(mean: 0, sd: 1)
        #expect(throws: DistributionError.self) { try Distribution.truncated(base) }
        #expect(throws: DistributionError.self) { try Distribution.truncated(base, min: 2, max: 1) }
        #expect(throws: DistributionError.self) { try Distribution.truncated(base, min: 80, max: 90) }
        #expect(throws: DistributionError.self) { try Distribution.truncated(base, min: .nan) }
    }

    @Test func metalogGoesThroughItsPoints() throws {
        let points = [(0.05, 1.0), (0.1, 1.2), (0.5, 1.66), (0.9, 2.3), (0.95, 3)].map { QuantilePoint($0.0, $0.1) }
        for (min, max) in [(nil, nil), (0.0, nil), (nil, 9.0), (0.0, 9.0)] as [(Double?, Double?)] {
            let metalog = try Distribution.metalog(quantiles: Array(points[1...3]), min: min, max: max)
            for point in points[1...3] {
                #expect(relativeError(metalog.quantile(point.probability), point.value) < 1e-12)
                #expect(relativeError(metalog.recipe.value(at: point.probability), point.value) < 1e-12)
                #expect(relativeError(metalog.cdf(point.value), point.probability) < 1e-12)
            }
            #expect(recipeError(metalog) < 1e-13)
        }
        let five = try Distribution.metalog(quantiles: points, min: 0)
        #expect(points.allSatisfy { relativeError(five.quantile($0.probability), $0.value) < 1e-11 })
    }

    @Test func metalogOfTwoQuantilesIsLogistic() throws {
        let metalog = try Distribution.metalog(quantiles: [.init(0.1, 1.2), .init(0.9, 2.3)])
        let logistic = try Distribution.fitted(.logistic, quantiles: [.init(0.1, 1.2), .init(0.9, 2.3)])
        #expect(relativeError(try #require(metalog.standardDeviation), try #require(logistic.standardDeviation)) < 1e-9)
    }

    @Test func metalogThatFallsIsRefused() throws {
        let error = #expect(throws: DistributionError.self) {
            try Distribution.metalog(quantiles: [.init(0.1, 1.2), .init(0.5, 1.21), .init(0.9, 230)])
        }
        #expect(error?.kind == .noFit)
    }

    @Test func discreteAndEmpirical() throws {
        let discrete = try Distribution.discrete(values: [3, 1, 2, 1], probabilities: [0.5, 0.1, 0.3, 0.1])
        #expect(relativeError(try #require(discrete.mean), 2.3) < 1e-15)
        #expect(discrete.cdf(1) == 0.2)
        #expect(discrete.cdf(0.999) == 0)
        #expect(discrete.quantile(0.2) == 1)
        #expect(discrete.quantile(0.2.nextUp) == 2)
        let empirical = try Distribution.empirical(samples: [5, 1, 3, 3])
        #expect(empirical.mean == 3)
        #expect(empirical.standardDeviation == 2.0.squareRoot())
        #expect(empirical.recipe.value(at: 0.6) == 3)
        #expect(empirical.familyName == "empirical")
    }
}
