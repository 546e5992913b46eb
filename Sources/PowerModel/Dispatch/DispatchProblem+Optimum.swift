extension DispatchProblem {
    /// Least cost over all hours, USD: the exact optimum under perfect foresight, without the hourly course.
    ///
    /// - Parameters:
    ///   - peakThreshold: imports above it, MW,
    ///   - peakCharge: cost this much more, USD/MWh.
    /// - Throws: `PowerError` of kind `infeasible`, naming hour and shortfall.
    package func leastCost(
        peakThreshold: Double = .infinity, peakCharge: Double = 0
    ) throws(PowerError) -> Double {
        var stack = OfferStack(self, peakThreshold: peakThreshold, peakCharge: peakCharge)
        var curve = HourCurve(self)
        var ladder = StorageLadder(start: battery.start, energy: battery.energy)
        for hour in 0..<hours {
            stack.load(hour, of: self)
            if curve.build(stack) > 0 { throw shortfall() }
            if ladder.add(curve) != 0 { throw shortfall() }
        }
        let value = ladder.value(at: endEnergy)
        if value == .infinity { throw shortfall() }
        return value
    }
}
