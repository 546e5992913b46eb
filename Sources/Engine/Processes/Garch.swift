/// GARCH(1,1) by step (Bollerslev 1986): r = drift·dt − h/2 + √h·z, h' = ω + α·h·z² + β·h, with ω = h̄·(1 − α − β).
///
/// h is the variance of one step's log return, h̄ its long-run mean. z is normal, or a t of variance 1. For normal z the
/// mean at t is start·exp(drift·t).
package struct Garch: FactorProcess {
    static let word = "garch"

    package var start: Graph.Node
    /// Per year.
    package var drift: Graph.Node
    /// The long-run volatility, annualised; above 0.
    package var volatility: Graph.Node
    /// The volatility of the first step, annualised; 0 or more.
    package var startVolatility: Graph.Node
    /// The weight of the last squared surprise, per step; 0 or more.
    package var alpha: Graph.Node
    /// The weight of the last variance, per step; 0 or more, α + β below 1.
    package var beta: Graph.Node
    /// Degrees of freedom of z, above 2; nil for a normal.
    package var degrees: Double?

    package init(
        start: Graph.Node, drift: Graph.Node, volatility: Graph.Node, startVolatility: Graph.Node, alpha: Graph.Node,
        beta: Graph.Node, degrees: Double? = nil
    ) {
        self.start = start
        self.drift = drift
        self.volatility = volatility
        self.startVolatility = startVolatility
        self.alpha = alpha
        self.beta = beta
        self.degrees = degrees
    }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.positive("start", start)
        try check.finite("drift", drift)
        try check.positive("volatility", volatility)
        try check.notNegative("start_volatility", startVolatility)
        try check.notNegative("alpha", alpha)
        try check.notNegative("beta", beta)
        let alpha = check.graph.constantValue(of: alpha) ?? 0
        try check.all(
            "beta", beta, mustBe: "below 1 - alpha, or variance grows without end", remedy: "typical daily values are alpha 0.1, beta 0.85"
        ) { alpha + $0 < 1 }
        if let degrees {
            try check.all("df", check.graph.constant(degrees), mustBe: "above 2, or there is no variance") { $0 > 2 }
        }
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        guard let noise = step.noise else { preconditionFailure("garch takes an innovation") }
        let (log, h) = (step.makeState(), step.makeState())
        let (alpha, beta) = (step.formula(self.alpha), step.formula(self.beta))
        let mean = step.formula(volatility) * step.formula(volatility) * step.dt
        let z = degrees.map { standardised(noise.normal, df: $0) } ?? noise.normal
        let move = log + (step.formula(drift) * step.dt - h * 0.5) + h.squareRoot * z
        let next = noise.shifted(move)
        let variance = mean * (1 - alpha - beta) + h * (alpha * (z * z) + beta)
        let first = step.formula(startVolatility) * step.formula(startVolatility) * step.dt
        return BuiltFactor(
            name: step.name, start: step.formula(start), log: log, next: next,
            others: [.init("\(step.name) variance", leaf: h.node, initial: first.node, next: variance.node)])
    }

    /// A t of variance 1 with the rank of a standard normal.
    private func standardised(_ normal: Formula, df: Double) -> Formula {
        let scale = ((df - 2) / df).squareRoot()
        guard let t = try? Distribution.studentT(df: df, location: 0, scale: scale) else {
            preconditionFailure("the degrees of freedom have been checked")
        }
        let graph = normal.graph
        return Formula(graph.variate(t, atNormal: normal.node), in: graph)
    }
}
