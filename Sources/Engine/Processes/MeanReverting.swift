/// The Ornstein–Uhlenbeck process, of the logarithm (d ln X = reversion·(ln level − ln X) dt + volatility dW) or of the
/// level itself.
///
/// Exact scheme: x' = θ + (x − θ)·e^(−κdt) + σ·√((1 − e^(−2κdt))/2κ)·Z, the transition law of the process for a level
/// that stands still within a step (Uhlenbeck and Ornstein 1930). Euler's: x' = x + κ(θ − x)dt + σ√dt·Z. Both are
/// computed as x·decay + θ·(1 − decay) + scale·Z.
package struct MeanReverting: FactorProcess {
    static let word = "ou"

    package enum Scheme: Hashable, Sendable { case exact, euler }

    package var start: Graph.Node
    /// The long-run median (the long-run mean if additive); a column is read at the beginning of each step: its entry n
    /// holds in step n.
    package var level: Graph.Node
    /// Per year, above 0.
    package var reversion: Graph.Node
    /// Per square root of a year; of the logarithm, or in the level's own unit if additive. 0 or more.
    package var volatility: Graph.Node
    package var isAdditive: Bool
    package var scheme: Scheme

    package init(
        start: Graph.Node, level: Graph.Node, reversion: Graph.Node, volatility: Graph.Node, isAdditive: Bool = false,
        scheme: Scheme = .exact
    ) {
        self.start = start
        self.level = level
        self.reversion = reversion
        self.volatility = volatility
        self.isAdditive = isAdditive
        self.scheme = scheme
    }

    var isLogarithmic: Bool { !isAdditive }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        if isAdditive {
            try check.finite("start", start)
            try check.finite("level", level)
        } else {
            let remedy = "for a factor that may be 0 or negative set `additive = true`"
            try check.positive("start", start, remedy: remedy)
            try check.positive("level", level, remedy: remedy)
        }
        try check.positive("reversion", reversion, remedy: "for a factor without a level to return to use gbm")
        try check.notNegative("volatility", volatility)
        guard scheme == .euler, let dt = dtYears else { return }
        try check.all("reversion", reversion, mustBe: "below 2 per step in Euler's scheme, which would diverge",
            remedy: "use `scheme = \"exact\"`, or shorter steps") { $0 * dt < 2 }
    }

    func steadyScale(_ graph: Graph, dtYears dt: Double) -> Double? {
        guard graph.constantValue(of: reversion) != nil, graph.constantValue(of: volatility) != nil else { return nil }
        return scale(graph, dt).constant
    }

    /// The standard deviation of what a step adds.
    private func scale(_ graph: Graph, _ dt: Double) -> Formula {
        let (reversion, volatility) = (Formula(self.reversion, in: graph), Formula(self.volatility, in: graph))
        switch scheme {
        case .exact: return volatility * (-(reversion * (-2 * dt)).apply(.expm1) / (reversion * 2)).squareRoot
        case .euler: return volatility * dt.squareRoot()
        }
    }

    /// 1 − decay: the share of the distance to the level that a step closes.
    private func approach(_ step: FactorStep) -> Formula {
        let reversion = step.formula(self.reversion)
        switch scheme {
        case .exact: return -(reversion * -step.dt).apply(.expm1)
        case .euler: return reversion * step.dt
        }
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        let start = step.formula(self.start)
        let x = step.makeState()
        let level = isAdditive ? step.formula(self.level) : step.formula(self.level).logarithm
        let approach = approach(step)
        let next = step.moved(x * (1 - approach) + level * approach, scale: scale(step.graph, step.dt))
        if !isAdditive { return BuiltFactor(name: step.name, start: start, log: x, next: next) }
        return BuiltFactor(
            name: step.name, start: start.node, previous: x.node, current: next.node,
            states: [.init(step.name, leaf: x.node, initial: start.node, next: next.node)])
    }
}
