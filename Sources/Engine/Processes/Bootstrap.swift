/// Resampled history: each step's log return is that of a real period, taken in blocks so that what follows what is kept.
///
/// Stationary bootstrap (Politis and Romano 1994): with probability 1/block a step begins at a random row, else it goes on
/// with the next, the first following the last. Moving blocks (Künsch 1989): every `block` steps a random row, of those
/// with a whole block behind them. All bootstrapped factors of a market read the same rows.
package struct Bootstrap: FactorProcess {
    static let word = "bootstrap"

    package enum Scheme: Hashable, Sendable { case stationary, moving }

    package var start: Graph.Node
    /// Log returns of one step each, oldest first; at least two.
    package var returns: [Double]
    /// The length of a block in steps (stationary: on average), 1 or more.
    package var block: Int
    package var scheme: Scheme

    package init(start: Graph.Node, returns: [Double], block: Int, scheme: Scheme = .stationary) {
        self.start = start
        self.returns = returns
        self.block = block
        self.scheme = scheme
    }

    var isRandom: Bool { false }
    var mayJump: Bool { false }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.positive("start", start)
        func number(_ x: Double) -> Graph.Node { check.graph.constant(x) }
        try check.all("series", number(Double(returns.count)), mustBe: "three levels or more") { $0 >= 2 }
        for value in returns { try check.finite("series", number(value)) }
        let limit = Double(returns.count)
        try check.all("block", number(Double(block)), mustBe: "from 1 to the number of returns") { $0 >= 1 && $0 <= limit }
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        let log = step.makeState()
        guard let row = step.row else { preconditionFailure("the market draws rows for its bootstrapped factors") }
        let drawn = Formula(step.graph.gather(row.node, returns), in: step.graph)
        return BuiltFactor(name: step.name, start: step.formula(start), log: log, next: log + drawn, others: row.states)
    }

    /// Whether two histories can be read row by row.
    func isJoint(with other: Bootstrap) -> Bool {
        returns.count == other.returns.count && block == other.block && scheme == other.scheme
    }

    /// The row of a step, and the states behind it.
    func row(_ graph: Graph, steps: Int, stream: String) -> ResampledRow {
        let count = Double(returns.count)
        let uniform = Formula(graph.stepUniform(stream), in: graph)
        let last = Formula(graph.makeState(.number), in: graph)
        switch scheme {
        case .stationary:
            // Row 0 before the first step stands for no row.
            let first = Formula(graph.startUniform(stream), in: graph)
            let start = (first * count).apply(.floor).apply(.minimum, count - 1) + 1
            let p = 1 / Double(block)
            let fresh = (uniform * (count / p)).apply(.floor).apply(.minimum, count - 1) + 1
            let following = graph.select(
                last.apply(.less, count).node, (last + 1).node, graph.constant(1.0))
            let row = graph.select(uniform.apply(.less, p).node, fresh.node, following)
            return ResampledRow(node: row, states: [.init("bootstrap row", leaf: last.node, initial: start.node, next: row)])
        case .moving:
            let starts = count - Double(block) + 1
            let fresh = (uniform * starts).apply(.floor).apply(.minimum, starts - 1) + 1
            let isFresh = graph.column((0..<steps).map { $0 % block == 0 ? 1 : 0 }, .boolean)
            let offset = Formula(graph.column((0..<steps).map { Double($0 % block) }), in: graph)
            let first = graph.select(isFresh, fresh.node, last.node)
            let row = (Formula(first, in: graph) + offset).node
            return ResampledRow(node: row, states: [.init("bootstrap row", leaf: last.node, initial: graph.constant(1.0), next: first)])
        }
    }
}

/// The row of history that a step repeats.
struct ResampledRow {
    /// From 1 on.
    let node: Graph.Node
    /// What carries it; the first factor that uses it brings them into the model.
    var states: [TimeModel.State]
}

extension Process {
    var bootstrap: Bootstrap? {
        if case .bootstrap(let process) = self { process } else { nil }
    }
}
