import Diagnostics

/// A label that can be seen from the place that the parser has reached.
struct Label {
    let name: String
    let line: Int
    /// How many slots are taken where it stands; a label at the end of its block stands outside of the block's locals.
    let slots: Int
}

/// A `goto` whose label hasn't been found yet.
struct Jump {
    let label: String
    let position: Position
    /// How many slots are taken where it stands, lowered as its blocks are left.
    var slots: Int
    /// Labels of other names seen on the way, for a suggestion.
    var labelsSeen: [String] = []
}

extension ScopeTracker {
    mutating func openBlock(isLoop: Bool) {
        let top = stack.count - 1
        stack[top].blocks.append(
            BlockScope(
                slots: stack[top].slots.count, labels: stack[top].labels.count, jumps: stack[top].jumps.count,
                isLoop: isLoop))
    }

    /// Leaves a block: its variables and labels end, and its unanswered jumps go on in the block around it.
    mutating func closeBlock(at offset: Int) throws(SyntaxError) {
        let top = stack.count - 1
        let block = stack[top].blocks.removeLast()
        let names = stack[top].labels[block.labels...].map(\.name)
        removeVariables(downTo: block.slots, at: offset)
        stack[top].labels.removeSubrange(block.labels...)
        for index in stack[top].jumps.indices[block.jumps...] {
            stack[top].jumps[index].slots = min(stack[top].jumps[index].slots, block.slots)
            stack[top].jumps[index].labelsSeen += names
        }
    }

    /// Whether a `break` here has a loop to leave.
    var isInsideLoop: Bool { stack[stack.count - 1].blocks.contains(where: \.isLoop) }

    /// A `goto`: backwards to a label that can be seen, or forwards to one that must still come.
    mutating func jump(to label: String, at place: Position) {
        let top = stack.count - 1
        if stack[top].labels.contains(where: { $0.name == label }) { return }
        stack[top].jumps.append(
            Jump(
                label: label, position: place, slots: stack[top].slots.count,
                labelsSeen: stack[top].labels.map(\.name)))
    }

    /// A label, and whether nothing but the end of its block follows.
    mutating func label(_ name: String, at place: Position, isLast: Bool) throws(SyntaxError) {
        let top = stack.count - 1
        if let other = stack[top].labels.first(where: { $0.name == name }) {
            throw failure(.duplicateLabel(name, line: other.line), at: place)
        }
        guard let block = stack[top].blocks.last else { preconditionFailure("a function has at least one block") }
        let slots = isLast ? block.slots : stack[top].slots.count
        stack[top].labels.append(Label(name: name, line: place.line, slots: slots))
        for jump in stack[top].jumps[block.jumps...] where jump.label == name && jump.slots < slots {
            let local = variableName(inSlot: jump.slots)
            throw failure(.jumpIntoScope(label: name, local: local), at: jump.position)
        }
        let answered = stack[top].jumps[block.jumps...].filter { $0.label != name }
        stack[top].jumps.replaceSubrange(block.jumps..., with: answered)
    }

    /// The label that was probably meant.
    static func nearest(to label: String, in labels: [String]) -> String? {
        Suggestion.nearest(to: label, in: labels)
    }
}
