/// Regime switching (Hamilton 1989): a Markov chain over a few regimes, and in each a geometric Brownian motion.
///
/// The regime at the beginning of a step holds through it; behind it the chain moves by the exponential of its rates, so
/// that what share of time it spends where does not depend on the step.
package struct Regimes: FactorProcess {
    static let word = "regimes"

    package struct Regime: Sendable {
        package let name: String
        /// Per year.
        package let drift: Double
        /// Annualised, 0 or more.
        package let volatility: Double

        package init(_ name: String, drift: Double, volatility: Double) {
            self.name = name
            self.drift = drift
            self.volatility = volatility
        }
    }

    package var start: Graph.Node
    package var regimes: [Regime]
    /// Row i: how often per year regime i turns into each other one, 0 or more; the diagonal is not read.
    package var rates: [[Double]]
    /// The regime of the first step, from 0 on.
    package var first: Int

    package init(start: Graph.Node, regimes: [Regime], rates: [[Double]], first: Int = 0) {
        precondition(regimes.count == rates.count && regimes.indices.contains(first), "a row for each regime")
        self.start = start
        self.regimes = regimes
        self.rates = rates
        self.first = first
    }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.positive("start", start)
        for regime in regimes {
            try check.finite("\(regime.name).drift", check.graph.constant(regime.drift))
            try check.notNegative("\(regime.name).volatility", check.graph.constant(regime.volatility))
        }
        for (i, row) in rates.enumerated() {
            for (j, rate) in row.enumerated() where i != j {
                try check.notNegative("switch.\(regimes[i].name).\(regimes[j].name)", check.graph.constant(rate))
            }
        }
    }

    /// The probabilities of the next regime by the one at hand: exp(Q·dt), by its series on a short step and squaring.
    func transition(dtYears dt: Double) -> [[Double]] {
        let n = regimes.count
        let exits = (0..<n).map { i in (0..<n).reduce(0) { $1 == i ? $0 : $0 + rates[i][$1] } }
        // Halved until a step moves little, then squared back.
        var halvings = 0
        var span = dt
        while span * (exits.max() ?? 0) > 0.5 {
            span /= 2
            halvings += 1
        }
        var sum = identity(n)
        var term = identity(n)
        let generator = (0..<n).map { i in (0..<n).map { j in (i == j ? -exits[i] : rates[i][j]) * span } }
        for k in 1...24 {
            term = product(term, generator).map { $0.map { $0 / Double(k) } }
            for i in 0..<n { for j in 0..<n { sum[i][j] += term[i][j] } }
        }
        for _ in 0..<halvings { sum = product(sum, sum) }
        return sum
    }

    private func identity(_ n: Int) -> [[Double]] { (0..<n).map { i in (0..<n).map { $0 == i ? 1 : 0 } } }

    private func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
        a.map { row in b[0].indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } } }
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        let (log, regime) = (step.makeState(), step.regime.map(step.formula) ?? step.makeState())
        let graph = step.graph
        func chosen(_ values: [Double]) -> Formula { step.formula(graph.gather(regime.node, values)) }
        let trend = chosen(regimes.map { ($0.drift - $0.volatility * $0.volatility / 2) * step.dt })
        let scale = chosen(regimes.map { $0.volatility * step.dt.squareRoot() })
        let next = step.moved(log + trend, scale: scale)
        let uniform = graph.stepUniform("\(step.stream)/regime")
        let rows = transition(dtYears: step.dt)
        var place = graph.constant(Double(regimes.count))
        for j in regimes.indices.dropLast().reversed() {
            let bound = chosen(rows.map { $0[...j].reduce(0, +) })
            place = graph.select(
                graph.apply(.lessEqual, uniform, bound.node), graph.constant(Double(j + 1)), place)
        }
        let state = TimeModel.State(
            "\(step.name) regime", leaf: regime.node, initial: graph.constant(Double(first + 1)), next: place)
        return BuiltFactor(name: step.name, start: step.formula(start), log: log, next: next, others: [state])
    }
}
