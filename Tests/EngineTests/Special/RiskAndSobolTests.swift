import Engine
import Testing

@Suite struct RiskMeasureTests {
    @Test func normalAndT() {
        let normal = RiskMeasures.normal(alpha: 0.975)
        #expect((normal.valueAtRisk - 1.959963984540054).magnitude < 1e-12)
        #expect((normal.shortfall - 2.3378027922014133).magnitude < 1e-12)
        let t = RiskMeasures.studentT(alpha: 0.975, nu: 4)
        #expect((t.valueAtRisk - 2.7764451051977934).magnitude < 1e-12)
        #expect((t.shortfall - 3.99355702271285).magnitude < 1e-12)
        #expect(RiskMeasures.studentT(alpha: 0.9, nu: 1).shortfall == .infinity)
        #expect(RiskMeasures.unitVarianceScale(nu: 2).isNaN)
    }

    @Test func theBoundaryLossIsWeighted() {
        let losses = [0.12, 0.08, 0.05, 0.03, 0.01, 0, -0.01, -0.02, -0.04, -0.07]
        let risk = RiskMeasures.empirical(losses: losses, alpha: 0.75)
        #expect((risk.weighted - 0.09).magnitude < 1e-15)
        #expect((risk.beyond - 0.25 / 3).magnitude < 1e-15)
        #expect(risk.valueAtRisk == 0.05)
    }

    @Test func wholeTailsHaveNoBoundary() {
        // 10·(1 − 0.8) is 2 and nothing else.
        let risk = RiskMeasures.empirical(losses: (1...10).map(Double.init), alpha: 0.8)
        #expect(risk.weighted == 9.5)
        #expect(risk.beyond == 9.5)
        #expect(RiskMeasures.empirical(losses: [3], alpha: 0.99).weighted == 3)
        #expect(RiskMeasures.empirical(losses: [1, 3], alpha: 0).weighted == 2)
    }
}

@Suite struct SobolTests {
    @Test func everyBlockOfEveryDimensionIsBalanced() throws {
        // The first 2^k points of each coordinate fall once into each interval of length 2^−k.
        let sequence = try #require(SobolSequence(dimension: SobolSequence.largestDimension))
        for axis in stride(from: 0, to: sequence.dimension, by: 37) {
            let places = Set((0..<64).map { Int(sequence.coordinate(axis, of: UInt64($0)) * 64) })
            #expect(places.count == 64, "dimension \(axis + 1)")
        }
    }

    @Test func knownPoints() throws {
        // scipy 1.17.1: qmc.Sobol(d, scramble=False).
        let sequence = try #require(SobolSequence(dimension: 6))
        #expect(sequence.point(0) == [0, 0, 0, 0, 0, 0])
        #expect(sequence.point(3) == [0.25, 0.75, 0.75, 0.75, 0.25, 0.25])
        #expect(sequence.point(11) == [0.4375, 0.5625, 0.1875, 0.6875, 0.8125, 0.0625])
        let wide = try #require(SobolSequence(dimension: 1024))
        #expect(wide.coordinate(99, of: 1000) == 0.1865234375)
        #expect(wide.coordinate(511, of: 777) == 0.7978515625)
        #expect(wide.coordinate(1023, of: 1023) == 0.9951171875)
    }

    @Test func dimensionsWithoutNumbersAreRefused() {
        #expect(SobolSequence(dimension: 0) == nil)
        #expect(SobolSequence(dimension: SobolSequence.largestDimension + 1) == nil)
    }
}
