public import Engine

extension MertonJumpDiffusion {
    /// The discounted pay-off of an option: the number of jumps is Poisson, their sum normal; exact.
    ///
    /// - Throws: `GraphError` if a name is taken; `DistributionError` for more jumps than a Poisson variable takes.
    public func simulated(
        _ option: VanillaOption, in graph: Graph, name: String = "return"
    ) throws -> SimulatedEstimate {
        let maturity = option.maturity
        let market = diffusion
        let drift =
            (market.rate - market.dividendYield - 0.5 * market.volatility * market.volatility - intensity * expectedJump)
            * maturity
        let z = try Symbol.standardNormal("\(name) diffusion", in: graph)
        var end = (market.volatility * maturity.squareRoot()) * z + (ScalarMath.log(market.spot) + drift)
        if intensity * maturity > 0 {
            let count = Symbol(
                graph,
                graph.variate(
                    try graph.declare("\(name) jumps", isNamed: true, try .poisson(mean: intensity * maturity))))
            let size = try Symbol.standardNormal("\(name) size", in: graph)
            end = end + logJumpMean * count + logJumpDeviation * (count.squareRoot * size)
        }
        return SimulatedEstimate(market.discountedPayoff(option, end).node)
    }
}
