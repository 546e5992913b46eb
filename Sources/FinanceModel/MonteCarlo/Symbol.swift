package import Engine

/// A number in a graph, to write models as formulas.
package struct Symbol {
    let graph: Graph
    package let node: Graph.Node

    init(_ graph: Graph, _ node: Graph.Node) {
        self.graph = graph
        self.node = node
    }

    init(_ graph: Graph, _ x: Double) { self.init(graph, graph.constant(x)) }

    /// A fresh standard normal variable of the graph.
    ///
    /// - Throws: `GraphError.duplicateVariable` if the name is taken.
    static func standardNormal(_ name: String, in graph: Graph) throws -> Symbol {
        let variable = try graph.declare(name, isNamed: true, try .normal(mean: 0, sd: 1))
        return Symbol(graph, graph.variate(variable))
    }

    private func with(_ op: BinaryOperation, _ other: Symbol) -> Symbol { Symbol(graph, graph.apply(op, node, other.node)) }
    private func with(_ op: UnaryOperation) -> Symbol { Symbol(graph, graph.apply(op, node)) }
    private func number(_ x: Double) -> Symbol { Symbol(graph, x) }

    static func + (a: Symbol, b: Symbol) -> Symbol { a.with(.add, b) }
    static func + (a: Symbol, b: Double) -> Symbol { a + a.number(b) }
    static func - (a: Symbol, b: Symbol) -> Symbol { a.with(.subtract, b) }
    static func - (a: Symbol, b: Double) -> Symbol { a - a.number(b) }
    static func - (a: Double, b: Symbol) -> Symbol { b.number(a) - b }
    static func * (a: Symbol, b: Symbol) -> Symbol { a.with(.multiply, b) }
    static func * (a: Double, b: Symbol) -> Symbol { b.number(a) * b }
    static func / (a: Symbol, b: Symbol) -> Symbol { a.with(.divide, b) }
    static func / (a: Double, b: Symbol) -> Symbol { b.number(a) / b }
    static prefix func - (a: Symbol) -> Symbol { a.with(.negate) }

    var exp: Symbol { with(.exp) }
    var log: Symbol { with(.log) }
    var squareRoot: Symbol { with(.squareRoot) }
    /// Φ.
    var normalCDF: Symbol { with(.normalCDF) }
    var squared: Symbol { self * self }

    func atLeast(_ x: Double) -> Symbol { with(.maximum, number(x)) }
    func atMost(_ x: Double) -> Symbol { with(.minimum, number(x)) }

    /// This where it is less than `limit`'s condition: `self < limit ? a : b`.
    func ifBelow(_ limit: Double, _ a: Symbol, else b: Symbol) -> Symbol {
        Symbol(graph, graph.select(graph.apply(.less, node, graph.constant(limit)), a.node, b.node))
    }

    /// Whether this is less than a number, as a boolean node.
    func isBelow(_ limit: Double) -> Graph.Node { graph.apply(.less, node, graph.constant(limit)) }
}
