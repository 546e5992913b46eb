extension DispatchProblem {
    /// The optimum with its hourly course and prices; the same optimum as `leastCost`.
    ///
    /// Forward: every hour's cost-to-date is kept. Backward: the energy after the last hour splits into what was held
    /// before it and the change within it, and so on; the price of stored energy stays what it was unless the battery
    /// is empty or full in between (complementary slackness).
    package func course(
        peakThreshold: Double = .infinity, peakCharge: Double = 0
    ) throws(PowerError) -> DispatchSolution {
        var stack = OfferStack(self, peakThreshold: peakThreshold, peakCharge: peakCharge)
        var curve = HourCurve(self)
        var ladder = StorageLadder(start: battery.start, energy: battery.energy)
        var record = LadderRecord(hours: hours)
        for hour in 0..<hours {
            stack.load(hour, of: self)
            if curve.build(stack) > 0 { throw shortfall() }
            if ladder.add(curve) != 0 { throw shortfall() }
            record.append(ladder)
        }
        let value = ladder.value(at: endEnergy)
        if value == .infinity { throw shortfall() }

        var solution = DispatchSolution(hours: hours, tiers: tiers.count)
        solution.objective = value
        var energy = endEnergy
        var storedPrice = 0.0
        for hour in stride(from: hours - 1, through: 0, by: -1) {
            stack.load(hour, of: self)
            _ = curve.build(stack)
            let split = record.split(energy, hour: hour, start: battery.start, curve: curve)
            if hour == hours - 1 {
                storedPrice = split.below.isFinite ? split.below : split.above.isFinite ? split.above : 0
            } else {
                storedPrice = min(max(storedPrice, split.below), split.above)
            }
            solution.stored[hour] = energy
            solution.storedValue[hour] = storedPrice
            settle(hour, change: split.change, storedPrice, stack, curve, into: &solution)
            energy = split.before
        }
        return solution
    }

    /// Fills in one hour, given the change of the store and the price of what is stored.
    private func settle(
        _ hour: Int, change: Double, _ storedPrice: Double, _ stack: borrowing OfferStack,
        _ curve: borrowing HourCurve, into solution: inout DispatchSolution
    ) {
        let flows = battery.flows(change: change, wastingUpTo: stack.draw(below: curve.wasteBelow))
        let lowest = min(curve.lowest, curve.highest)
        let draw = min(max(flows.charge - flows.discharge, lowest), curve.highest)
        solution.charge[hour] = flows.charge
        solution.discharge[hour] = flows.discharge
        for i in tiers.indices { solution.tiers[i][hour] = tiers[i].power }
        solution.exports[hour] = exportLimit
        var rest = draw + stack.load
        var below = -Double.infinity
        var above = Double.infinity
        let tolerance = 1e-9 * max(1, stack.load)
        for i in 0..<stack.count {
            let offer = stack.offers[i]
            if rest <= tolerance, above == .infinity, offer.size > 0 { above = offer.price }
            let part = max(0, min(rest, offer.size))
            if part > tolerance { below = offer.price }
            if part > tolerance, part < offer.size - tolerance { above = offer.price }
            rest -= part
            switch offer.kind {
            case .solar: solution.solar[hour] = part
            case .gas: solution.gas[hour] = part
            case .grid, .gridAbovePeak: solution.imports[hour] += part
            case .lostLoad: solution.lost[hour] = part
            case .notExported: solution.exports[hour] -= part
            case .tierOff: solution.tiers[Int(offer.tier)][hour] -= part
            }
        }
        solution.marginal[hour] = battery.marginal(flows, storedPrice, between: below, and: above)
    }
}

extension DispatchProblem.Battery {
    struct Flows {
        var charge: Double
        var discharge: Double
    }

    /// Charge and discharge that change the store by `change` MWh, with as much net draw up to `draw` as can be wasted.
    func flows(change: Double, wastingUpTo draw: Double) -> Flows {
        let thrifty =
            change >= 0
            ? Flows(charge: min(change / chargeEfficiency, power), discharge: 0)
            : Flows(charge: 0, discharge: min(-change * dischargeEfficiency, power))
        let least = thrifty.charge - thrifty.discharge
        let gap = 1 / dischargeEfficiency - chargeEfficiency
        guard draw > least, gap > 0 else { return thrifty }
        var most = power - dischargeEfficiency * (chargeEfficiency * power - change)
        if dischargeEfficiency * (chargeEfficiency * power - change) > power {
            most = (change + power / dischargeEfficiency) / chargeEfficiency - power
        }
        let y = min(draw, most)
        guard y > least else { return thrifty }
        let discharge = min(max((chargeEfficiency * y - change) / gap, 0), power)
        return Flows(charge: min(max(discharge + y, 0), power), discharge: discharge)
    }

    /// A price of power that both the offers used and the battery's flows agree with.
    func marginal(_ flows: Flows, _ storedPrice: Double, between below: Double, and above: Double) -> Double {
        var low = below
        var high = above
        let tolerance = 1e-9 * max(1, power)
        if power > 0 {
            let charging = storedPrice * chargeEfficiency
            let discharging = storedPrice / dischargeEfficiency + wear
            if flows.charge < power - tolerance { low = max(low, min(charging, high)) }
            if flows.charge > tolerance { high = min(high, max(charging, low)) }
            if flows.discharge < power - tolerance { high = min(high, max(discharging, low)) }
            if flows.discharge > tolerance { low = max(low, min(discharging, high)) }
        }
        return low.isFinite ? low : high.isFinite ? high : 0
    }
}

extension OfferStack {
    /// Net draw up to which offers are cheaper than `price`; −∞ when nothing is worth wasting.
    func draw(below price: Double) -> Double {
        guard price > -.infinity else { return -.infinity }
        var draw = -load
        for i in 0..<count where offers[i].price < price { draw += offers[i].size }
        return draw
    }
}
