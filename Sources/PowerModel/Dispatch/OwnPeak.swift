/// A charge on a site's own largest imports: `rate` × the mean of the `count` largest hours.
package struct OwnPeak: Hashable, Sendable {
    package var count: Int
    /// USD per MW of that mean over the whole time.
    package var rate: Double

    package init(count: Int, rate: Double) {
        self.count = count
        self.rate = rate
    }

    /// USD for a course's imports.
    package func cost(of imports: [Double]) -> Double {
        let count = min(count, imports.count)
        return rate / Double(count) * imports.sorted(by: >).prefix(count).reduce(0, +)
    }
}

extension DispatchProblem {
    /// The exact optimum where a site pays for its own largest imports.
    ///
    /// The sum of the k largest of g is the least over θ of kθ + Σ max(g − θ, 0) (Ogryczak and Tamir 2003), so the
    /// optimum is the least over one threshold θ of a convex piecewise-linear function, each value a dispatch with
    /// dearer imports above θ (see `ConvexSearch`).
    ///
    /// - Throws: `PowerError`; also when the search has not closed to 4e-12 of the objective.
    package func optimum(_ peak: OwnPeak?) throws(PowerError) -> DispatchSolution {
        guard let peak, peak.rate != 0 else { return try course() }
        let threshold = try peakThreshold(peak)
        var solution = try course(peakThreshold: threshold.at, peakCharge: peak.rate / Double(min(peak.count, hours)))
        solution.objective = threshold.value
        solution.peakThreshold = threshold.at
        solution.peakCost = peak.cost(of: solution.imports)
        return solution
    }

    /// The best threshold of own-peak charges, MW, and the least cost, USD.
    package func peakThreshold(_ peak: OwnPeak) throws(PowerError) -> (at: Double, value: Double) {
        if peak.count < 1 || !(peak.rate >= 0 && peak.rate.isFinite) {
            throw PowerError("an own-peak charge", "rate", peak.rate, mustBe: "at least 0 for at least 1 hour")
        }
        let limit = gridByHour.max() ?? grid
        let count = Double(min(peak.count, hours))
        let charge = peak.rate / count
        func value(_ threshold: Double) throws(PowerError) -> Double {
            try leastCost(peakThreshold: threshold, peakCharge: charge) + charge * count * threshold
        }
        let least = try ConvexSearch.least(over: 0...limit, tolerance: 4e-12, limit: 200, value)
        if least.gap > 1e-10 * max(1, least.value.magnitude) {
            throw PowerError(
                .invalid, "the search for the own-peak threshold has not closed",
                [("threshold", "\(least.at) MW"), ("gap", "\(least.gap) USD")])
        }
        return (least.at, least.value)
    }
}
