/// The part of a program that runs once before the steps of time and once in each of them.
package struct TimeLoop: Sendable {
    package let steps: Int
    /// Sets states, histories and everything that the steps need and that does not change.
    package let prologue: Section
    package let body: Section
    /// The register of the state that says which paths live; nil: all do.
    package let alive: UInt16?
    /// How many rows each history has.
    package let historyLengths: [Int]
    /// The kind of each series.
    package let seriesKinds: [Graph.Kind]
    /// For each step, from step 1 on, the position among the recorded steps; -1 where nothing is recorded.
    package let recordOfStep: [Int32]
    package let recordCount: Int
    /// Series that go on counting on paths that have stopped, with the state each is: handed over behind every step.
    package let frozenValues: [(series: Int32, register: UInt16)]
    package let rates: [RateBracket]

    /// The log-rates within which an internal rate is looked for.
    package struct RateBracket: Sendable {
        /// The history that holds the flows.
        package let history: Int32
        package let low: Double
        package let high: Double
    }
}

extension Program {
    /// Lowers a model through time and what is asked at its end.
    package init(_ graph: GraphSnapshot, model: TimeModel, outputs: [Int32]) {
        let plan = TimeLowering(graph, model)
        let epilogue = plan.epilogue(outputs)
        self.init(
            epilogue: epilogue.section, registerCount: max(plan.registerCount, epilogue.registerCount),
            graph: graph, outputKinds: outputs.map { graph.records[Int($0)].kind },
            graphHash: plan.hash(outputs), loop: plan.loop)
    }
}
