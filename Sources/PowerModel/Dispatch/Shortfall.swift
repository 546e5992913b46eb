extension DispatchProblem {
    /// Why firm load or the battery's return can't be had: the least MWh that must go missing, and where.
    func shortfall() -> PowerError {
        // Where load may be shed without end, only the battery is left to blame.
        if lostLoad != nil { return noReturn }
        var least = self
        least.price = [Double](repeating: 0, count: hours)
        least.importAdder = 0
        least.hourlyAdder = []
        least.tierScale = []
        for i in least.tiers.indices { least.tiers[i].value = 0 }
        least.battery.wear = 0
        least.exportLimit = 0
        least.gasCost = 0
        least.lostLoad = 1
        let course: DispatchSolution
        do { course = try least.course() } catch { return error }
        let short = (0..<hours).filter { course.lost[$0] > 1e-9 * max(1, firm[$0]) }
        guard let worst = short.max(by: { course.lost[$0] < course.lost[$1] }) else {
            return noReturn
        }
        let total = short.reduce(0) { $0 + course.lost[$1] }
        return PowerError(
            .infeasible,
            "firm load can't be met: short \(rounded(course.lost[worst])) MW at hour \(worst)",
            [
                ("firm load", "\(rounded(firm[worst])) MW"), ("grid", "\(rounded(gridLimit(worst))) MW"),
                ("hours short", "\(short.count) of \(hours)"), ("energy short", "\(rounded(total)) MWh"),
            ],
            remedy: "lower firm load, raise the grid connection, add a battery or gas, or give `lost_load` a price")
    }

    private var noReturn: PowerError {
        PowerError(
            .infeasible, "the battery can't reach \(endEnergy) MWh after the last hour",
            [("power", "\(battery.power) MW"), ("energy", "\(battery.energy) MWh"), ("start", "\(battery.start) MWh")],
            remedy: "start it nearer to empty or full, or give it more hours")
    }

    private func rounded(_ x: Double) -> String {
        let value = (x * 1000).rounded() / 1000
        return value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
