import Engine
import Testing

@Suite struct CoverageTests {
    /// Values, reversion × span, and whether the series begins at its level rather than anywhere.
    @Test(arguments: [(2500, 20.0, false), (2500, 50.0, true), (2500, 200.0, false), (500, 20.0, false), (250, 40.0, false)])
    func `the intervals of ou hold the truth`(n: Int, product: Double, fixed: Bool) throws {
        let span = 10.0
        let (step, reversion, level, volatility) = (span / Double(n - 1), product / span, 40.0, 0.65)
        let keep = ScalarMath.exp(-reversion * step)
        let spread = volatility / (2 * reversion).squareRoot()
        let size = spread * (1 - keep * keep).squareRoot()
        let key = StreamKey(seed: 7, name: "ou \(n) \(product) \(fixed)")
        var tally = Replicas.Tally(3)
        for path in 0..<Replicas.count(quick: 200) {
            var z = fixed ? 0 : spread * Replicas.normal(key, path: path, step: 0)
            var values = [level * ScalarMath.exp(z)]
            for t in 1..<n {
                z = keep * z + size * Replicas.normal(key, path: path, step: t)
                values.append(level * ScalarMath.exp(z))
            }
            do {
                let fit = try Calibration.ou(Observations(values, step: step))
                tally.count([fit["reversion"], fit["level"], fit["volatility"]], [reversion, level, volatility])
            } catch {
                tally.refused += 1
            }
        }
        Replicas.expectCovered(tally, ["reversion", "level", "volatility"], "ou \(n) values, reversion × span \(product)")
    }

    /// Mean stay in each regime in steps, and the ratio of their volatilities.
    @Test(arguments: [(100.0, 50.0, 2.5), (200.0, 100.0, 3.0)])
    func `the intervals of regimes hold the truth`(calm: Double, crunch: Double, ratio: Double) throws {
        let step = 1 / 365.25
        let volatilities = [0.4, 0.4 * ratio]
        let leave = [1 / calm, 1 / crunch]
        let scale = -ScalarMath.log(1 - leave[0] - leave[1]) / (leave[0] + leave[1]) / step
        let names = ["1.volatility", "2.volatility", "1.to.2", "2.to.1"]
        let key = StreamKey(seed: 7, name: "regimes \(calm) \(crunch) \(ratio)")
        var tally = Replicas.Tally(4)
        for path in 0..<Replicas.count(quick: 60) {
            var state = key.uniform(path: UInt64(path), step: 99_999) < leave[1] / (leave[0] + leave[1]) ? 0 : 1
            var (x, values) = (0.0, [1.0])
            for t in 0..<2500 {
                x += volatilities[state] * step.squareRoot() * Replicas.normal(key, path: path, step: t)
                values.append(ScalarMath.exp(x))
                if key.uniform(path: UInt64(path), step: UInt32(t), draw: 1) < leave[state] { state = 1 - state }
            }
            do {
                let fit = try Calibration.regimes(Observations(values, step: step))
                tally.count(names.map { fit[$0] }, volatilities + leave.map { $0 * scale })
            } catch {
                tally.refused += 1
            }
        }
        Replicas.expectCovered(tally, names, "regimes \(calm), \(crunch) steps, ratio \(ratio)")
    }
}
