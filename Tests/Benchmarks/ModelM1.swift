internal import Engine

/// M1 of the specification in `../shared/bench`, built through `Graph` as a straightforward script would build it.
enum ModelM1 {
    /// - Returns: the free cash flow and whether the cover ratio is below 1.2.
    static func build(in graph: Graph) throws -> [(name: String, node: Graph.Node)] {
        func variable(_ name: String, _ distribution: Distribution) throws -> Graph.Node {
            graph.variate(try graph.declare(name, isNamed: true, distribution))
        }
        func number(_ x: Double) -> Graph.Node { graph.constant(x) }
        func add(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.add, a, b) }
        func subtract(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.subtract, a, b) }
        func multiply(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.multiply, a, b) }
        func divide(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.divide, a, b) }
        func minimum(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.minimum, a, b) }
        func maximum(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.maximum, a, b) }
        func scaled(_ x: Double, _ a: Graph.Node) -> Graph.Node { multiply(number(x), a) }

        let site = try variable("site", .pert(min: 80, mode: 100, max: 130))
        let pue = try variable("pue", .triangular(min: 1.12, mode: 1.22, max: 1.45))
        let utilisation = try variable("utilisation", .beta(alpha: 8, beta: 2, min: 0, max: 1))
        // 90 % of the price lies between 1.4 and 3.2.
        let price = try variable(
            "price",
            .lognormal(median: (1.4 * 3.2).squareRoot(), sdLog: ScalarMath.log(3.2 / 1.4) / (2 * 1.6448536269514722)))
        let power = try variable("power", .lognormal(median: 45, sdLog: 0.3))
        let kilowatts = try variable("kilowatts", .triangular(min: 1.2, mode: 1.5, max: 2.1))
        let capex = try variable("capex", .pert(min: 8, mode: 11, max: 16))
        let delay = try variable("delay", .lognormal(median: 4, sdLog: 0.6))
        let factors = try ["z1", "z2", "z3"].map { try graph.declare($0, isNamed: true, .normal(mean: 0, sd: 1)) }
        try graph.correlate(factors, [[1, 0.6, 0.3], [0.6, 1, 0.45], [0.3, 0.45, 1]], .gaussian)
        let z = factors.map { graph.variate($0) }
        let leverage = try variable("leverage", .uniform(min: 0.3, max: 0.8))
        let opexShare = try variable("opex share", .beta(alpha: 4, beta: 16, min: 0, max: 1))

        let gpus = divide(multiply(divide(site, pue), number(1000)), kilowatts)
        let demand = graph.apply(.exp, scaled(0.25, z[1]))
        let rate = maximum(number(0.04), subtract(number(0.09), scaled(0.02, z[0])))
        let effective = minimum(number(0.98), multiply(utilisation, graph.apply(.squareRoot, demand)))
        let effectivePrice = multiply(price, demand)
        let months = maximum(number(0), subtract(number(12), delay))
        let fraction = minimum(number(1), divide(months, number(12)))
        let revenue = divide(
            multiply(multiply(multiply(scaled(8760, gpus), effective), effectivePrice), fraction), number(1e6))
        let powerCost = divide(
            multiply(multiply(scaled(8760, site), power), add(number(0.3), scaled(0.7, effective))), number(1e6))
        let ebitda = subtract(subtract(revenue, powerCost), multiply(opexShare, revenue))
        let capital = add(
            multiply(capex, site), multiply(scaled(0.03, gpus), graph.apply(.exp, scaled(0.1, z[2]))))
        let debt = multiply(leverage, capital)
        let interest = multiply(debt, rate)
        let depreciation = divide(capital, number(5))
        let taxable = subtract(subtract(ebitda, interest), depreciation)
        let tax = graph.select(graph.apply(.less, number(0), taxable), scaled(0.21, taxable), number(0))
        let cashFlow = subtract(add(subtract(taxable, tax), depreciation), scaled(0.02, capital))
        let hodl = scaled(50, graph.apply(.exp, subtract(scaled(0.6, z[2]), number(0.18))))
        let cover = divide(ebitda, add(interest, divide(debt, number(7))))
        let breach = graph.apply(.less, cover, number(1.2))
        let penalty = graph.select(breach, scaled(0.03, debt), number(0))
        let out = add(subtract(cashFlow, penalty), scaled(0.1, minimum(hodl, number(100))))
        return [("out", out), ("breach", breach)]
    }
}
