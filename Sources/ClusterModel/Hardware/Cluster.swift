/// Chips, what connects them inside a node, and what connects the nodes.
public struct Cluster: Hashable, Sendable {
    public var chip: Chip
    public var chips: Int
    /// Chips that share the fast links.
    public var nodeSize: Int
    /// How collectives behave inside a node.
    public var inside: LinkConstants
    /// Bytes per second out of one chip's share of the network between nodes, one direction; 0 without a network.
    public var network: Double
    /// Seconds of one message between nodes.
    public var networkLatency: Double
    /// Share of the network's rate that collectives reach. Fitted on the A100 training rows.
    public var networkEfficiency: Double

    package init(
        chip: Chip, chips: Int, nodeSize: Int, inside: LinkConstants, network: Double, networkLatency: Double = 30e-6,
        networkEfficiency: Double = 0.859
    ) {
        self.chip = chip
        self.chips = chips
        self.nodeSize = nodeSize
        self.inside = inside
        self.network = network
        self.networkLatency = networkLatency
        self.networkEfficiency = networkEfficiency
    }

    package func check() throws(ClusterError) {
        try chip.check()
        guard chips >= 1, nodeSize >= 1 else {
            throw .value(subject: "a cluster", parameter: chips < 1 ? "chips" : "node", value: Double(min(chips, nodeSize)), requirement: "at least 1")
        }
        guard inside.rate > 0, inside.rate.isFinite else {
            throw .value(subject: "a node", parameter: "link", value: inside.rate, requirement: "above 0")
        }
        if chips > nodeSize {
            guard network != 0 else { throw .unconnected(nodes: (chips + nodeSize - 1) / nodeSize) }
            guard network > 0, network.isFinite else {
                throw .value(subject: "the network", parameter: "per_chip", value: network, requirement: "above 0")
            }
        }
    }
}
