/// Machines that mine, in tiers of efficiency.
package struct MiningFleet: Hashable, Sendable {
    package struct Tier: Hashable, Sendable {
        package var name: String
        /// TH/s.
        package var hashrate: Double
        /// J/TH at the machine.
        package var efficiency: Double

        package init(name: String, hashrate: Double, efficiency: Double) {
            self.name = name
            self.hashrate = hashrate
            self.efficiency = efficiency
        }

        /// MW at the machines.
        package var power: Double { hashrate * efficiency / 1e6 }
    }

    package var tiers: [Tier]
    /// Share of revenue.
    package var poolFee: Double
    /// USD per MWh at the meter.
    package var runningCost: Double
    /// Power at the meter per power of machines.
    package var pue: Double

    /// - Throws: `PowerError` for figures out of range.
    package init(tiers: [Tier], poolFee: Double, runningCost: Double, pue: Double) throws(PowerError) {
        let check = InputCheck("a mining fleet")
        for tier in tiers {
            try check.positive("hashrate of \(tier.name)", tier.hashrate)
            try check.positive("efficiency of \(tier.name)", tier.efficiency)
        }
        try check.within("pool_fee", poolFee, 0...1)
        try check.notNegative("running_cost", runningCost)
        if !(pue >= 1 && pue.isFinite) { throw PowerError("a mining fleet", "pue", pue, mustBe: "at least 1") }
        self.tiers = tiers
        self.poolFee = poolFee
        self.runningCost = runningCost
        self.pue = pue
    }

    /// The tiers as interruptible load at the meter.
    package func loads(hashprice: Double) -> [DispatchProblem.Tier] {
        tiers.map {
            .init(
                $0.name, power: $0.power * pue,
                value: Hashprice.value(
                    hashprice, efficiency: $0.efficiency, poolFee: poolFee, pue: pue, runningCost: runningCost))
        }
    }
}
