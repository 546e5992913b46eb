import Engine

/// The paths that reach a place: a conjunction of conditions, each mask one more than its parent. Masks are never
/// changed, but what is found out under one is remembered with it.
final class Mask {
    let parent: Mask?
    /// nil at the root, which is every path.
    let literal: Graph.Node?
    let depth: Int
    /// Whether each step is reached at all, as far as conditions that are the same on all paths decide; nil: all are.
    let uniform: [Double]?
    /// Conditions that hold on every path here, because a check has ended the run where they don't.
    private(set) var assumed: [Graph.Node] = []
    private var conjunctions: [ObjectIdentifier: Graph.Node] = [:]
    /// What was answered about conditions. Conditions share parts, and without this each would be walked as a tree.
    private var answers: [Int32: Bool?] = [:]

    init() {
        parent = nil
        literal = nil
        depth = 0
        uniform = nil
    }

    private init(_ parent: Mask, _ literal: Graph.Node, uniform: [Double]?) {
        self.parent = parent
        self.literal = literal
        depth = parent.depth + 1
        self.uniform = uniform
    }

    /// The paths of this mask on which `condition` holds; nil where there are none, the mask itself where it always does.
    func and(_ condition: Graph.Node, in graph: Graph) -> Mask? {
        switch knows(condition, in: graph) {
        case true?: return self
        case false?: return nil
        case nil: break
        }
        guard let values = graph.columnValues(of: condition) else { return Mask(self, condition, uniform: uniform) }
        let joined = uniform.map { zip($0, values).map { $0 != 0 && $1 != 0 ? 1.0 : 0 } } ?? values
        return Mask(self, condition, uniform: joined)
    }

    func assume(_ condition: Graph.Node) {
        assumed.append(condition)
        answers = [:]
    }

    /// The conjunction of the conditions below `ancestor`; nil where there are none.
    func conjunction(below ancestor: Mask, in graph: Graph) -> Graph.Node? {
        if self === ancestor { return nil }
        guard let parent, let literal else { return nil }
        let key = ObjectIdentifier(ancestor)
        if let known = conjunctions[key] { return known }
        let node = parent.conjunction(below: ancestor, in: graph).map { graph.apply(.and, $0, literal) } ?? literal
        conjunctions[key] = node
        return node
    }

    /// The conditions below `ancestor`, the innermost first.
    func literals(below ancestor: Mask) -> [Graph.Node] {
        var found: [Graph.Node] = []
        var place: Mask? = self
        while let mask = place, mask !== ancestor {
            if let literal = mask.literal { found.append(literal) }
            place = mask.parent
        }
        return found
    }

    /// Whether a condition holds on all paths here, or on none; nil where it differs or is not known.
    func knows(_ condition: Graph.Node, in graph: Graph) -> Bool? {
        if let answer = answers[condition.index] { return answer }
        let answer = found(condition, in: graph)
        answers[condition.index] = .some(answer)
        return answer
    }

    private func found(_ condition: Graph.Node, in graph: Graph) -> Bool? {
        if let constant = graph.constantValue(of: condition) { return constant != 0 }
        if let values = graph.columnValues(of: condition) {
            var sees = (yes: false, no: false)
            for (i, value) in values.enumerated() where uniform.map({ $0[i] != 0 }) ?? true {
                if value != 0 { sees.yes = true } else { sees.no = true }
            }
            if sees.yes != sees.no { return sees.yes }
        }
        let opposite = graph.apply(.not, condition)
        var place: Mask? = self
        while let mask = place {
            if mask.literal == condition || mask.assumed.contains(condition) { return true }
            if mask.literal == opposite || mask.assumed.contains(opposite) { return false }
            place = mask.parent
        }
        let record = graph.records[Int(condition.index)]
        switch record.opcode {
        case .unary(.not): return knows(Graph.Node(index: record.a), in: graph).map { !$0 }
        case .binary(.and):
            let (a, b) = (knows(Graph.Node(index: record.a), in: graph), knows(Graph.Node(index: record.b), in: graph))
            if a == false || b == false { return false }
            return a == true && b == true ? true : nil
        case .binary(.or):
            let (a, b) = (knows(Graph.Node(index: record.a), in: graph), knows(Graph.Node(index: record.b), in: graph))
            if a == true || b == true { return true }
            return a == false && b == false ? false : nil
        default: return nil
        }
    }
}
