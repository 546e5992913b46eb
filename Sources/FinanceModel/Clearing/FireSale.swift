internal import Engine

/// Prices that fall because holders must sell because prices fall.
enum FireSale {
    /// The greatest fixed point of a rising map below `start`, by iterating down from it.
    ///
    /// - Throws: `FinanceError` if it does not settle in a million rounds.
    static func greatestPrice(
        from start: Double, _ next: (Double) -> Double
    ) throws(FinanceError) -> Double {
        var price = start
        for _ in 0..<1_000_000 {
            let lower = min(next(price), price)
            if price - lower <= 1e-16 * price { return lower }
            price = lower
        }
        throw FinanceError("fire sale", "price", price, mustBe: "settled after a million rounds")
    }
}

/// Banks that sell one illiquid asset to keep a capital ratio (Cifuentes, Ferrucci and Shin 2005).
///
/// At the price p a bank with e units has the equity E = cash + p·e - liabilities and must have E/(p·(e - sold)) of at
/// least the minimum: it sells e - E/(minimum·p), within 0 and e. The price is p₀·e^(-impact·sold by all); of several
/// consistent prices the greatest is taken.
public struct CapitalRatioSpiral: Hashable, Sendable {
    public let price: Double
    /// Units sold by each bank.
    public let sold: [Double]
    /// Equity at that price; negative for a bank that fails.
    public let equity: [Double]

    /// - Parameters:
    ///   - impact: the fall of the log price per unit sold, at least 0.
    ///   - units, cash, liabilities: per bank, in units and money.
    ///   - minimumRatio: of equity to the asset's value, greater than 0.
    ///   - startingPrice: before anybody sells.
    /// - Throws: `FinanceError` for inputs out of range.
    public init(
        impact: Double, units: [Double], cash: [Double], liabilities: [Double], minimumRatio: Double,
        startingPrice: Double = 1
    ) throws(FinanceError) {
        let check = InputCheck("capital ratio spiral")
        try check.notNegative("impact", impact)
        try check.positive("minimum ratio", minimumRatio)
        try check.positive("starting price", startingPrice)
        try check.count("cash", cash.count, equals: units.count, like: "the banks")
        try check.count("liabilities", liabilities.count, equals: units.count, like: "the banks")
        for (i, x) in units.enumerated() { try check.notNegative("units[\(i + 1)]", x) }
        for (i, x) in cash.enumerated() { try check.notNegative("cash[\(i + 1)]", x) }
        for (i, x) in liabilities.enumerated() { try check.notNegative("liabilities[\(i + 1)]", x) }
        func equity(_ i: Int, _ price: Double) -> Double { cash[i] + price * units[i] - liabilities[i] }
        func sale(_ i: Int, _ price: Double) -> Double {
            price > 0 ? min(max(units[i] - equity(i, price) / (minimumRatio * price), 0), units[i]) : units[i]
        }
        let price = try FireSale.greatestPrice(from: startingPrice) { p in
            startingPrice * ScalarMath.exp(-impact * units.indices.reduce(0) { $0 + sale($1, p) })
        }
        self.price = price
        sold = units.indices.map { sale($0, price) }
        self.equity = units.indices.map { equity($0, price) }
    }
}
