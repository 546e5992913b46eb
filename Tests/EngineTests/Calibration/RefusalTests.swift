import Engine
import Testing

@Suite struct RefusalTests {
    private static func walk(_ name: String, _ n: Int) -> [Double] {
        let key = StreamKey(seed: 3, name: name)
        var x = 0.0
        return (0..<n).map { t in
            x += 0.02 * Replicas.normal(key, path: 0, step: t)
            return ScalarMath.exp(x)
        }
    }

    private static func refusal(_ fit: () throws -> Calibration) -> CalibrationError? {
        do {
            _ = try fit()
            return nil
        } catch { return error as? CalibrationError }
    }

    @Test func `a series that never returns has no reversion`() throws {
        let data = try Observations(Self.walk("walk", 1000), step: 1 / 365.25)
        guard case .reversionUnclear = Self.refusal({ try Calibration.ou(data) }) else {
            Issue.record("a random walk was fitted as ou")
            return
        }
    }

    @Test func `constant volatility is neither garch nor regimes`() throws {
        let data = try Observations(Self.walk("constant", 2500), step: 1 / 365.25)
        guard case .noClustering = Self.refusal({ try Calibration.garch(data) }) else {
            Issue.record("constant volatility was fitted as garch")
            return
        }
        #expect(Self.refusal({ try Calibration.regimes(data) }) != nil)
    }

    @Test func `bad values are named`() throws {
        #expect(throws: CalibrationError.tooFew(found: 3, needed: 30)) { try Observations([1, 2, 3], step: 1) }
        var values = Self.walk("bad", 100)
        values[17] = -1
        #expect(throws: CalibrationError.notPositive(index: 17, -1)) { try Calibration.gbm(Observations(values, step: 1)) }
        values[17] = .nan
        #expect(throws: CalibrationError.self) { try Observations(values, step: 1) }
        let growth = (0..<100).map { ScalarMath.exp(0.01 * Double($0)) }
        #expect(throws: CalibrationError.constant(1)) { try Calibration.gbm(Observations(growth, step: 1)) }
    }

    @Test func `Student t on normal clustering says that the tails are normal`() throws {
        let key = StreamKey(seed: 5, name: "normal garch")
        var (h, x, values) = (1e-4, 0.0, [1.0])
        for t in 0..<4000 {
            let e = h.squareRoot() * Replicas.normal(key, path: 0, step: t)
            x += e
            values.append(ScalarMath.exp(x))
            h = 5e-6 + 0.1 * e * e + 0.85 * h
        }
        let data = try Observations(values, step: 1 / 365.25)
        switch Self.refusal({ try Calibration.garch(data, innovations: .studentT) }) {
        case .normalTails: break
        case let other: #expect(other == nil, "refused for another reason")
        }
    }

    @Test func `Kendall's tau agrees with counting pairs`() throws {
        let key = StreamKey(seed: 9, name: "tau")
        let x = (0..<60).map { (Replicas.normal(key, path: 0, step: $0) * 3).rounded() }
        let y = (0..<60).map { (x[$0] + Replicas.normal(key, path: 1, step: $0) * 3).rounded() }
        var (score, untiedX, untiedY) = (0.0, 0.0, 0.0)
        for i in 0..<60 {
            for j in 0..<i {
                let (a, b) = (x[i] - x[j], y[i] - y[j])
                score += a * b > 0 ? 1 : a * b < 0 ? -1 : 0
                untiedX += a == 0 ? 0 : 1
                untiedY += b == 0 ? 0 : 1
            }
        }
        let tau = try CorrelationFit([x, y]).pairs[0].tau
        #expect((tau - score / (untiedX * untiedY).squareRoot()).magnitude < 1e-12)
    }

    @Test func `the goodness of a fit is said in words`() throws {
        let key = StreamKey(seed: 2, name: "tails")
        var x = 0.0
        let heavy = (0..<2000).map { t in
            x += 0.02 * StudentT.quantile(3, TailProbability(lower: key.uniform(path: 0, step: UInt32(t))))
            return ScalarMath.exp(x)
        }
        let fit = try Calibration.gbm(Observations(heavy, step: 1 / 365.25))
        #expect(fit.goodness.text.hasPrefix("returns have fatter tails than the model: Jarque-Bera p < 0.001"))
        let fine = try Calibration.gbm(Observations(Self.walk("fine", 2000), step: 1 / 365.25))
        #expect(fine.goodness.text.hasPrefix("no misfit found"))
    }
}
