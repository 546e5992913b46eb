/// Geometric Brownian motion: d ln S = (drift − volatility²/2) dt + volatility dW, so that E S(t) = start·exp(drift·t).
///
/// The step is exact: ln S is a state, and a step adds a normal of the right mean and variance.
package struct GeometricBrownian: FactorProcess {
    static let word = "gbm"

    /// Above 0.
    package var start: Graph.Node
    /// Per year, continuous.
    package var drift: Graph.Node
    /// Per square root of a year; 0 or more.
    package var volatility: Graph.Node

    package init(start: Graph.Node, drift: Graph.Node, volatility: Graph.Node) {
        self.start = start
        self.drift = drift
        self.volatility = volatility
    }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.positive("start", start)
        try check.finite("drift", drift)
        try check.notNegative("volatility", volatility)
    }

    func steadyScale(_ graph: Graph, dtYears dt: Double) -> Double? {
        graph.constantValue(of: volatility).map { $0 * dt.squareRoot() }
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        let volatility = step.formula(self.volatility)
        let log = step.makeState()
        let trend = (step.formula(drift) - volatility * volatility * 0.5) * step.dt
        let next = step.moved(log + trend, scale: volatility * step.dt.squareRoot())
        return BuiltFactor(name: step.name, start: step.formula(start), log: log, next: next)
    }
}
