import Testing

@testable import Engine

/// A simulation's own inverse against the exact one. Docs/Distributions.md repeats these bounds.
@Suite struct RecipeTests {
    struct Bound: Sendable, CustomTestStringConvertible {
        let family: String
        let parameters: [Double]
        /// Greatest |F(recipe(u)) − u|.
        var probability = 4e-9
        /// Greatest relative error of the tail probability at 2^−k, k = 2 … 50, on either side.
        var tail = 2e-8

        var testDescription: String { "\(family) \(parameters)" }
    }

    private static let bounds: [Bound] = [
        Bound(family: "normal", parameters: [3, 2], probability: 4e-16, tail: 1e-13),
        Bound(family: "lognormal", parameters: [2, 0.5], probability: 1e-15, tail: 1e-13),
        Bound(family: "uniform", parameters: [0, 3], probability: 4e-16, tail: 1e-1),
        Bound(family: "triangular", parameters: [0, 1, 3], probability: 1e-15, tail: 1e-1),
        Bound(family: "exponential", parameters: [2], probability: 4e-16, tail: 1e-1),
        Bound(family: "weibull", parameters: [1.5, 2], probability: 1e-15, tail: 1e-1),
        Bound(family: "pareto", parameters: [2, 1], probability: 1e-15, tail: 1e-1),
        Bound(family: "cauchy", parameters: [0, 1], probability: 4e-16, tail: 1e-14),
        Bound(family: "logistic", parameters: [0, 1], probability: 4e-16, tail: 1e-13),
        Bound(family: "beta", parameters: [8, 2, 0, 1], tail: 1e-1),
        Bound(family: "pert", parameters: [80, 100, 130], tail: 1e-1),
        Bound(family: "beta", parameters: [500, 2000, 0, 1]),
        Bound(family: "gamma", parameters: [0.05, 1]),
        Bound(family: "gamma", parameters: [2.5, 3]),
        Bound(family: "gamma", parameters: [5000, 1]),
        Bound(family: "student_t", parameters: [1, 0, 1]),
        Bound(family: "student_t", parameters: [4, 0, 1]),
        Bound(family: "student_t", parameters: [0.5, 0, 1]),
        Bound(family: "student_t", parameters: [200, 0, 1]),
    ]

    @Test(arguments: bounds)
    func recipeStaysWithinItsStatedError(_ bound: Bound) throws {
        let distribution = try Distribution.made(bound.family, bound.parameters)
        let recipe = distribution.recipe
        var worst = 0.0
        var last = -Double.infinity
        for k in 0..<5000 {
            let u = (Double(k) + 0.37) / 5000
            let x = recipe.value(at: u)
            #expect(x >= last)
            last = x
            worst = max(worst, (distribution.cdf(x) - u).magnitude)
        }
        #expect(worst <= bound.probability)
        // Far out: relative accuracy of the tail, as far as u and 1 − u are exact.
        var tail = 0.0
        for k in 2...50 {
            let m = 1 / Double(UInt64(1) << UInt64(k))
            tail = max(tail, (distribution.cdf(recipe.value(at: m)) / m - 1).magnitude)
            let upper = distribution.survival(recipe.value(at: 1 - m)) / m - 1
            // Below 2^-45 the distance to a finite maximum has no digits left in x itself.
            if distribution.maximum == .infinity || k < 30 { tail = max(tail, upper.magnitude) }
        }
        #expect(tail <= bound.tail)
    }

    @Test(arguments: ScipyTable.rows.filter { ["bernoulli", "binomial", "poisson"].contains($0.family) })
    func countsAreDrawnExactly(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        let recipe = distribution.recipe
        for k in 0..<2000 {
            let u = (Double(k) + 0.37) / 2000
            #expect(recipe.value(at: u) == distribution.quantile(u), "u \(u)")
        }
    }

    @Test(arguments: [1e6 + 1, 3e7, 1e12])
    func largeCountsAreDrawnByAnExpansionThatIsExactHere(_ mean: Double) throws {
        let distribution = try Distribution.poisson(mean: mean)
        let recipe = distribution.recipe
        for k in 0..<300 {
            let u = (Double(k) + 0.37) / 300
            let x = recipe.value(at: u)
            // Off by one only where the two values are equally right to 1e-9.
            #expect(distribution.cdf(x) >= u - 1e-9 && distribution.cdf(x - 1) <= u + 1e-9)
        }
    }

    @Test func tableAndItsKernelsAgreeInEveryBit() throws {
        let table = QuantileTable.gamma(2.5)
        table.coefficients.withUnsafeBufferPointer { coefficients in
            #expect(coefficients.count == 8 * table.intervals)
        }
        var u = 0.5
        while u > 0x1p-53 {
            for v in [u, 1 - u, u * 0.8125] { #expect(table.value(at: v) == Self.kernelValue(table, v)) }
            u *= 0.4375
        }
        #expect(table.value(at: 0) == Self.kernelValue(table, 0))
        #expect(table.value(at: 1) == Self.kernelValue(table, 1))
    }

    @Test func neighbouringIntervalsMeet() {
        let table = QuantileTable.beta(8, 2)
        for k in 2..<50 {
            let m = 1 / Double(UInt64(1) << UInt64(k))
            let below = table.value(at: m.nextDown)
            let above = table.value(at: m)
            #expect((above - below).magnitude <= 1e-13 * above)
        }
        #expect((table.value(at: 0.5.nextDown) - table.value(at: 0.5)).magnitude < 1e-15)
    }

    @Test func tablesAreRememberedAndReproducible() {
        let first = QuantileTable.gamma(3.25)
        #expect(QuantileTable.gamma(3.25).coefficients == first.coefficients)
    }
}
