internal import Engine

/// Borrowers against coins whose margin calls move the price of the coins.
///
/// A loan is called when debt/(p·coins) exceeds the trigger. The borrower pays cash first, then sells coins, until
/// the ratio is at its target:
///
///     cash u = min(cash, D - target·p·B),   coins s = clip((D - u - target·p·B)/(p·(1 - target)), 0, B)
///
/// and p = p₀·(1 - shock)·e^(-impact·coins sold by all). The price is the greatest consistent one, found by iterating down
/// from the shocked price.
public struct MarginSpiral: Hashable, Sendable {
    /// One borrower.
    public struct Borrower: Hashable, Sendable {
        public var coins: Double
        /// In money.
        public var debt: Double
        /// In money.
        public var cash: Double

        public init(coins: Double, debt: Double, cash: Double) {
            self.coins = coins
            self.debt = debt
            self.cash = cash
        }
    }

    /// Money per coin after all sales.
    public let price: Double
    /// Coins sold by each.
    public let sold: [Double]
    /// Money paid by each from cash.
    public let cashUsed: [Double]

    /// - Parameters:
    ///   - price: money per coin before the shock.
    ///   - shock: the share by which it falls first, in [0, 1).
    ///   - impact: the fall of the log price per coin sold, at least 0.
    ///   - trigger, target: loan to value, 0 < target <= trigger, target < 1.
    /// - Throws: `FinanceError` for inputs out of range.
    public init(
        borrowers: [Borrower], price: Double, shock: Double, impact: Double, trigger: Double, target: Double
    ) throws(FinanceError) {
        let check = InputCheck("margin spiral")
        try check.positive("price", price)
        try check.within("shock", shock, 0...1)
        try check.inside("shock", shock, -1, 1)
        try check.notNegative("impact", impact)
        try check.inside("target", target, 0, 1)
        if !(trigger >= target) {
            throw FinanceError("margin spiral", "trigger", trigger, mustBe: "at least the target")
        }
        for (i, b) in borrowers.enumerated() {
            try check.notNegative("borrowers[\(i + 1)].coins", b.coins)
            try check.notNegative("borrowers[\(i + 1)].debt", b.debt)
            try check.notNegative("borrowers[\(i + 1)].cash", b.cash)
        }
        func cure(_ b: Borrower, _ p: Double) -> (cash: Double, coins: Double) {
            guard b.debt > trigger * p * b.coins else { return (0, 0) }
            let missing = b.debt - target * p * b.coins
            let paid = min(b.cash, missing)
            return (paid, p > 0 ? min(max((missing - paid) / (p * (1 - target)), 0), b.coins) : b.coins)
        }
        let shocked = price * (1 - shock)
        let settled = try FireSale.greatestPrice(from: shocked) { p in
            shocked * ScalarMath.exp(-impact * borrowers.reduce(0) { $0 + cure($1, p).coins })
        }
        self.price = settled
        sold = borrowers.map { cure($0, settled).coins }
        cashUsed = borrowers.map { cure($0, settled).cash }
    }
}
