internal import Engine

extension BlackScholes {
    /// The value of an option that may be exercised on given dates or at any time, on the binomial lattice of Cox, Ross
    /// and Rubinstein (1979).
    ///
    /// Two lattices, the second with twice the steps, are extrapolated; in each the last step before expiry uses the
    /// closed form (Broadie and Detemple 1996), which removes the lattice's oscillation. With 1,000 steps usual options are
    /// right to about 1e-4 of their price.
    ///
    /// - Parameters:
    ///   - exercisesPerYear: how often it may be exercised, expiry included and today excluded; nil: at every step of
    ///     the lattice, today included.
    ///   - steps: at least 2; raised to a multiple of the number of exercise dates.
    /// - Throws: as `price`; also for an interest rate so large that a step has no risk-neutral probability.
    public func americanPrice(
        _ option: VanillaOption, exercisesPerYear: Double? = nil, steps: Int = 1000
    ) throws(FinanceError) -> Double {
        let check = InputCheck("American option")
        try check.within("steps", Double(steps), 2...100_000)
        guard volatility > 0, option.maturity > 0, option.strike > 0 else {
            return try deterministicAmerican(option, exercisesPerYear)
        }
        var dates = 0
        if let exercisesPerYear {
            try check.positive("exercises per year", exercisesPerYear)
            let exact = exercisesPerYear * option.maturity
            try check.within("exercise dates", exact.rounded(.down), 0...100_000)
            dates = Int((exact + 1e-9).rounded(.down))
            if dates == 0 { return try price(option) }
        }
        let whole = dates == 0 ? steps : (steps + dates - 1) / dates * dates
        let coarse = try lattice(option, whole, dates)
        let fine = try lattice(option, 2 * whole, dates)
        return max(2 * fine - coarse, exercisesPerYear == nil ? option.payoff(spot) : 0)
    }

    private func lattice(_ option: VanillaOption, _ steps: Int, _ dates: Int) throws(FinanceError) -> Double {
        let dt = option.maturity / Double(steps)
        let up = ScalarMath.exp(volatility * dt.squareRoot())
        let growth = ScalarMath.exp((rate - dividendYield) * dt)
        let probability = (growth - 1 / up) / (up - 1 / up)
        if !(probability > 0 && probability < 1) {
            throw FinanceError(
                "American option", "probability of a step up", probability, mustBe: "between 0 and 1",
                remedy: "take more steps, or fewer for a volatility near 0")
        }
        let discount = ScalarMath.exp(-rate * dt)
        let (weightUp, weightDown) = (discount * probability, discount * (1 - probability))
        // spot·up^(j) for j = -steps … steps.
        let logUp = volatility * dt.squareRoot()
        let spots = (-steps...steps).map { spot * ScalarMath.exp(Double($0) * logUp) }
        func mayExercise(_ step: Int) -> Bool { dates == 0 || (step > 0 && step * dates % steps == 0) }
        let last = steps - 1
        let short = try VanillaOption(option.kind, strike: option.strike, maturity: dt)
        var values: [Double] = []
        for j in 0...last {
            let asset = spots[2 * j - last + steps]
            let held = try BlackScholes(spot: asset, rate: rate, dividendYield: dividendYield, volatility: volatility).price(short)
            values.append(mayExercise(last) ? max(held, option.payoff(asset)) : held)
        }
        for step in stride(from: last - 1, through: 0, by: -1) {
            let exercises = mayExercise(step)
            for j in 0...step {
                let held = weightUp * values[j + 1] + weightDown * values[j]
                values[j] = exercises ? max(held, option.payoff(spots[2 * j - step + steps])) : held
            }
        }
        return values[0]
    }

    /// σ = 0: the best of all dates along the known path.
    private func deterministicAmerican(
        _ option: VanillaOption, _ exercisesPerYear: Double?
    ) throws(FinanceError) -> Double {
        let count = exercisesPerYear.map { Int(($0 * option.maturity + 1e-9).rounded(.down)) } ?? 1000
        var best = exercisesPerYear == nil ? option.payoff(spot) : 0
        for k in 0..<max(count, 1) {
            let date = option.maturity * Double(k + 1) / Double(max(count, 1))
            best = max(best, try price(VanillaOption(option.kind, strike: option.strike, maturity: date)))
        }
        return best
    }
}
