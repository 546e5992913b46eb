/// The whole network's machines and how difficulty answers to price.
///
/// Machines below running cost switch off at once. While revenue per hash exceeds what a new machine needs, capacity
/// grows, by at most what makers deliver. Difficulty follows the hashrate every 2,016 blocks. In equilibrium the
/// marginal machine earns nothing over its cost.
package struct MiningNetwork: Hashable, Sendable {
    package struct Cohort: Hashable, Sendable {
        /// H/s installed.
        package var hashrate: Double
        /// J/TH.
        package var efficiency: Double

        package init(hashrate: Double, efficiency: Double) {
            self.hashrate = hashrate
            self.efficiency = efficiency
        }
    }

    package var cohorts: [Cohort]
    package var difficulty: Double
    /// USD/MWh paid by the network's miners.
    package var powerPrice: Double
    /// J/TH of new machines.
    package var newEfficiency: Double
    /// Hashprice that pays for a new machine and its power, USD per PH/s per day.
    package var entryHashprice: Double
    /// Most hashrate delivered in two weeks, as a share of what is installed.
    package var deliveryLimit: Double

    package init(
        cohorts: [Cohort], difficulty: Double, powerPrice: Double, newEfficiency: Double, entryHashprice: Double,
        deliveryLimit: Double
    ) throws(PowerError) {
        let check = InputCheck("a mining network")
        try check.positive("difficulty", difficulty)
        try check.notNegative("power price", powerPrice)
        try check.positive("new efficiency", newEfficiency)
        try check.positive("entry hashprice", entryHashprice)
        try check.notNegative("delivery limit", deliveryLimit)
        for cohort in cohorts {
            try check.notNegative("hashrate", cohort.hashrate)
            try check.positive("efficiency", cohort.efficiency)
        }
        if cohorts.isEmpty { throw PowerError(.invalid, "a mining network needs at least one cohort of machines") }
        self.cohorts = cohorts
        self.difficulty = difficulty
        self.powerPrice = powerPrice
        self.newEfficiency = newEfficiency
        self.entryHashprice = entryHashprice
        self.deliveryLimit = deliveryLimit
    }

    /// H/s that run at a hashprice: every cohort whose revenue pays for its power.
    package func running(at hashprice: Double) -> Double {
        cohorts.reduce(0) { $0 + (hashprice >= 0.024 * $1.efficiency * powerPrice ? $1.hashrate : 0) }
    }

    /// Two weeks at ten minutes a block at this price and reward: shutdowns, deliveries, then the retarget.
    ///
    /// - Returns: the hashprice of these two weeks.
    package mutating func advance(price: Double, reward: Double) -> Double {
        let hashprice = Hashprice.daily(price: price, reward: reward, difficulty: difficulty)
        let installed = cohorts.reduce(0) { $0 + $1.hashrate }
        let wanted = installed * max(hashprice / entryHashprice - 1, 0)
        let added = min(wanted, deliveryLimit * installed)
        if added > 0 {
            if let index = cohorts.firstIndex(where: { $0.efficiency == newEfficiency }) {
                cohorts[index].hashrate += added
            } else {
                cohorts.append(Cohort(hashrate: added, efficiency: newEfficiency))
            }
        }
        // With everything off no block is found; the most efficient go on at the margin.
        let running = max(running(at: hashprice), installed * 1e-3)
        difficulty = Difficulty.next(difficulty, hashrate: running)
        return hashprice
    }
}
