/// Partial results folded over a tree whose shape depends on chunk numbers alone.
///
/// Node (level, index) covers chunks `index << level ..< (index + 1) << level`. Two siblings merge as soon as both are
/// there, so whatever the order of arrival, the number of workers or the split into shards, what is kept is the set of
/// maximal aligned subtrees of the chunks covered so far, each with the same bits.
package struct AlignedTree<Value: Sendable>: Sendable {
    package struct Subtree: Sendable {
        package let level: Int
        package let index: Int
        package let value: Value

        package var chunks: Range<Int> { index << level..<(index + 1) << level }
    }

    /// In ascending order of chunks.
    package private(set) var subtrees: [Subtree] = []
    private let merge: @Sendable (Value, Value) -> Value

    package init(merge: @escaping @Sendable (Value, Value) -> Value) { self.merge = merge }

    /// Adds the value of one chunk.
    package mutating func insert(chunk: Int, _ value: Value) {
        insert(Subtree(level: 0, index: chunk, value: value))
    }

    /// Adds a subtree that covers no chunk already there.
    package mutating func insert(_ subtree: Subtree) {
        var new = subtree
        var position = subtrees.firstIndex { $0.chunks.lowerBound > new.chunks.lowerBound } ?? subtrees.count
        while true {
            let sibling = new.index ^ 1
            let isLeft = new.index & 1 == 0
            let neighbour = isLeft ? position : position - 1
            guard neighbour >= 0, neighbour < subtrees.count, subtrees[neighbour].level == new.level,
                subtrees[neighbour].index == sibling
            else { break }
            let other = subtrees.remove(at: neighbour).value
            new = Subtree(
                level: new.level + 1, index: new.index >> 1,
                value: isLeft ? merge(new.value, other) : merge(other, new.value))
            if !isLeft { position = neighbour }
        }
        subtrees.insert(new, at: position)
    }

    /// The whole, folded from the right: the smallest subtrees first. nil when there is nothing.
    package var total: Value? {
        guard var sum = subtrees.last?.value else { return nil }
        for subtree in subtrees.dropLast().reversed() { sum = merge(subtree.value, sum) }
        return sum
    }

    /// The chunks covered, as maximal ranges in ascending order.
    package var covered: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for subtree in subtrees {
            if let last = ranges.last, last.upperBound == subtree.chunks.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<subtree.chunks.upperBound
            } else {
                ranges.append(subtree.chunks)
            }
        }
        return ranges
    }
}
