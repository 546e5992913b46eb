/// A factor of a market inside a model: its level at both ends of the current step, and the states that carry it.
package struct BuiltFactor: Sendable {
    package let name: String
    /// The level before the first step; depends on no step.
    package let start: Graph.Node
    /// The level at the beginning of the current step.
    package let previous: Graph.Node
    /// The level at the end of the current step.
    package let current: Graph.Node
    /// ln of `current` and `previous`, where the process keeps it; asking for it is cheaper and more exact than taking
    /// the logarithm of the level.
    package let logarithms: (current: Graph.Node, previous: Graph.Node)?
    /// What the model has to keep from step to step for this factor.
    package let states: [TimeModel.State]

    init(
        name: String, start: Graph.Node, previous: Graph.Node, current: Graph.Node,
        logarithms: (current: Graph.Node, previous: Graph.Node)? = nil, states: [TimeModel.State] = []
    ) {
        self.name = name
        self.start = start
        self.previous = previous
        self.current = current
        self.logarithms = logarithms
        self.states = states
    }

    /// A factor whose logarithm is the state `log`; `next` is its value at the end of the step.
    init(
        name: String, start: Formula, log: Formula, next: Formula, others: [TimeModel.State] = []
    ) {
        let state = TimeModel.State(name, leaf: log.node, initial: start.logarithm.node, next: next.node)
        self.init(
            name: name, start: start.node, previous: log.exponential.node, current: next.exponential.node,
            logarithms: (current: next.node, previous: log.node), states: [state] + others)
    }
}
