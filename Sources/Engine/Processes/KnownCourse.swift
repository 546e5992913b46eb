/// A factor without dice: its level before the first step and at the end of each step.
package struct KnownCourse: FactorProcess {
    static let word = "deterministic"

    /// The level at time 0.
    package var start: Graph.Node
    /// A column (or a constant): entry n is the level at the end of step n.
    package var levels: Graph.Node
    /// The same, one step earlier: entry 1 is `start`.
    package var previousLevels: Graph.Node

    /// - Parameter levels: the level at time 0 and at the end of each step.
    package init(_ levels: [Double], in graph: Graph) {
        precondition(levels.count > 1, "a course has a start and at least one step")
        start = graph.constant(levels[0])
        self.levels = graph.column(Array(levels.dropFirst()))
        previousLevels = graph.column(Array(levels.dropLast()))
    }

    var isRandom: Bool { false }
    var mayJump: Bool { false }

    func validate(_ check: ProcessCheck, dtYears: Double?) throws(ProcessError) {
        try check.finite("start", start)
        try check.finite("level", levels)
    }

    func build(_ step: FactorStep) -> BuiltFactor {
        BuiltFactor(name: step.name, start: start, previous: previousLevels, current: levels)
    }
}
