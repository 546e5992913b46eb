internal import Engine

extension ConvertibleBond {
    /// How credit risk is discounted on a lattice.
    public enum CreditTreatment: Hashable, Sendable {
        /// Two accounts: what ends in shares at r, what ends in cash at r + spread (Tsiveriotis and Fernandes 1998).
        case split
        /// One account at r + (1 - p)·spread, p the probability of conversion (Goldman Sachs 1994), compounded simply per
        /// step.
        case blended
    }

    /// The value if it may be converted at any time, on a binomial lattice (Cox, Ross and Rubinstein 1979).
    ///
    /// The nodes are shifted so that the conversion price lies halfway between two of them at maturity: there accounts and
    /// conversion probability jump, and at any other place the value swings with the number of steps (by 0.15 of 94 at
    /// 4,000 steps in the reference case; halfway, 2,000 steps are within 0.005).
    /// - Parameter steps: 10 to 20,000.
    /// - Throws: as `BlackScholes.price`.
    public func americanValue(
        _ market: BlackScholes, _ treatment: CreditTreatment, steps: Int = 2000
    ) throws(FinanceError) -> Double {
        let check = InputCheck("convertible bond")
        try check.within("steps", Double(steps), 10...20_000)
        guard ratio > 0, maturity > 0, market.volatility > 0 else {
            return max(parity(market), try europeanValue(market))
        }
        let dt = maturity / Double(steps)
        let move = market.volatility * dt.squareRoot()
        // All levels shifted so that the conversion price is halfway between two at maturity; the probability makes up for
        // it.
        let levels = ScalarMath.log(conversionPrice / market.spot) / move
        let offset = (levels - Double(steps) - 1) / 2
        let shift = 2 * (offset - offset.rounded()) * move / Double(steps)
        let up = ScalarMath.exp(move + shift)
        let down = ScalarMath.exp(-move + shift)
        let growth = ScalarMath.exp((market.rate - market.dividendYield) * dt)
        let probability = (growth - down) / (up - down)
        if !(probability > 0 && probability < 1) {
            throw FinanceError(
                "convertible bond", "probability of a step up", probability, mustBe: "between 0 and 1",
                remedy: "take more steps")
        }
        func shares(_ step: Int, _ ups: Int) -> Double {
            ratio * market.spot * ScalarMath.exp(Double(2 * ups - step) * move + Double(step) * shift)
        }
        let riskFree = ScalarMath.exp(-market.rate * dt)
        let risky = ScalarMath.exp(-(market.rate + spread) * dt)
        // What ends in shares and in cash, and (blended) the probability of the former.
        var equity = [Double](repeating: 0, count: steps + 1)
        var cash = equity
        var converts = equity
        for j in 0...steps {
            let worth = shares(steps, j)
            let share = worth > face ? 1.0 : 0
            (equity[j], cash[j], converts[j]) = (share * worth, (1 - share) * face, share)
        }
        for step in stride(from: steps - 1, through: 0, by: -1) {
            for j in 0...step {
                let p = probability * converts[j + 1] + (1 - probability) * converts[j]
                var e = probability * equity[j + 1] + (1 - probability) * equity[j]
                var c = probability * cash[j + 1] + (1 - probability) * cash[j]
                switch treatment {
                case .split:
                    e *= riskFree
                    c *= risky
                case .blended:
                    let factor = 1 / (1 + (market.rate + (1 - p) * spread) * dt)
                    e *= factor
                    c *= factor
                }
                let worth = shares(step, j)
                if worth > e + c {
                    (equity[j], cash[j], converts[j]) = (worth, 0, 1)
                } else {
                    (equity[j], cash[j], converts[j]) = (e, c, p)
                }
            }
        }
        return equity[0] + cash[0]
    }
}
