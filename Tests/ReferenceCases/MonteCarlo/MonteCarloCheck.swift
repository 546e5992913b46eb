import Engine
import FinanceModel

/// A value that simulation can estimate, beside the closed form of the same case.
struct MonteCarloCheck {
    /// What an estimate says.
    struct Estimate {
        var value: Double
        var error: Double
    }

    let label: String
    /// By the closed form.
    let expected: Double
    /// What the estimate's mean may be away from it, beyond sampling error.
    let bias: Double
    let estimate: (_ seed: UInt64, _ trials: Int) throws -> Estimate

    init(
        _ label: String, _ expected: Double, bias: Double = 0,
        _ estimate: @escaping (_ seed: UInt64, _ trials: Int) throws -> Estimate
    ) {
        self.label = label
        self.expected = expected
        self.bias = bias
        self.estimate = estimate
    }

    /// The mean of a node, made once.
    init(
        _ label: String, _ expected: Double, bias: Double = 0, _ build: (Graph) throws -> SimulatedEstimate
    ) rethrows {
        let graph = Graph()
        let built = try build(graph)
        self.init(label, expected, bias: bias + built.bias) { seed, trials in
            let result = try Simulation(
                graph, outputs: [("value", built.node)], options: .init(trials: trials, seed: seed)
            ).run()
            let estimate = result["value"]!
            return Estimate(value: estimate.mean, error: estimate.standardError)
        }
    }

    /// |difference| in standard errors after the bias; 0 within the bias.
    func deviation(seed: UInt64, trials: Int) throws -> (z: Double, signed: Double) {
        let estimate = try estimate(seed, trials)
        let difference = estimate.value - expected
        let excess = max(abs(difference) - bias, 0)
        // Rounding alone never fails a certain output.
        if excess <= 1e-12 * abs(expected) { return (0, difference) }
        return (excess / estimate.error, difference)
    }
}
