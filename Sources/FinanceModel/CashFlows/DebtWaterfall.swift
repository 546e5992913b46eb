/// Where the cash of a project goes, period by period: senior debt of a level annuity, a debt service reserve account, a
/// cash sweep, a lock-up test and distributions, in this order.
///
/// 1. Debt service is due: the annuity's payment, at most balance and interest. It is paid from cash flow, then from the
///    reserve. What is missing stays owed: unpaid interest is capitalised.
/// 2. The reserve is filled up to `reserveShare` of the next period's service; an excess is released.
/// 3. A share of the rest is swept into the debt, at most its balance.
/// 4. What is left is distributed if DSCR = cash flow/service due is at least the lock-up level (nothing due: passed);
///    else it is trapped and leaves the account: it is not carried forward.
public struct DebtWaterfall: Hashable, Sendable {
    /// One period, all in money but `coverRatio`.
    public struct Period: Hashable, Sendable {
        /// Debt service by schedule.
        public var due: Double
        /// Cash flow over service due; nil if nothing is due.
        public var coverRatio: Double?
        public var paid: Double
        /// Taken from the reserve for service.
        public var reserveDraw: Double
        /// The reserve at the end of the period.
        public var reserve: Double
        public var sweep: Double
        public var distribution: Double
        /// Kept from the owners by the lock-up test.
        public var trapped: Double
        /// Debt at the end of the period.
        public var closingBalance: Double
    }

    public let periods: [Period]
    /// The annuity's payment.
    public let payment: Double

    /// - Parameters:
    ///   - cashFlows: available for debt service, one per period.
    ///   - debt: at the beginning, at least 0.
    ///   - rate: interest per period, greater than -1.
    ///   - term: number of payments of the annuity.
    ///   - reserveShare: of the next period's service, at least 0 (0.5: six months of an annual one).
    ///   - initialReserve: at least 0.
    ///   - sweep: in [0, 1].
    ///   - lockUp: the least DSCR at which cash is distributed; 0 for no test.
    /// - Throws: `FinanceError` for a value out of range.
    public init(
        cashFlows: [Double], debt: Double, rate: Double, term: Int, reserveShare: Double = 0,
        initialReserve: Double = 0, sweep: Double = 0, lockUp: Double = 0
    ) throws(FinanceError) {
        let check = InputCheck("waterfall")
        for (t, x) in cashFlows.enumerated() { try check.finite("cash flows[\(t + 1)]", x) }
        try check.notNegative("reserve share", reserveShare)
        try check.notNegative("initial reserve", initialReserve)
        try check.within("sweep", sweep, 0...1)
        try check.notNegative("lock-up", lockUp)
        payment = try LevelLoan(principal: debt, rate: rate, count: term).payment
        var (balance, reserve) = (debt, initialReserve)
        var periods: [Period] = []
        for (t, cash) in cashFlows.enumerated() {
            let due = min(payment, balance * (1 + rate))
            let fromCash = min(due, max(cash, 0))
            let draw = min(due - fromCash, reserve)
            let paid = fromCash + draw
            balance = max(balance * (1 + rate) - paid, 0)
            reserve -= draw
            // A deficit takes what the reserve still has; none is left to distribute.
            var free = cash - fromCash
            // After the last payment of the schedule no service is planned, whatever is still owed.
            let nextDue = t + 1 < term ? min(payment, balance * (1 + rate)) : 0
            let target = reserveShare * nextDue
            let change = reserve > target ? target - reserve : min(target - reserve, max(free, 0))
            reserve += change
            free -= change
            let swept = min(sweep * max(free, 0), balance)
            balance -= swept
            free = max(free - swept, 0)
            let ratio = due > 0 ? cash / due : nil
            let isLocked = ratio.map { $0 < lockUp } ?? false
            periods.append(
                Period(
                    due: due, coverRatio: ratio, paid: paid, reserveDraw: draw, reserve: reserve, sweep: swept,
                    distribution: isLocked ? 0 : free, trapped: isLocked ? free : 0, closingBalance: balance))
        }
        self.periods = periods
    }
}
