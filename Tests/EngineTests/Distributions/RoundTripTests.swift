import Engine
import Testing

@Suite struct RoundTripTests {
    private static let probabilities = [1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999]

    @Test(arguments: ScipyTable.rows.filter { !["bernoulli", "binomial", "poisson"].contains($0.family) })
    func cdfUndoesQuantile(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        // Near an end of the support other than 0 the quantile itself has no more digits than this.
        let resolution = 4e-15 * (1 + row.parameters.map(\.magnitude).max()!)
        for p in Self.probabilities {
            let x = distribution.quantile(p)
            let slack = (distribution.cdf(x + resolution * 1) - distribution.cdf(x - resolution)).magnitude
            #expect((distribution.cdf(x) - p).magnitude <= 1e-11 * p + slack, "p \(p)")
            let y = distribution.upperQuantile(p)
            let upperSlack = (distribution.survival(y - resolution) - distribution.survival(y + resolution)).magnitude
            #expect((distribution.survival(y) - p).magnitude <= 1e-11 * p + upperSlack, "upper p \(p)")
        }
    }

    @Test(arguments: ScipyTable.rows)
    func quantilesRise(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        var last = distribution.minimum
        for k in 1..<400 {
            let x = distribution.quantile(Double(k) / 400)
            #expect(x >= last)
            last = x
        }
        #expect(last <= distribution.maximum)
    }

    @Test(arguments: ScipyTable.rows.filter { ["bernoulli", "binomial", "poisson"].contains($0.family) })
    func countQuantilesAreGeneralisedInverses(_ row: ScipyTable.Row) throws {
        let distribution = try Distribution.made(row.family, row.parameters)
        for k in 1..<200 {
            let p = Double(k) / 200
            let x = distribution.quantile(p)
            #expect(distribution.cdf(x) >= p)
            #expect(x == 0 || distribution.cdf(x - 1) < p)
        }
    }

    @Test func endsAndNonsense() throws {
        let pert = try Distribution.pert(min: 2, mode: 4, max: 14)
        #expect(pert.quantile(0) == 2)
        #expect(pert.quantile(1) == 14)
        #expect(pert.cdf(1) == 0)
        #expect(pert.cdf(14) == 1)
        #expect(pert.quantile(1.5).isNaN)
        #expect(pert.quantile(.nan).isNaN)
        #expect(pert.cdf(.nan).isNaN)
        #expect(try Distribution.normal(mean: 0, sd: 1).quantile(1) == .infinity)
        #expect(try Distribution.normal(mean: 0, sd: 1).cdf(-.infinity) == 0)
    }
}
