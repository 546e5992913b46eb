/// A node with arithmetic, so that formulas can be written as they are printed.
struct Formula {
    let graph: Graph
    let node: Graph.Node

    init(_ node: Graph.Node, in graph: Graph) {
        self.node = node
        self.graph = graph
    }

    init(_ number: Double, in graph: Graph) { self.init(graph.constant(number), in: graph) }

    /// Its value where it is a constant.
    var constant: Double? { graph.constantValue(of: node) }

    func apply(_ operation: UnaryOperation) -> Formula { Formula(graph.apply(operation, node), in: graph) }

    func apply(_ operation: BinaryOperation, _ other: Formula) -> Formula {
        Formula(graph.apply(operation, node, other.node), in: graph)
    }

    func apply(_ operation: BinaryOperation, _ number: Double) -> Formula {
        apply(operation, Formula(number, in: graph))
    }

    var exponential: Formula { apply(.exp) }
    var logarithm: Formula { apply(.log) }
    var squareRoot: Formula { apply(.squareRoot) }

    static func + (a: Formula, b: Formula) -> Formula { a.apply(.add, b) }
    static func - (a: Formula, b: Formula) -> Formula { a.apply(.subtract, b) }
    static func * (a: Formula, b: Formula) -> Formula { a.apply(.multiply, b) }
    static func / (a: Formula, b: Formula) -> Formula { a.apply(.divide, b) }
    static func + (a: Formula, b: Double) -> Formula { a.apply(.add, b) }
    static func - (a: Formula, b: Double) -> Formula { a.apply(.subtract, b) }
    static func * (a: Formula, b: Double) -> Formula { a.apply(.multiply, b) }
    static func / (a: Formula, b: Double) -> Formula { a.apply(.divide, b) }
    static func - (a: Double, b: Formula) -> Formula { Formula(a, in: b.graph) - b }
    static func / (a: Double, b: Formula) -> Formula { Formula(a, in: b.graph) / b }
    static prefix func - (a: Formula) -> Formula { a.apply(.negate) }
}
