import DataFiles
import Engine

/// Group `sensitivity`: Sobol indices of functions for which they are known. The closed form is what is compared with the
/// case; the engine's estimates must lie within 4 of their standard errors of it.
enum Sensitivities {
    private struct Exact {
        var first: [Double]
        var total: [Double]
        var variance: Double
        var mean: Double
    }

    static func run(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        let graph = Graph()
        do {
            if let a = inputs.numbers("a"), inputs["a"]?.array != nil {
                return try outcome(one, graph, gFunction(a, graph), gExact(a))
            }
            if let a = inputs["a"]?.double, let b = inputs["b"]?.double {
                return try outcome(one, graph, ishigami(a, b, graph), ishigamiExact(a, b))
            }
        } catch {
            return .malformed("\(error)")
        }
        return .unsupported("inputs \(inputs.names.joined(separator: ", "))")
    }

    private static func outcome(_ one: ReferenceCase, _ graph: Graph, _ node: Graph.Node, _ exact: Exact) throws -> Outcome {
        let result = try Simulation(graph, outputs: [("f", node)], options: .init(trials: 1000, seed: 1)).run()
        guard let indices = try result.sobolIndices(of: "f") else { return .malformed("no indices") }
        for (place, index) in indices.groups.enumerated() {
            for (estimate, error, truth) in [
                (index.first, index.firstError, exact.first[place]), (index.total, index.totalError, exact.total[place]),
            ] where abs(estimate - truth) > 4 * error {
                return .malformed("\(index.names[0]): estimate \(estimate) ± \(error) for \(truth)")
            }
        }
        return .keyed(one.keys) { key in
            switch key {
            case "S1": Value(exact.first)
            case "ST": Value(exact.total)
            case "variance": .number(exact.variance)
            case "mean": .number(exact.mean)
            default: nil
            }
        }
    }

    // MARK: The g-function: Π (|4x - 2| + a)/(1 + a) on the unit cube (Saltelli and Sobol 1995)

    private static func gFunction(_ a: [Double], _ graph: Graph) throws -> Graph.Node {
        var product = graph.constant(1)
        for (place, a) in a.enumerated() {
            let x = graph.variate(try graph.declare("x\(place + 1)", isNamed: true, .uniform(min: 0, max: 1)))
            let tent = graph.apply(.absolute, graph.apply(.subtract, graph.apply(.multiply, x, graph.constant(4)), graph.constant(2)))
            let factor = graph.apply(.divide, graph.apply(.add, tent, graph.constant(a)), graph.constant(1 + a))
            product = graph.apply(.multiply, product, factor)
        }
        return product
    }

    private static func gExact(_ a: [Double]) -> Exact {
        let parts = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
        let product = parts.reduce(1) { $0 * (1 + $1) }
        let variance = product - 1
        return Exact(
            first: parts.map { $0 / variance }, total: parts.map { $0 * (product / (1 + $0)) / variance },
            variance: variance, mean: 1)
    }

    // MARK: sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ on [-π, π]³ (Ishigami and Homma 1990)

    private static func ishigami(_ a: Double, _ b: Double, _ graph: Graph) throws -> Graph.Node {
        let x = try (1...3).map {
            graph.variate(try graph.declare("x\($0)", isNamed: true, .uniform(min: -Double.pi, max: .pi)))
        }
        let first = graph.apply(.sine, x[0])
        let second = graph.apply(.sine, x[1])
        let square = graph.apply(.multiply, x[2], x[2])
        let fourth = graph.apply(.multiply, graph.apply(.multiply, square, square), graph.constant(b))
        let sum = graph.apply(.add, first, graph.apply(.multiply, graph.apply(.multiply, second, second), graph.constant(a)))
        return graph.apply(.add, sum, graph.apply(.multiply, fourth, first))
    }

    private static func ishigamiExact(_ a: Double, _ b: Double) -> Exact {
        let fourth = Double.pi * Double.pi * Double.pi * Double.pi
        let v1 = (1 + b * fourth / 5) * (1 + b * fourth / 5) / 2
        let v2 = a * a / 8
        let v13 = b * b * fourth * fourth * (1.0 / 18 - 1.0 / 50)
        let variance = v1 + v2 + v13
        return Exact(
            first: [v1 / variance, v2 / variance, 0], total: [(v1 + v13) / variance, v2 / variance, v13 / variance],
            variance: variance, mean: a / 2)
    }
}
