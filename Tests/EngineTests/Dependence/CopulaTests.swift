import Testing

@testable import Engine

@Suite struct CopulaTests {
    private static let copulas: [BivariateCopula] = [
        .gaussian(rho: 0.5), .gaussian(rho: -0.8), .t(rho: 0.5, nu: 4), .t(rho: -0.3, nu: 2.5), .clayton(theta: 2),
        .clayton(theta: -0.5), .gumbel(theta: 1.7), .frank(theta: 4), .frank(theta: -6), .joe(theta: 2.2),
        .independence,
    ]

    @Test(arguments: copulas)
    func densityIsTheMixedDerivativeOfTheCDF(_ copula: BivariateCopula) {
        let h = 1e-3
        for (u, v) in [(0.3, 0.7), (0.5, 0.45), (0.8, 0.9)] {
            let mass =
                copula.cdf(u + h, v + h) - copula.cdf(u - h, v + h) - copula.cdf(u + h, v - h)
                + copula.cdf(u - h, v - h)
            // The mean density over a square of side 2h differs from that at its middle by O(h²).
            #expect((mass / (4 * h * h) - copula.density(u, v)).magnitude < 2e-4 * (1 + copula.density(u, v)))
        }
    }

    @Test(arguments: copulas)
    func marginsAreUniform(_ copula: BivariateCopula) {
        for u in [0.01, 0.4, 0.97] {
            #expect(copula.cdf(u, 1) == u)
            #expect(copula.cdf(1, u) == u)
            #expect(copula.cdf(u, 0) == 0)
            #expect((copula.cdf(u, 1 - 1e-12) - u).magnitude < 1e-11)
        }
    }

    @Test(arguments: copulas)
    func kendallsTauIsFourTimesTheMeanOfTheCDF(_ copula: BivariateCopula) {
        // τ = 4·E C(U, V) − 1, by the midpoint rule on a grid.
        let n = 60
        var sum = 0.0
        var weight = 0.0
        for i in 0..<n {
            for j in 0..<n {
                let (u, v) = ((Double(i) + 0.5) / Double(n), (Double(j) + 0.5) / Double(n))
                let density = copula.density(u, v)
                sum += density * copula.cdf(u, v)
                weight += density
            }
        }
        #expect((4 * sum / weight - 1 - copula.kendallTau).magnitude < 0.02)
    }

    @Test(arguments: [0.1, 1.0 / 3, 0.7])
    func tauInversionUndoesTau(_ tau: Double) {
        let copulas: [BivariateCopula] = [
            .clayton(theta: BivariateCopula.claytonTheta(tau: tau)),
            .gumbel(theta: BivariateCopula.gumbelTheta(tau: tau)),
            .frank(theta: BivariateCopula.frankTheta(tau: tau)), .joe(theta: BivariateCopula.joeTheta(tau: tau)),
            .gaussian(rho: BivariateCopula.ellipticalRho(tau: tau)),
        ]
        for copula in copulas { #expect((copula.kendallTau - tau).magnitude < 1e-12, "\(copula)") }
    }

    @Test func tailDependence() {
        // scipy 1.17.1: 2·t.cdf(−√5, 5).
        #expect((BivariateCopula.t(rho: 0, nu: 4).lowerTailDependence - 0.07558681842161241).magnitude < 1e-12)
        #expect(BivariateCopula.gaussian(rho: 0.9).lowerTailDependence == 0)
        #expect((BivariateCopula.clayton(theta: 2).lowerTailDependence - 0.5.squareRoot()).magnitude < 1e-15)
        #expect((BivariateCopula.gumbel(theta: 2).upperTailDependence - (2 - 2.0.squareRoot())).magnitude < 1e-15)
    }

    @Test func parametersOutOfRangeAreRefused() {
        for copula in [
            BivariateCopula.gaussian(rho: 1), .t(rho: 0.5, nu: 0), .clayton(theta: 0), .gumbel(theta: 0.9),
            .frank(theta: 0), .joe(theta: 0.5),
        ] {
            #expect(throws: DependenceError.self) { try copula.validate() }
        }
    }

    @Test(arguments: [0.5, 1, 3, 4, 8, 30, 500])
    func theLatentTDistributionIsDrawnWithinItsStatedError(_ df: Double) {
        let uniform = Copula.uniform(df: df)
        for k in -60...60 {
            let x = Double(k) / 5
            let exact = StudentT.tails(df, x).lower
            let got = uniform.value(at: x)
            #expect((got - exact).magnitude <= 1e-9)
            if x < 0 { #expect((got / exact - 1).magnitude <= 1e-7, "x \(x)") }
        }
        #expect(uniform.value(at: 0) == 0.5)
    }

    @Test(arguments: [0.5, 4, 50])
    func mixingIsTheRootOfAnInverseChiSquare(_ df: Double) throws {
        let gamma = try Distribution.gamma(shape: df / 2, scale: 2)
        for u in [0.001, 0.3, 0.9] {
            let exact = (df / gamma.quantile(u)).squareRoot()
            #expect(relativeError(Copula.mixing(df: df).value(at: u), exact) < 1e-7)
        }
    }
}
