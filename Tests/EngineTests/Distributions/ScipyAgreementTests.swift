import Engine
import Testing

@Suite struct ScipyAgreementTests {
    @Test(arguments: ScipyTable.rows)
    func momentsAgree(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        if row.mean.isFinite {
            #expect(relativeError(try #require(distribution.mean), row.mean) < 1e-13)
        } else {
            #expect(distribution.mean == nil)
        }
        if row.sd.isFinite {
            #expect(relativeError(try #require(distribution.standardDeviation), row.sd) < 1e-12)
        } else {
            #expect(distribution.standardDeviation == nil)
        }
    }

    @Test(arguments: ScipyTable.rows)
    func quantilesAgree(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        for (p, x) in row.quantiles {
            let got = distribution.quantile(p)
            #expect(relativeError(got, x) < 2e-12 || (got - x).magnitude < 1e-15, "quantile \(p): \(got) for \(x)")
        }
    }

    @Test(arguments: ScipyTable.rows)
    func tailsAgree(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        for (x, lower, upper) in row.tails {
            #expect(relativeError(distribution.cdf(x), lower) < 1e-11, "cdf(\(x))")
            #expect(relativeError(distribution.survival(x), upper) < 1e-11, "survival(\(x))")
        }
    }

    @Test func momentsThatDoNotExistSayWhy() throws {
        #expect(try Distribution.cauchy(location: 0, scale: 1).meanMoment == .undefined)
        #expect(try Distribution.pareto(shape: 0.9, scale: 1).meanMoment == .infinite)
        #expect(try Distribution.pareto(shape: 1.5, scale: 1).standardDeviationMoment == .infinite)
        #expect(try Distribution.studentT(df: 1).meanMoment == .undefined)
        #expect(try Distribution.studentT(df: 2).standardDeviationMoment == .infinite)
    }
}
