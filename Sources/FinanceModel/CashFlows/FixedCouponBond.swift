internal import Engine

/// A bullet bond priced on a coupon date.
public struct FixedCouponBond: Hashable, Sendable {
    /// Repaid at the end, in money.
    public let face: Double
    /// Per year, as a share of the face.
    public let coupon: Double
    /// Coupons a year, at least 1.
    public let frequency: Int
    /// Coupons still to come, at least 1.
    public let periods: Int

    /// - Throws: `FinanceError` for a value out of the ranges above, or years that are no whole number of periods.
    public init(face: Double = 100, coupon: Double, frequency: Int, years: Double) throws(FinanceError) {
        let check = InputCheck("bond")
        try check.positive("face", face)
        try check.finite("coupon", coupon)
        try check.within("frequency", Double(frequency), 1...365)
        let periods = years * Double(frequency)
        try check.within("years * frequency", periods, 1...100_000)
        if (periods - periods.rounded()).magnitude > 1e-9 {
            throw FinanceError("bond", "years", years, mustBe: "a whole number of coupon periods")
        }
        self.face = face
        self.coupon = coupon
        self.frequency = frequency
        self.periods = Int(periods.rounded())
    }

    /// Price and its derivatives at a yield.
    public struct Valuation: Hashable, Sendable {
        /// In money.
        public var price: Double
        /// The mean time of the present values, in years.
        public var macaulayDuration: Double
        /// -dP/dy/P, in years: Macaulay's over (1 + y/frequency).
        public var modifiedDuration: Double
        /// d²P/dy²/P, in years².
        public var convexity: Double
    }

    /// - Parameter yield: per year, compounded with the bond's frequency, greater than -frequency.
    /// - Throws: `FinanceError` for a yield out of range.
    public func valuation(yield: Double) throws(FinanceError) -> Valuation {
        let f = Double(frequency)
        if !(yield > -f && yield.isFinite) {
            throw FinanceError("bond", "yield", yield, mustBe: "greater than -\(frequency)")
        }
        let growth = 1 + yield / f
        var (price, first, second) = (0.0, 0.0, 0.0)
        var discount = 1.0
        for k in 1...periods {
            discount /= growth
            let value = (face * coupon / f + (k == periods ? face : 0)) * discount
            let time = Double(k) / f
            price += value
            first += value * time
            second += value * time * (time + 1 / f)
        }
        return Valuation(
            price: price, macaulayDuration: first / price, modifiedDuration: first / price / growth,
            convexity: second / price / (growth * growth))
    }

    /// The yield at a price, compounded with the bond's frequency.
    ///
    /// - Throws: `FinanceError` unless the price is positive and some yield between -99 % and 100,000 % gives it.
    public func yield(price: Double) throws(FinanceError) -> Double {
        try InputCheck("bond").positive("price", price)
        let f = Double(frequency)
        let root = Bisection.root(from: -0.99 * f, to: 1000) { y in
            ((try? valuation(yield: y).price) ?? .nan) - price
        }
        guard let root else {
            throw FinanceError("bond", "price", price, mustBe: "one that a yield between -99 % and 100,000 % gives")
        }
        return root
    }
}
