/// Why an hour ran as it did: its prices, and what held each thing where it was.
package struct HourReason: Sendable {
    /// What an hour can be held by.
    package enum Binding: Hashable, Sendable {
        case gridFull, peakThreshold, exportFull, gasFull, batteryFull, batteryEmpty, chargeFull, dischargeFull
        case loadShed, tierPartly(String), nothing
    }

    package struct TierChoice: Sendable {
        package var name: String
        package var power: Double
        package var full: Double
        /// Runs while power costs less, USD/MWh.
        package var threshold: Double
    }

    package let hour: Int
    /// USD/MWh: of energy, of an imported MWh with its charges, and of one more MWh in this hour.
    package let price: Double
    package let importCost: Double
    package let marginal: Double
    /// USD per MWh stored after the hour.
    package let storedValue: Double
    /// Charges while power costs less, discharges while it costs more, USD/MWh.
    package let chargeBelow: Double
    package let dischargeAbove: Double
    package let tiers: [TierChoice]
    package let bindings: [Binding]
}

extension DispatchProblem {
    /// - Throws: `PowerError` for an hour outside the course.
    package func reason(_ hour: Int, in course: DispatchSolution) throws(PowerError) -> HourReason {
        guard price.indices.contains(hour) else {
            throw PowerError(
                .invalid, "there is no hour \(hour): the dispatch has hours 0 to \(hours - 1)",
                [("hour", "\(hour)")], remedy: "hours count from 0")
        }
        func at(_ x: Double, _ limit: Double) -> Bool { limit > 0 && x >= limit * (1 - 1e-9) }
        var bindings: [HourReason.Binding] = []
        let imports = course.imports[hour]
        if at(imports, gridLimit(hour)) { bindings.append(.gridFull) }
        if let threshold = course.peakThreshold, threshold > 0, (imports - threshold).magnitude <= 1e-6 * threshold {
            bindings.append(.peakThreshold)
        }
        if at(course.exports[hour], exportLimit) { bindings.append(.exportFull) }
        if at(course.gas[hour], gasPower) { bindings.append(.gasFull) }
        if at(course.charge[hour], battery.power) { bindings.append(.chargeFull) }
        if at(course.discharge[hour], battery.power) { bindings.append(.dischargeFull) }
        if battery.energy > 0 {
            if at(course.stored[hour], battery.energy) { bindings.append(.batteryFull) }
            if course.stored[hour] <= battery.energy * 1e-9 { bindings.append(.batteryEmpty) }
        }
        if course.lost[hour] > 1e-9 * max(1, firm[hour]) { bindings.append(.loadShed) }
        let choices = tiers.indices.map { tier in
            HourReason.TierChoice(
                name: tiers[tier].name, power: course.tiers[tier][hour], full: tiers[tier].power,
                threshold: tierValue(tier, hour))
        }
        for choice in choices where choice.power > 1e-9 && choice.power < choice.full * (1 - 1e-9) {
            bindings.append(.tierPartly(choice.name))
        }
        let stored = course.storedValue[hour]
        return HourReason(
            hour: hour, price: price[hour], importCost: importCost(hour), marginal: course.marginal[hour],
            storedValue: stored, chargeBelow: stored * battery.chargeEfficiency,
            dischargeAbove: stored / battery.dischargeEfficiency + battery.wear, tiers: choices,
            bindings: bindings.isEmpty ? [.nothing] : bindings)
    }
}
