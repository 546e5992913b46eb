public import Engine

extension BarrierDefault {
    /// The probability of default by `time` given a path, by bridge weights between steps: its mean is exact.
    ///
    /// - Parameter isContinuous: false: the barrier is only looked at when a step ends, and the node is 0 or 1.
    /// - Throws: `FinanceError` for no time, no volatility or a barrier reached already; `GraphError` if a name is taken.
    public func simulated(
        by time: Double, steps: Int, isContinuous: Bool = true, in graph: Graph, name: String = "firm"
    ) throws -> SimulatedEstimate {
        let check = InputCheck("barrier default")
        try check.positive("time", time)
        try check.positive("volatility", volatility)
        try check.inside("barrier", barrier, 0, value)
        let market = try BlackScholes(spot: value / barrier, rate: drift - barrierGrowth, volatility: volatility)
        let path = try market.logPrices(until: time, steps: steps, in: graph, name: name)
        let watch = BarrierWatch(
            level: 0, isBelow: true, variance: isContinuous ? volatility * volatility * time / Double(steps) : nil)
        return SimulatedEstimate((1 - watch.survival(path)[steps]).node)
    }
}
