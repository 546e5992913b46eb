/// How one factor of a market moves: a stochastic process with its parameters, or a known course.
///
/// Parameters are per year and nodes known before the first step: constants, which fold, or uncertain values that are
/// drawn once per path. Levels may also be columns. The process is data; `Market.build` puts it into a model.
package enum Process: Sendable {
    case geometric(GeometricBrownian)
    case reverting(MeanReverting)
    case heston(Heston)
    case garch(Garch)
    case regimes(Regimes)
    case bootstrap(Bootstrap)
    case known(KnownCourse)
}

/// What every process answers.
protocol FactorProcess: Sendable {
    /// Its word in the language.
    static var word: String { get }
    /// Whether each step takes one of the market's correlated normals.
    var isRandom: Bool { get }
    /// Whether jumps may be added to it.
    var mayJump: Bool { get }
    /// Whether jumps add to the logarithm of the level, and not to the level.
    var isLogarithmic: Bool { get }
    /// The standard deviation of what a step adds, where that is one number for all paths and steps.
    func steadyScale(_ graph: Graph, dtYears dt: Double) -> Double?
    /// Checks every parameter that is known.
    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError)
    /// Makes the nodes of one step.
    func build(_ step: FactorStep) -> BuiltFactor
}

extension FactorProcess {
    var isRandom: Bool { true }
    var mayJump: Bool { true }
    var isLogarithmic: Bool { true }
    func steadyScale(_ graph: Graph, dtYears dt: Double) -> Double? { nil }
}

extension Process {
    var content: any FactorProcess {
        switch self {
        case .geometric(let process): process
        case .reverting(let process): process
        case .heston(let process): process
        case .garch(let process): process
        case .regimes(let process): process
        case .bootstrap(let process): process
        case .known(let process): process
        }
    }

    /// Its word in the language: "gbm", "ou".
    package var word: String { type(of: content).word }

    /// Whether each step takes a random innovation, so that it can be correlated.
    package var isRandom: Bool { content.isRandom }

    /// Whether jumps add to the logarithm of its level, and not to the level.
    package var isLogarithmic: Bool { content.isLogarithmic }

    /// Checks the parameters that are known: constants and columns.
    ///
    /// - Parameter dtYears: the length of a step, for what depends on it; nil where it is not known yet.
    package func validate(in graph: Graph, dtYears: Double? = nil) throws(ProcessError) {
        try content.validate(ProcessCheck(word: word, graph: graph), dtYears: dtYears)
    }
}

/// What a process is built with: where, for which step, and by which noise.
struct FactorStep {
    let graph: Graph
    let name: String
    /// The length of a step in years.
    let dt: Double
    let steps: Int
    /// The key of streams that belong to this factor alone.
    let stream: String
    /// Nil for a process that takes no innovation.
    let noise: FactorNoise?
    /// The state that holds the regime, where the market's correlation reads it, too.
    var regime: Graph.Node?
    /// The row of history that the step repeats, for bootstrapped factors.
    let row: ResampledRow?

    func formula(_ node: Graph.Node) -> Formula { Formula(node, in: graph) }
    func formula(_ number: Double) -> Formula { Formula(number, in: graph) }
    func makeState() -> Formula { formula(graph.makeState(.number)) }

    /// `base` and what the step adds at random: noise of this standard deviation, and jumps.
    func moved(_ base: Formula, scale: Formula) -> Formula {
        noise.map { $0.added(to: base, scale: scale) } ?? base
    }
}
