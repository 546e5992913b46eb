extension Simulation {
    /// The output of a conditional plan that is the event itself, over all paths.
    public static let event = "given"

    /// The plan that looks at the outputs on the paths of an event alone: the same draws, as the seed is the same, with
    /// one more output, `event`.
    ///
    /// Control variates are left out, since their mean is known over all paths only.
    /// An output that is conditional already keeps its condition beside the event, and so does an earlier event.
    /// - Parameters:
    ///   - event: a boolean node.
    ///   - graph: the graph that this plan was made of; it may have grown.
    /// - Precondition: no output is called `event`, unless this plan is conditional already.
    public func given(_ event: Graph.Node, in graph: Graph) throws(SimulationError) -> Simulation {
        let event = node(of: Simulation.event).map { graph.apply(.and, $0, event) } ?? event
        let asked = names.indices.filter { names[$0] != Simulation.event }.map { output in
            var condition = event
            if let own = conditionOfOutput[output] {
                condition = graph.apply(.and, Graph.Node(index: conditions[own]), event)
            }
            return Output(names[output], Graph.Node(index: outputs[output]), where: condition)
        }
        return try Simulation(
            graph, model: model, asking: asked + [Output(Simulation.event, event)], options: options, like: self)
    }

    /// The node of an output; nil for a name that is none.
    public func node(of name: String) -> Graph.Node? {
        names.firstIndex(of: name).map { Graph.Node(index: outputs[$0]) }
    }
}
