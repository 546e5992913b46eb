/// Heston's model (1993): d ln S = (drift − v/2) dt + √v dW, dv = reversion·(level − v) dt + vol-of-vol·√v dB, with
/// correlation ρ of dW and dB. v is the square of an annualised volatility.
///
/// The step is the quadratic-exponential scheme of Andersen (2008), "Simple and efficient simulation of the Heston
/// stochastic volatility model": v' is a squared normal or an exponential with an atom at 0, matched to the exact mean
/// and variance (switch at ψ = 1.5); the return is normal given v and v', the variance between them taken as their
/// average. With his martingale correction E S(t) = start·exp(drift·t) holds to rounding where the moment exists. Its
/// bias falls with the step: see the tests for what it is in monthly steps.
///
/// The normal that the market correlates drives the part of the return that v does not explain.
package struct Heston: FactorProcess {
    static let word = "heston"

    package var start: Graph.Node
    /// Per year.
    package var drift: Graph.Node
    /// The volatility at time 0, annualised; 0 or more.
    package var volatility: Graph.Node
    /// The volatility that v returns to, annualised; above 0.
    package var longVolatility: Graph.Node
    /// Per year, above 0.
    package var reversion: Graph.Node
    /// Annualised, above 0.
    package var volatilityOfVariance: Graph.Node
    /// ρ, within [−1, 1].
    package var leverage: Graph.Node

    package init(
        start: Graph.Node, drift: Graph.Node, volatility: Graph.Node, longVolatility: Graph.Node, reversion: Graph.Node,
        volatilityOfVariance: Graph.Node, leverage: Graph.Node
    ) {
        self.start = start
        self.drift = drift
        self.volatility = volatility
        self.longVolatility = longVolatility
        self.reversion = reversion
        self.volatilityOfVariance = volatilityOfVariance
        self.leverage = leverage
    }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.positive("start", start)
        try check.finite("drift", drift)
        try check.notNegative("volatility", volatility)
        try check.positive("long_volatility", longVolatility)
        try check.positive("reversion", reversion)
        try check.positive("vol_of_variance", volatilityOfVariance, remedy: "without it use gbm")
        try check.all("leverage", leverage, mustBe: "between -1 and 1") { $0 >= -1 && $0 <= 1 }
    }

    /// Where the scheme changes from the square to the exponential.
    private static let criticalPsi = 1.5

    func build(_ step: FactorStep) -> BuiltFactor {
        let dt = step.dt
        let (log, v) = (step.makeState(), step.makeState())
        let (kappa, xi, rho) = (
            step.formula(reversion), step.formula(volatilityOfVariance), step.formula(leverage)
        )
        let theta = step.formula(longVolatility) * step.formula(longVolatility)
        let uniform = step.formula(step.graph.stepUniform("\(step.stream)/variance"))

        // The first two moments of v' given v.
        let decay = (kappa * -dt).exponential
        let mean = v * decay + theta * (1 - decay)
        let spread = xi * xi / kappa * (1 - decay)
        let variance = v * (spread * decay) + theta * spread * (1 - decay) * 0.5
        let psi = variance / (mean * mean)

        // Small ψ: a·(b + Z)². The other arm is computed too, so its root must not be of a negative number.
        let inverse = 2 / psi.apply(.minimum, Self.criticalPsi)
        let bSquared = inverse - 1 + (inverse * (inverse - 1)).squareRoot
        let a = mean / (bSquared + 1)
        let root = bSquared.squareRoot + uniform.apply(.inverseNormal)
        let square = a * root * root
        // Large ψ: 0 with probability p, else exponential.
        let large = psi.apply(.maximum, 1)
        let p = (large - 1) / (large + 1)
        let beta = (1 - p) / mean
        let tail = ((1 - p) / (1 - uniform)).logarithm / beta
        let exponential = choose(uniform.apply(.lessEqual, p), step.formula(0), tail)
        let isSmall = psi.apply(.lessEqual, Self.criticalPsi)
        let next = choose(isSmall, square, exponential)

        // The return given v and v'.
        let slope = kappa * rho / xi - 0.5
        let k2 = slope * (dt / 2) + rho / xi
        let k3 = (1 - rho * rho) * (dt / 2)
        let correction = correction(step, k2 + k3 * 0.5, a, bSquared, p, beta, isSmall)
        let trend = step.formula(drift) * dt - correction - (k3 * 0.5) * v + k2 * next
        let scale = (k3 * (v + next)).squareRoot
        let moved = step.moved(log + trend, scale: scale)
        let start = step.formula(self.start)
        let initial = step.formula(volatility) * step.formula(volatility)
        return BuiltFactor(
            name: step.name, start: start, log: log, next: moved,
            others: [.init("\(step.name) variance", leaf: v.node, initial: initial.node, next: next.node)])
    }

    /// ln E exp(A·v') given v: what makes the level a martingale (Andersen 2008, proposition 9).
    private func correction(
        _ step: FactorStep, _ A: Formula, _ a: Formula, _ bSquared: Formula, _ p: Formula, _ beta: Formula,
        _ isSmall: Formula
    ) -> Formula {
        // With a leverage above 0 the moment may not exist; there the correction stops growing.
        let rest = (1 - A * a * 2).apply(.maximum, 0.01)
        let square = A * bSquared * a / rest - rest.logarithm * 0.5
        let exponential = (p + (1 - p) / (1 - A / beta).apply(.maximum, 0.01)).logarithm
        return choose(isSmall, square, exponential)
    }

    private func choose(_ condition: Formula, _ a: Formula, _ b: Formula) -> Formula {
        Formula(condition.graph.select(condition.node, a.node, b.node), in: condition.graph)
    }
}
