/// A site's hours with a known price: grid connection, storage, firm and interruptible load, own generation.
///
/// Units are MW, MWh and USD, the step is one hour. What is minimised stands in `Docs/Power.md`.
package struct DispatchProblem: Sendable {
    /// Load that pays for every MWh it gets and may stop at any hour, such as a tier of miners.
    package struct Tier: Hashable, Sendable {
        package var name: String
        /// Power drawn at the meter, MW.
        package var power: Double
        /// Revenue less running cost other than power, USD per MWh at the meter. May be negative.
        package var value: Double

        package init(_ name: String, power: Double, value: Double) {
            self.name = name
            self.power = power
            self.value = value
        }
    }

    package struct Battery: Hashable, Sendable {
        /// Most charge and most discharge, MW at the meter.
        package var power: Double
        package var energy: Double
        package var chargeEfficiency: Double
        package var dischargeEfficiency: Double
        /// Energy held before the first hour and after the last.
        package var start: Double
        /// USD per MWh discharged.
        package var wear: Double

        package init(
            power: Double, energy: Double, chargeEfficiency: Double, dischargeEfficiency: Double, start: Double,
            wear: Double
        ) {
            self.power = power
            self.energy = energy
            self.chargeEfficiency = chargeEfficiency
            self.dischargeEfficiency = dischargeEfficiency
            self.start = start
            self.wear = wear
        }

        /// No battery at all.
        package static let none = Battery(
            power: 0, energy: 0, chargeEfficiency: 1, dischargeEfficiency: 1, start: 0, wear: 0)
    }

    /// USD/MWh by hour. The count of hours is this array's.
    package var price: [Double]
    /// Load that must run, MW at the meter by hour.
    package var firm: [Double]
    /// Most import, MW.
    package var grid: Double
    /// Import limits by hour where the connection grows; empty: `grid` throughout.
    package var gridByHour: [Double] = []
    /// Charges on every imported MWh, USD/MWh.
    package var importAdder = 0.0
    /// Further charges by hour, such as coincident peaks, USD/MWh; empty: none.
    package var hourlyAdder: [Double] = []
    package var tiers: [Tier] = []
    /// Factor on the tiers' values by hour, as hashprice moves; empty: 1.
    package var tierScale: [Double] = []
    package var battery = Battery.none
    package var exportLimit = 0.0
    /// Taken off the price of every exported MWh, USD/MWh.
    package var exportFee = 0.0
    package var gasPower = 0.0
    /// Running cost of own gas, USD/MWh.
    package var gasCost = 0.0
    /// Solar available by hour, MW; may be curtailed at no cost; empty: none.
    package var solar: [Double] = []
    /// Energy the battery must hold after the last hour, MWh; nil: what it started with.
    package var finalEnergy: Double?
    /// Value of lost firm load, USD/MWh; nil: firm load must be met.
    package var lostLoad: Double?

    package init(price: [Double], firm: [Double], grid: Double) {
        self.price = price
        self.firm = firm
        self.grid = grid
    }

    package var hours: Int { price.count }

    package var endEnergy: Double { finalEnergy ?? battery.start }

    package func gridLimit(_ hour: Int) -> Double { gridByHour.isEmpty ? grid : gridByHour[hour] }
    /// What an imported MWh costs, own-peak charges apart.
    package func importCost(_ hour: Int) -> Double {
        price[hour] + importAdder + (hourlyAdder.isEmpty ? 0 : hourlyAdder[hour])
    }
    package func tierValue(_ tier: Int, _ hour: Int) -> Double {
        tierScale.isEmpty ? tiers[tier].value : tiers[tier].value * tierScale[hour]
    }
}

extension DispatchProblem {
    /// - Throws: `PowerError` naming the first figure that can't be.
    package func check() throws(PowerError) {
        let site = InputCheck("a site's dispatch")
        if price.isEmpty { throw PowerError(.invalid, "a dispatch needs at least one hour of prices") }
        try site.series("price", price, count: hours)
        try site.series("firm", firm, count: hours, least: 0)
        try site.notNegative("grid", grid)
        try site.finite("import adder", importAdder)
        if !gridByHour.isEmpty { try site.series("grid", gridByHour, count: hours, least: 0) }
        if !hourlyAdder.isEmpty { try site.series("hourly adder", hourlyAdder, count: hours) }
        if !tierScale.isEmpty { try site.series("tier scale", tierScale, count: hours) }
        if !solar.isEmpty { try site.series("solar", solar, count: hours, least: 0) }
        for tier in tiers {
            try site.notNegative("power of \(tier.name)", tier.power)
            try site.finite("value of \(tier.name)", tier.value)
        }
        try site.notNegative("export limit", exportLimit)
        try site.finite("export fee", exportFee)
        try site.notNegative("gas power", gasPower)
        try site.finite("gas cost", gasCost)
        if let lostLoad { try site.positive("lost load", lostLoad) }
        if exportLimit > 0, importAdder + exportFee < 0 {
            throw PowerError(
                .invalid, "buying and selling the same MWh at once would pay",
                [("import adder", "\(importAdder) USD/MWh"), ("export fee", "\(exportFee) USD/MWh")],
                remedy: "keep import adder + export fee at 0 or more")
        }
        try battery.check()
    }
}

extension DispatchProblem.Battery {
    package func check() throws(PowerError) {
        let battery = InputCheck("a battery")
        try battery.notNegative("power", power)
        try battery.notNegative("energy", energy)
        for (name, value) in [("efficiency", chargeEfficiency), ("discharge efficiency", dischargeEfficiency)]
        where !(value > 0 && value <= 1) {
            throw PowerError("a battery", name, value, mustBe: "greater than 0 and at most 1")
        }
        try battery.notNegative("wear", wear)
        if !(start >= 0 && start <= energy) {
            throw PowerError(
                .invalid, "a battery can't start at \(start) MWh and hold \(energy) MWh",
                [("start", "\(start) MWh"), ("energy", "\(energy) MWh")],
                remedy: "the start must be between 0 and the energy, as the battery returns to it after the last hour")
        }
    }
}
