import Engine
import Testing

@Suite struct RecoveryTests {
    @Test func `gbm finds drift and volatility`() throws {
        let (step, drift, volatility) = (1 / 365.25, 0.3, 0.65)
        let key = StreamKey(seed: 7, name: "gbm")
        var tally = Replicas.Tally(2)
        for path in 0..<Replicas.count(quick: 100) {
            var (x, values) = (0.0, [1.0])
            for t in 0..<2500 {
                x += (drift - volatility * volatility / 2) * step + volatility * step.squareRoot() * Replicas.normal(key, path: path, step: t)
                values.append(ScalarMath.exp(x))
            }
            let fit = try Calibration.gbm(Observations(values, step: step))
            tally.count([fit["drift"], fit["volatility"]], [drift, volatility])
        }
        Replicas.expectNear(tally, ["drift", "volatility"], "gbm")
        Replicas.expectCovered(tally, ["drift", "volatility"], "gbm")
    }

    @Test(arguments: [-0.4, 0.0, 0.7]) func `correlation finds correlations`(rho: Double) throws {
        let key = StreamKey(seed: 7, name: "correlation \(rho)")
        var tally = Replicas.Tally(1)
        for path in 0..<Replicas.count(quick: 60) {
            var (x, y) = ([Double](), [Double]())
            for t in 0..<2500 {
                let (a, b) = (Replicas.normal(key, path: path, step: t), Replicas.normal(key, path: path, step: t, draw: 1))
                x.append(a)
                y.append(rho * a + (1 - rho * rho).squareRoot() * b)
            }
            tally.count([try CorrelationFit([x, y]).pairs[0].pearson], [rho])
        }
        Replicas.expectNear(tally, ["correlation"], "correlation \(rho)")
        Replicas.expectCovered(tally, ["correlation"], "correlation \(rho)")
    }

    /// alpha, beta, annual volatility, and degrees of freedom (0: normal innovations).
    @Test(arguments: [(0.10, 0.85, 0.6, 0.0), (0.08, 0.90, 0.3, 0.0), (0.10, 0.85, 0.6, 5.0)])
    func `garch finds its parameters`(alpha: Double, beta: Double, volatility: Double, nu: Double) throws {
        let step = 1 / 365.25
        let variance = volatility * volatility * step
        let (omega, mean) = (variance * (1 - alpha - beta), 0.0005)
        let names = ["omega", "alpha", "beta", "mean"] + (nu > 0 ? ["df"] : [])
        let truth = [omega, alpha, beta, mean] + (nu > 0 ? [nu] : [])
        let key = StreamKey(seed: 7, name: "garch \(alpha) \(beta) \(nu)")
        var tally = Replicas.Tally(names.count)
        for path in 0..<Replicas.count(quick: 40) {
            var (h, x, values) = (variance, 0.0, [100.0])
            for t in 0..<2700 {
                let u = key.uniform(path: UInt64(path), step: UInt32(t))
                let z =
                    nu > 0
                    ? StudentT.quantile(nu, TailProbability(lower: u)) * ((nu - 2) / nu).squareRoot()
                    : ScalarMath.inverseNormal(u)
                let e = h.squareRoot() * z
                if t >= 200 {
                    x += mean + e
                    values.append(100 * ScalarMath.exp(x))
                }
                h = omega + alpha * e * e + beta * h
            }
            let fit = try Calibration.garch(Observations(values, step: step), innovations: nu > 0 ? .studentT : .normal)
            tally.count(names.map { fit[$0] }, truth)
        }
        Replicas.expectNear(tally, names, "garch \(alpha) \(beta) df \(nu)")
    }
}
