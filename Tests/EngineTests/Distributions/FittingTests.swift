import Diagnostics
import Engine
import Testing

@Suite struct FittingTests {
    private static let families: [FittedFamily] = [
        .normal, .lognormal, .uniform, .logistic, .cauchy, .gamma, .weibull, .pareto, .beta(min: 0, max: 5),
        .studentT(df: 4), .triangular(mode: 1.5), .pert(mode: 1.5),
    ]

    @Test(arguments: families)
    func twoQuantilesAreMetExactly(_ family: FittedFamily) throws {
        let points = [QuantilePoint(0.9, 2.3), QuantilePoint(0.1, 1.2)]
        let fitted = try Distribution.fitted(family, quantiles: points)
        #expect(fitted.familyName == family.name)
        for point in points {
            #expect(relativeError(fitted.quantile(point.probability), point.value) < 1e-9, "\(point.name)")
        }
    }

    @Test(arguments: [0.01, 0.05, 0.25])
    func otherQuantilesToo(_ p: Double) throws {
        for family in [FittedFamily.lognormal, .gamma, .weibull, .beta(min: 0, max: 40)] {
            let fitted = try Distribution.fitted(family, quantiles: [.init(p, 3), .init(1 - p / 2, 11)])
            #expect(relativeError(fitted.quantile(p), 3) < 1e-9)
            #expect(relativeError(fitted.quantile(1 - p / 2), 11) < 1e-9)
        }
    }

    @Test(arguments: [
        FittedFamily.normal, .lognormal, .uniform, .logistic, .gamma, .weibull, .pareto, .beta(min: 0, max: 5),
        .studentT(df: 4),
    ])
    func momentsAreMet(_ family: FittedFamily) throws {
        let fitted = try Distribution.fitted(family, mean: 2, sd: 0.7)
        #expect(relativeError(try #require(fitted.mean), 2) < 1e-10)
        #expect(relativeError(try #require(fitted.standardDeviation), 0.7) < 1e-10)
    }

    @Test func threeQuantilesThatFitAreAccepted() throws {
        let exact = try Distribution.lognormal(median: 2, sdLog: 0.4)
        let points = [0.1, 0.5, 0.9].map { QuantilePoint($0, (exact.quantile($0) * 100).rounded() / 100) }
        let fitted = try Distribution.fitted(.lognormal, quantiles: points)
        #expect(relativeError(try #require(fitted.mean), try #require(exact.mean)) < 0.01)
    }

    @Test func threeQuantilesThatDoNotFitAreRefusedWithTheClosest() throws {
        let points = [QuantilePoint(0.1, 1), .init(0.5, 1.1), .init(0.9, 9)]
        let error = #expect(throws: DistributionError.self) { try Distribution.fitted(.normal, quantiles: points) }
        #expect(error?.kind == .noFit)
        #expect(error?.parameter == "p10")
        #expect(error?.operands.first?.name == "the closest normal's p10")
    }

    @Test func quantilesOutOfOrderNameBoth() throws {
        let error = #expect(throws: DistributionError.self) {
            try Distribution.fitted(.lognormal, quantiles: [.init(0.1, 2.3), .init(0.9, 1.2)])
        }
        #expect(error?.kind == .quantileOrder)
        #expect(error?.parameter == "p90")
        #expect(error?.operands == [.init("p10", 2.3)])
        #expect(error?.diagnostic.message == "`p90` of lognormal must be greater than `p10`")
    }

    @Test func namesOfQuantiles() {
        #expect(QuantilePoint(0.1, 0).name == "p10")
        #expect(QuantilePoint(0.07, 0).name == "p7")
        #expect(QuantilePoint(0.025, 0).name == "quantiles[0.025]")
    }

    @Test func whatCannotBeFittedSaysWhatToGive() throws {
        for (family, remedy) in [
            (FittedFamily.pert(mode: 4), "give `min`, `mode` and `max`"),
            (.cauchy, "give `location` and `scale`, or two quantiles"),
            (.exponential, "leave out `sd`, or take a `gamma` distribution"),
        ] {
            let error = #expect(throws: DistributionError.self) { try Distribution.fitted(family, mean: 5, sd: 1) }
            #expect(error?.remedy == remedy)
        }
        #expect(throws: DistributionError.self) { try Distribution.fitted(.lognormal, quantiles: [.init(0.1, 2)]) }
        #expect(throws: DistributionError.self) {
            try Distribution.fitted(.gamma, quantiles: [.init(0.1, -2), .init(0.9, 2)])
        }
        #expect(throws: DistributionError.self) {
            try Distribution.fitted(.poisson, quantiles: [.init(0.1, 1), .init(0.9, 2)])
        }
        #expect(throws: DistributionError.self) {
            try Distribution.fitted(.beta(min: 0, max: 1), mean: 0.5, sd: 0.6)
        }
        #expect(throws: DistributionError.self) {
            try Distribution.fitted(.triangular(mode: 3), quantiles: [.init(0.1, 1), .init(0.9, 2)])
        }
    }
}
