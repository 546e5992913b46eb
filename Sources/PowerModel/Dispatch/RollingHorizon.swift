extension DispatchProblem {
    /// The cost of a site that sees prices only some hours ahead, decides anew every few, and never looks back, USD.
    ///
    /// Perfect foresight flatters a battery; the difference to the optimum is what knowing the year is worth. Each window
    /// plans to end with as much as the battery started the year with.
    ///
    /// - Parameters:
    ///   - window: hours seen, at least `step`.
    ///   - step: hours carried out of each plan, at least 1.
    package func rollingCost(window: Int = 24, step: Int = 24) throws(PowerError) -> Double {
        guard step >= 1, window >= step else {
            throw PowerError("a rolling horizon", "window", Double(window), mustBe: "at least its step of \(step) hours")
        }
        var energy = battery.start
        var cost = 0.0
        var begin = 0
        while begin < hours {
            let end = min(begin + window, hours)
            var part = slice(begin..<end)
            part.battery.start = energy
            part.finalEnergy = endEnergy
            let plan = try part.course()
            let kept = min(step, end - begin)
            for hour in 0..<kept { cost += part.cost(of: plan, hour) }
            energy = plan.stored[kept - 1]
            begin += kept
        }
        return cost
    }

    /// Some of the hours alone.
    func slice(_ range: Range<Int>) -> DispatchProblem {
        func cut(_ values: [Double]) -> [Double] { values.isEmpty ? [] : Array(values[range]) }
        var part = self
        part.price = cut(price)
        part.firm = cut(firm)
        part.gridByHour = cut(gridByHour)
        part.hourlyAdder = cut(hourlyAdder)
        part.tierScale = cut(tierScale)
        part.solar = cut(solar)
        return part
    }
}
