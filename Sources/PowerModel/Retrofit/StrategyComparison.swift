internal import Engine

/// Strategies on the same paths of the market: values, differences and what drives them.
package struct StrategyComparison: Sendable {
    package let names: [String]
    /// Net present value by strategy and path, USD.
    package let values: [[Double]]
    /// Internal rate of return by strategy, of the paths that have exactly one sign change.
    package let rates: [[Double]]
    /// By path: what drivers are ranked by.
    package let drivers: [(name: String, values: [Double])]

    /// Factors on the market, for surfaces.
    package struct Shift: Sendable {
        package var hashprice = 1.0
        package var rent = 1.0
        /// Years.
        package var delay = 0.0
        package var capex = 1.0
        package init() {}
    }

    /// - Parameters:
    ///   - years: of each path, 1 to 100.
    ///   - paths: at least 2. Results don't depend on `threads`.
    package init(
        _ strategies: [Strategy], _ market: StrategyMarket, years: Int, paths: Int, seed: UInt64, threads: Int,
        shift: Shift = Shift()
    ) throws(PowerError) {
        let check = InputCheck("a comparison of strategies")
        try check.within("years", Double(years), 1...100)
        try check.within("paths", Double(paths), 2...1e7)
        if strategies.isEmpty { throw PowerError(.invalid, "a comparison needs at least one strategy") }
        try market.check()
        let count = strategies.count
        var values = [Double](repeating: 0, count: count * paths)
        var rates = values
        var factors = [Double](repeating: 0, count: 5 * paths)
        var done = [Bool](repeating: false, count: paths)
        values.withUnsafeMutableBufferPointer { values in
            rates.withUnsafeMutableBufferPointer { rates in
                factors.withUnsafeMutableBufferPointer { factors in
                    done.withUnsafeMutableBufferPointer { done in
                        nonisolated(unsafe) let (values, rates, factors, done) = (values, rates, factors, done)
                        @Sendable func run(_ path: Int) {
                            let course = MarketCourse(market, years: years, path: path, seed: seed, shift)
                            for (i, f) in course.drivers.enumerated() { factors[5 * path + i] = f }
                            for (i, strategy) in strategies.enumerated() {
                                let flows = strategy.flows(course, capexFactor: shift.capex)
                                values[count * path + i] = Self.presentValue(flows, market.discount)
                                rates[count * path + i] = Self.rate(flows)
                            }
                            done[path] = true
                        }
                        let step = max(threads, 1)
                        ThreadTeam.run(step) { member in
                            for path in stride(from: member, to: paths, by: step) { run(path) }
                        }
                        for path in 0..<paths where !done[path] { run(path) }
                    }
                }
            }
        }
        names = strategies.map(\.name)
        self.values = (0..<count).map { i in (0..<paths).map { values[count * $0 + i] } }
        self.rates = (0..<count).map { i in (0..<paths).map { rates[count * $0 + i] }.filter { !$0.isNaN } }
        drivers = ["hashprice", "power", "AI rent", "delay", "capex overrun"].enumerated().map { i, name in
            (name, (0..<paths).map { factors[5 * $0 + i] })
        }
    }

    /// Σ flow/(1+r)^year, the first at year 0.
    static func presentValue(_ flows: [Double], _ rate: Double) -> Double {
        flows.reversed().reduce(0) { $0 / (1 + rate) + $1 }
    }

    /// The internal rate where flows change sign once, by bisection on the rate; NaN elsewhere.
    static func rate(_ flows: [Double]) -> Double {
        let signs = flows.filter { $0 != 0 }.map { $0 > 0 }
        guard zip(signs, signs.dropFirst()).filter({ $0 != $1 }).count == 1 else { return .nan }
        var (low, high) = (-0.99, 10.0)
        let rises = presentValue(flows, low) < 0
        guard (presentValue(flows, high) < 0) != rises else { return .nan }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if (presentValue(flows, middle) < 0) == rises { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// One path of the market.
struct MarketCourse {
    private(set) var hashprice: [Double] = []
    private(set) var power: [Double] = []
    private(set) var rent: [Double] = []
    let delay: Double
    let overrun: Double
    /// Factor on every rent, contracted ones too.
    let rentShift: Double

    var drivers: [Double] {
        func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
        return [mean(hashprice), mean(power), mean(rent), delay, overrun]
    }

    init(_ market: StrategyMarket, years: Int, path: Int, seed: UInt64, _ shift: StrategyComparison.Shift) {
        let keys = ["hashprice", "power", "AI rent", "delay", "overrun"].map { StreamKey(seed: seed, name: "strategy \($0)") }
        func normal(_ i: Int, _ step: Int = 0) -> Double {
            ScalarMath.inverseNormal(keys[i].uniform(path: UInt64(path), step: UInt32(step)))
        }
        rentShift = shift.rent
        delay = market.delay.median * ScalarMath.exp(market.delay.deviation * normal(3)) + shift.delay
        overrun = ScalarMath.exp(market.overrun * normal(4) - market.overrun * market.overrun / 2)
        var (h, p, r) = (0.0, 0.0, 0.0)
        func step(_ x: Double, _ factor: (volatility: Double, reversion: Double), _ z: Double) -> Double {
            let k = factor.reversion
            let keep = ScalarMath.exp(-k)
            let deviation = k > 1e-9 ? factor.volatility * ((1 - keep * keep) / (2 * k)).squareRoot() : factor.volatility
            return x * keep + deviation * z
        }
        let rho = market.correlation
        for year in 0..<years {
            let z = normal(0, year)
            h = step(h, market.hashprice, z)
            p = step(p, market.power, normal(1, year))
            r = step(r, market.rent, rho * z + (1 - rho * rho).squareRoot() * normal(2, year))
            hashprice.append(shift.hashprice * ScalarMath.exp(h + market.hashpriceTrend * Double(year + 1)))
            power.append(ScalarMath.exp(p))
            rent.append(ScalarMath.exp(r))
        }
    }
}

extension Strategy {
    /// Yearly flows, USD; year 0 holds the first part of what is built in less than a year.
    func flows(_ course: MarketCourse, capexFactor: Double) -> [Double] {
        let years = course.hashprice.count
        var flows = [Double](repeating: 0, count: years + 1)
        let builds = capacity > 0 || capex > 0
        let ready = builds ? lead + course.delay : 0
        let total = capex * capexFactor * course.overrun
        // Equal parts at the beginnings of the years of building, at least one.
        let parts = max(1, min(Int(lead.rounded(.up)), years))
        if total != 0 { for part in 0..<parts { flows[part] -= total / Double(parts) } }
        for year in 0..<years {
            let live = min(max(Double(year + 1) - ready, 0), 1)
            let (h, p) = (course.hashprice[year], course.power[year])
            var flow = 0.0
            if live < 1 { flow += (1 - live) * (1 - miningLost) * before.profit(hashprice: h, power: p) }
            if live > 0 {
                let price = if let escalator { rent * ScalarMath.pow(1 + escalator, Double(year)) } else { rent * course.rent[year] }
                flow += live * (after.profit(hashprice: h, power: p) + capacity * availability * price * course.rentShift - runningCost)
            }
            if builds {
                let late = min(max(ready - Double(year), 0), 1) - min(max(lead - Double(year), 0), 1)
                flow -= penalty * capacity * max(late, 0)
            }
            flows[year + 1] += flow
        }
        return flows
    }
}
