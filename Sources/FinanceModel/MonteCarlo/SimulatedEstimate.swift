public import Engine

/// An expression of a graph whose mean is a model's value, but for a bias that is known.
public struct SimulatedEstimate {
    /// Whose mean is the estimate.
    public let node: Graph.Node
    /// How far the mean may be from the model's value, in its unit: 0 for exact transitions, else the bound that the
    /// scheme states.
    public let bias: Double

    public init(_ node: Graph.Node, bias: Double = 0) {
        self.node = node
        self.bias = bias
    }
}
