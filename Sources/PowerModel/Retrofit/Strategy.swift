/// What an owner may do with a site: go on as it is, or build something that then runs in its place.
package struct Strategy: Sendable {
    package var name: String
    /// Years until what is built is live, and years after.
    package var before: YearTable
    package var after: YearTable
    /// AI capacity once live, MW of IT.
    package var capacity = 0.0
    /// USD per MW of IT and year at the start.
    package var rent = 0.0
    /// Growth of a contracted rent a year; nil: rent moves with the market.
    package var escalator: Double?
    /// USD for all of it, reuse taken off; paid in equal parts while it is built.
    package var capex = 0.0
    /// Years of building without delay.
    package var lead = 0.0
    /// Share of mining that stands still while building.
    package var miningLost = 0.0
    /// USD per MW of IT and year of delay, owed to the tenant.
    package var penalty = 0.0
    /// Running cost other than power, USD a year once live.
    package var runningCost = 0.0
    package var availability = 1.0

    package init(_ name: String, before: YearTable, after: YearTable) {
        self.name = name
        self.before = before
        self.after = after
    }
}

/// What all strategies live through, year by year. Factors are relative to today's.
package struct StrategyMarket: Sendable {
    /// Of logarithms: deviation a year, and reversion a year to the trend.
    package var hashprice = (volatility: 0.55, reversion: 0.8)
    /// Growth of hashprice's trend a year; difficulty and halvings make it fall.
    package var hashpriceTrend = -0.12
    package var power = (volatility: 0.25, reversion: 1.0)
    package var rent = (volatility: 0.30, reversion: 0.4)
    /// Of the year's normals of hashprice and rent.
    package var correlation = 0.3
    /// Delay of energisation and building: median in years, and the deviation of its logarithm.
    package var delay = (median: 0.25, deviation: 0.8)
    /// Of capex: deviation of its logarithm; the mean is 1.
    package var overrun = 0.15
    /// Discount a year.
    package var discount = 0.12

    package init() {}

    package func check() throws(PowerError) {
        let check = InputCheck("a comparison's market")
        for (name, value) in [("hashprice", hashprice), ("power", power), ("rent", rent)] {
            try check.within("volatility of \(name)", value.volatility, 0...5)
            try check.within("reversion of \(name)", value.reversion, 0...50)
        }
        try check.within("trend of hashprice", hashpriceTrend, -3...3)
        try check.within("correlation", correlation, -1...1)
        try check.within("median of delay", delay.median, 0...50)
        try check.within("deviation of delay", delay.deviation, 0...3)
        try check.within("overrun", overrun, 0...3)
        try check.within("discount", discount, -0.9...10)
    }
}
