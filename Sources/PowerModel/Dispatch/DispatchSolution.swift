/// An optimal course of a site's hours. Where several are optimal it is one of them; objective and totals are unique.
package struct DispatchSolution: Sendable {
    /// What is minimised, USD.
    package internal(set) var objective: Double
    /// Of it, charges on the site's own largest imports.
    package internal(set) var peakCost = 0.0
    /// Imports above it are charged as own peaks, MW; nil without such charges.
    package internal(set) var peakThreshold: Double?
    /// MW by hour, all of them at the meter.
    package internal(set) var imports: [Double]
    package internal(set) var exports: [Double]
    package internal(set) var charge: [Double]
    package internal(set) var discharge: [Double]
    /// MWh after the hour.
    package internal(set) var stored: [Double]
    package internal(set) var gas: [Double]
    package internal(set) var solar: [Double]
    /// Firm load not met.
    package internal(set) var lost: [Double]
    /// Power of each tier by hour.
    package internal(set) var tiers: [[Double]]
    /// What one more MWh of load would cost in the hour, USD/MWh, own-peak charges included.
    package internal(set) var marginal: [Double]
    /// What one MWh more in the battery would save after the hour, USD/MWh stored.
    package internal(set) var storedValue: [Double]

    init(hours: Int, tiers count: Int) {
        let zeros = [Double](repeating: 0, count: hours)
        objective = 0
        (imports, exports, charge, discharge, stored) = (zeros, zeros, zeros, zeros, zeros)
        (gas, solar, lost, marginal, storedValue) = (zeros, zeros, zeros, zeros, zeros)
        tiers = [[Double]](repeating: zeros, count: count)
    }
}

extension DispatchProblem {
    /// The costs of a course without own-peak charges, summed hour by hour, USD.
    package func cost(of course: DispatchSolution) -> Double {
        (0..<hours).reduce(0) { $0 + cost(of: course, $1) }
    }

    /// The same of one hour.
    package func cost(of course: DispatchSolution, _ hour: Int) -> Double {
        var cost = importCost(hour) * course.imports[hour] + battery.wear * course.discharge[hour]
        for tier in tiers.indices { cost -= tierValue(tier, hour) * course.tiers[tier][hour] }
        cost += gasCost * course.gas[hour] - (price[hour] - exportFee) * course.exports[hour]
        if let lostLoad { cost += lostLoad * course.lost[hour] }
        return cost
    }

    /// The largest violation of balance, storage or bounds in a course, MW or MWh, and its hour.
    package func violation(of course: DispatchSolution) -> (size: Double, hour: Int) {
        var worst = (size: 0.0, hour: 0)
        var before = battery.start
        for hour in 0..<hours {
            var balance = course.imports[hour] + course.discharge[hour] + course.gas[hour] + course.solar[hour]
            balance += course.lost[hour] - course.charge[hour] - course.exports[hour] - firm[hour]
            for tier in tiers.indices { balance -= course.tiers[tier][hour] }
            let store =
                course.stored[hour] - before - battery.chargeEfficiency * course.charge[hour]
                + course.discharge[hour] / battery.dischargeEfficiency
            before = course.stored[hour]
            func outside(_ x: Double, _ limit: Double) -> Double { max(-x, x - limit) }
            var size = max(balance.magnitude, store.magnitude, outside(course.imports[hour], gridLimit(hour)))
            size = max(size, outside(course.charge[hour], battery.power), outside(course.discharge[hour], battery.power))
            size = max(size, outside(course.stored[hour], battery.energy), outside(course.exports[hour], exportLimit))
            size = max(size, outside(course.gas[hour], gasPower), -course.lost[hour])
            size = max(size, outside(course.solar[hour], solar.isEmpty ? 0 : solar[hour]))
            for (i, tier) in tiers.enumerated() { size = max(size, outside(course.tiers[i][hour], tier.power)) }
            if size > worst.size { worst = (size, hour) }
        }
        let gap = (before - endEnergy).magnitude
        return gap > worst.size ? (gap, hours - 1) : worst
    }
}
