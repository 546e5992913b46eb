extension DispatchProblem {
    /// The same dispatch as a linear programme, for constraints that couple hours.
    ///
    /// - Parameters:
    ///   - peak: charges on own peaks, as kθw + w Σ max(g − θ, 0).
    ///   - rampLimit: most change of imports from hour to hour, MW; nil: none.
    ///   - energyBudget: most import over all hours, MWh; nil: none.
    package func linearProgram(
        _ peak: OwnPeak? = nil, rampLimit: Double? = nil, energyBudget: Double? = nil
    ) throws(PowerError) -> LinearProgram.Solution {
        var program = LinearProgram()
        let balance = firm.map { program.addRow($0) }
        let storage = (0..<hours).map { program.addRow($0 == 0 ? battery.start : 0) }
        let above = peak == nil ? [] : (0..<hours).map { _ in program.addRow(0) }
        let ramps = rampLimit == nil ? [] : (1..<max(hours, 1)).map { _ in program.addRow(0) }
        let budget = energyBudget.map { program.addRow($0) }
        var start: [Int] = []
        for hour in 0..<hours {
            var entries = [(row: balance[hour], coefficient: 1.0)]
            if peak != nil { entries.append((above[hour], 1)) }
            if !ramps.isEmpty, hour > 0 { entries.append((ramps[hour - 1], 1)) }
            if !ramps.isEmpty, hour < hours - 1 { entries.append((ramps[hour], -1)) }
            if let budget { entries.append((budget, 1)) }
            _ = program.addVariable(cost: importCost(hour), 0, gridLimit(hour), entries)
            _ = program.addVariable(
                cost: battery.wear, 0, battery.power, [(balance[hour], 1), (storage[hour], 1 / battery.dischargeEfficiency)])
            _ = program.addVariable(
                cost: 0, 0, battery.power, [(balance[hour], -1), (storage[hour], -battery.chargeEfficiency)])
            let isLast = hour == hours - 1
            let held = program.addVariable(
                cost: 0, isLast ? endEnergy : 0, isLast ? endEnergy : battery.energy,
                [(storage[hour], 1)] + (isLast ? [] : [(storage[hour + 1], -1)]))
            start.append(held)
            for tier in tiers.indices {
                _ = program.addVariable(cost: -tierValue(tier, hour), 0, tiers[tier].power, [(balance[hour], -1)])
            }
            if gasPower > 0 { _ = program.addVariable(cost: gasCost, 0, gasPower, [(balance[hour], 1)]) }
            if !solar.isEmpty { _ = program.addVariable(cost: 0, 0, solar[hour], [(balance[hour], 1)]) }
            if exportLimit > 0 {
                _ = program.addVariable(cost: -(price[hour] - exportFee), 0, exportLimit, [(balance[hour], -1)])
            }
            if let lostLoad {
                start.append(program.addVariable(cost: lostLoad, 0, .infinity, [(balance[hour], 1)]))
            }
            if let peak {
                let charge = peak.rate / Double(min(peak.count, hours))
                _ = program.addVariable(cost: charge, 0, .infinity, [(above[hour], -1)])
                // g − θ − over + slack = 0.
                start.append(program.addVariable(cost: 0, 0, .infinity, [(above[hour], 1)]))
            }
        }
        if let peak { _ = program.addVariable(cost: peak.rate, 0, .infinity, above.map { ($0, -1) }) }
        if let rampLimit {
            for row in ramps { start.append(program.addVariable(cost: 0, -rampLimit, rampLimit, [(row, 1)])) }
        }
        if let budget { start.append(program.addVariable(cost: 0, 0, .infinity, [(budget, 1)])) }
        return try program.solved(start: start)
    }
}
