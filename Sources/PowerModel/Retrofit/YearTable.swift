/// The profit of a site's year by hashprice and by the level of power prices, from exact dispatches at grid points.
///
/// Profit is convex and piecewise linear in hashprice for given prices, so that straight lines between points lie at or
/// above it by little; beyond the last point the last line goes on.
package struct YearTable: Sendable {
    /// Multiples of the hashprice that dispatches were asked with.
    package static let hashpriceLevels: [Double] = [0, 0.4, 0.6, 0.8, 1, 1.3, 1.8, 2.5, 4]
    /// Factors on all prices.
    package static let powerLevels: [Double] = [0.4, 0.7, 1, 1.4, 2, 3]

    /// USD, power levels within hashprice levels.
    private let profits: [Double]

    /// - Parameters:
    ///   - problem: of a year at a factor of hashprice.
    ///   - depends: false where nothing is mined: then one column is enough.
    package init(
        peak: OwnPeak?, dependsOnHashprice depends: Bool, _ problem: (Double) throws(PowerError) -> DispatchProblem
    ) throws(PowerError) {
        var profits: [Double] = []
        for level in Self.hashpriceLevels {
            if !depends, !profits.isEmpty {
                profits += profits.prefix(Self.powerLevels.count)
                continue
            }
            let base = try problem(level)
            for factor in Self.powerLevels {
                var year = base
                for hour in 0..<year.hours { year.price[hour] = base.price[hour] * factor }
                let cost = if let peak, peak.rate != 0 { try year.peakThreshold(peak).value } else { try year.leastCost() }
                profits.append(-cost)
            }
        }
        self.profits = profits
    }

    /// A year in which nothing runs.
    package static let nothing = YearTable(profits: [Double](repeating: 0, count: hashpriceLevels.count * powerLevels.count))
    private init(profits: [Double]) { self.profits = profits }

    /// The same with all profits multiplied, as where fewer hours stand for a year.
    package func scaled(_ factor: Double) -> YearTable { factor == 1 ? self : YearTable(profits: profits.map { $0 * factor }) }

    /// USD a year, straight lines between the points and beyond the last.
    package func profit(hashprice: Double, power: Double) -> Double {
        let (i, u) = Self.place(hashprice, Self.hashpriceLevels)
        let (j, v) = Self.place(power, Self.powerLevels)
        let width = Self.powerLevels.count
        func at(_ i: Int, _ j: Int) -> Double { profits[i * width + j] }
        let low = at(i, j) + v * (at(i, j + 1) - at(i, j))
        let high = at(i + 1, j) + v * (at(i + 1, j + 1) - at(i + 1, j))
        return low + u * (high - low)
    }

    private static func place(_ x: Double, _ levels: [Double]) -> (Int, Double) {
        var i = 0
        while i < levels.count - 2, x >= levels[i + 1] { i += 1 }
        return (i, (x - levels[i]) / (levels[i + 1] - levels[i]))
    }
}
