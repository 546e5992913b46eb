/// A model as a graph of values: an append-only arena of hash-consed nodes in single-assignment form.
///
/// Equal expressions are one node, constants fold when a node is made (with the scalar versions of the very kernels
/// that a run uses, so folding never changes a bit), and identities apply only where they keep every bit, infinities
/// and signed zeros included. Making a node takes some tens of nanoseconds. A graph belongs to one thread; a
/// `Simulation` takes a snapshot that is free to cross threads.
///
/// ```swift
/// let graph = Graph()
/// let rent = try graph.declare("rent", isNamed: true, .lognormal(median: 1.6, sdLog: 0.3))
/// let income = graph.apply(.multiply, graph.variate(rent), graph.constant(168))
/// ```
public final class Graph {
    /// A value of the graph. Nodes of different graphs must not be mixed; operands precede what uses them.
    public struct Node: Hashable, Sendable {
        public let index: Int32
        @inlinable package init(index: Int32) { self.index = index }
    }

    /// What a node holds. Booleans are 1 and 0.
    public enum Kind: UInt8, Sendable { case number, boolean }

    /// The nodes, operands before users.
    package private(set) var records: [NodeRecord] = []
    /// Open addressing with linear probing: indices into `records`, -1 where free. Its size is a power of two.
    private var slots: [Int32]
    private var mask: Int
    /// Variables, their groups and the uniforms behind them.
    package var randomness = Randomness()
    /// Quantile and step tables, each once.
    package var tables = TablePool()
    /// States, histories and streams of models through time.
    var timeLeaves = TimeLeaves()

    public init() {
        slots = [Int32](repeating: -1, count: 1024)
        mask = 1023
        records.reserveCapacity(512)
    }

    /// How many distinct nodes there are.
    public var count: Int { records.count }

    /// The node of a number. All NaNs are one node; 0 and -0 are two.
    public func constant(_ x: Double) -> Node { intern(NodeRecord(constant: x, .number)) }

    /// The node of a truth value.
    public func constant(_ b: Bool) -> Node { intern(NodeRecord(constant: b ? 1 : 0, .boolean)) }

    /// The value of a constant node (1 or 0 for a boolean), nil for any other.
    public func constantValue(of node: Node) -> Double? {
        let record = records[Int(node.index)]
        return record.opcode == .constant ? record.constant : nil
    }

    public func kind(of node: Node) -> Kind { records[Int(node.index)].kind }

    /// The node of a record: the one that exists, else a new one. O(1) expected.
    func intern(_ record: NodeRecord) -> Node {
        var slot = Int(truncatingIfNeeded: record.stableHash) & mask
        while true {
            let index = slots[slot]
            if index < 0 { break }
            if records[Int(index)] == record { return Node(index: index) }
            slot = (slot &+ 1) & mask
        }
        let index = Int32(records.count)
        slots[slot] = index
        records.append(record)
        if records.count &* 2 > slots.count { grow() }
        return Node(index: index)
    }

    private func grow() {
        precondition(records.count < 1 << 30, "a graph holds at most 2^30 nodes")
        slots = [Int32](repeating: -1, count: slots.count * 2)
        mask = slots.count - 1
        for (index, record) in records.enumerated() {
            var slot = Int(truncatingIfNeeded: record.stableHash) & mask
            while slots[slot] >= 0 { slot = (slot &+ 1) & mask }
            slots[slot] = Int32(index)
        }
    }
}
