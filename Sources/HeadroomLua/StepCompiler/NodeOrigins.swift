import Diagnostics

/// The statements that made the nodes of a graph, for messages about what a path met.
///
/// Nodes are numbered as they are made, so that the changes of statement are all there is to keep. A node that several
/// statements ask for belongs to the first.
struct NodeOrigins {
    /// From this node on, until the next entry; nil: none of a step.
    private var changes: [(first: Int, statement: SourceLocation?)] = []
    private var current: SourceLocation?

    /// - Returns: the statement around this one, for ``leave(to:at:)``.
    mutating func enter(_ statement: SourceLocation, at count: Int) -> SourceLocation? {
        defer { change(to: statement, at: count) }
        return current
    }

    mutating func leave(to outer: SourceLocation?, at count: Int) { change(to: outer, at: count) }

    private mutating func change(to statement: SourceLocation?, at count: Int) {
        current = statement
        if let last = changes.last, last.first == count { changes.removeLast() }
        changes.append((count, statement))
    }

    func statement(of node: Int) -> SourceLocation? {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].first <= node { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : changes[low - 1].statement
    }
}
