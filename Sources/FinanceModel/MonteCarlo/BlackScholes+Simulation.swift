public import Engine

extension BlackScholes {
    /// The logarithms of the price at equal steps, by the exact transition; today's is the first.
    ///
    /// - Parameters:
    ///   - name: every step declares the variable "name k", k = 1 … steps.
    ///   - drift: per year; nil: r - q.
    func logPrices(
        until maturity: Double, steps: Int, drift: Double? = nil, in graph: Graph, name: String
    ) throws -> [Symbol] {
        let dt = maturity / Double(steps)
        let mean = ((drift ?? rate - dividendYield) - 0.5 * volatility * volatility) * dt
        let deviation = volatility * dt.squareRoot()
        var path = [Symbol(graph, ScalarMath.log(spot))]
        for step in 1...steps {
            let z = try Symbol.standardNormal("\(name) \(step)", in: graph)
            path.append(path[step - 1] + (deviation * z + mean))
        }
        return path
    }

    /// Prices at equal steps after today, for exercise rules.
    ///
    /// - Throws: `GraphError` if a name is taken.
    public func simulatedPrices(
        until maturity: Double, steps: Int, in graph: Graph, name: String = "return"
    ) throws -> [Graph.Node] {
        try logPrices(until: maturity, steps: steps, in: graph, name: name).dropFirst().map { $0.exp.node }
    }

    /// The discounted pay-off of an option; exact.
    ///
    /// - Throws: `GraphError` if the name is taken.
    public func simulated(
        _ option: VanillaOption, in graph: Graph, name: String = "return"
    ) throws -> SimulatedEstimate {
        let last = try logPrices(until: option.maturity, steps: 1, in: graph, name: name)[1]
        return SimulatedEstimate(discountedPayoff(option, last).node)
    }

    func discountedPayoff(_ option: VanillaOption, _ logPrice: Symbol) -> Symbol {
        let sign = option.kind.sign
        let payoff = (sign * (logPrice.exp - option.strike)).atLeast(0)
        return ScalarMath.exp(-rate * option.maturity) * payoff
    }

    /// The discounted pay-off of a barrier option.
    ///
    /// Between two steps the path is a Brownian bridge, which stays on its side of the barrier with the probability
    /// 1 - e^(-2(x₀ - h)(x₁ - h)/(σ²Δt)) (Glasserman 2004, §6.4): weighting by it watches the barrier all the time without
    /// bias. A rebate at the hit is discounted from the middle of its step; the bias is at most rebate·|r|·Δt/2.
    ///
    /// - Parameters:
    ///   - isContinuous: false: the barrier is only looked at when a step ends.
    /// - Throws: `GraphError` if a name is taken.
    public func simulated(
        _ contract: BarrierOption, steps: Int, isContinuous: Bool = true, in graph: Graph, name: String = "return"
    ) throws -> SimulatedEstimate {
        let option = contract.option
        let dt = option.maturity / Double(steps)
        let path = try logPrices(until: option.maturity, steps: steps, in: graph, name: name)
        let survival = BarrierWatch(
            level: ScalarMath.log(contract.barrier), isBelow: contract.direction == .down,
            variance: isContinuous ? volatility * volatility * dt : nil
        ).survival(path)
        let discount = ScalarMath.exp(-rate * option.maturity)
        let payoff = discountedPayoff(option, path[steps])
        guard contract.effect == .out else {
            let value = (1 - survival[steps]) * payoff + (contract.rebate * discount) * survival[steps]
            return SimulatedEstimate(value.node)
        }
        var value = survival[steps] * payoff
        if contract.rebateTiming == .atExpiry || contract.rebate == 0 {
            value = value + (contract.rebate * discount) * (1 - survival[steps])
            return SimulatedEstimate(value.node)
        }
        for step in 1...steps {
            let time = isContinuous ? (Double(step) - 0.5) * dt : Double(step) * dt
            value = value + (contract.rebate * ScalarMath.exp(-rate * time)) * (survival[step - 1] - survival[step])
        }
        return SimulatedEstimate(value.node, bias: isContinuous ? contract.rebate * rate.magnitude * dt / 2 : 0)
    }
}

/// Follows whether a path has touched a level.
struct BarrierWatch {
    /// In the units of the path, a logarithm.
    let level: Double
    /// Whether the level is below the path's beginning.
    let isBelow: Bool
    /// Of the path over one step; nil: only the ends of steps are looked at.
    let variance: Double?

    /// The probability, given the path's points so far, that it has not touched: for each point.
    func survival(_ path: [Symbol]) -> [Symbol] {
        let graph = path[0].graph
        var alive = [Symbol(graph, 1.0)]
        var before = distance(path[0])
        for point in path.dropFirst() {
            let after = distance(point)
            var factor = Symbol(graph, 1.0)
            if let variance {
                // Beyond the level the exponent is positive; no probability is below 0.
                factor = 1 - ((-2 / variance) * (before * after)).atMost(0).exp
            }
            let isAlive = after.ifBelow(0, Symbol(graph, 0.0), else: factor)
            alive.append(alive[alive.count - 1] * isAlive)
            before = after
        }
        return alive
    }

    private func distance(_ point: Symbol) -> Symbol { isBelow ? point - level : level - point }
}
