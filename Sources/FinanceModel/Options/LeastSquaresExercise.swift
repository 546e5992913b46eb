internal import Engine

/// When to exercise, learned from simulated paths by regression (Longstaff and Schwartz 2001).
///
/// Backwards in time, what holding on is worth is regressed on a few functions of the price, over the paths on which
/// exercise pays; a path exercises where its pay-off is at least the fitted value. A rule learned on one set of paths and
/// applied to another gives a price that is too low in the mean, never too high; on its own paths it may be either.
public struct LeastSquaresExercise: Hashable, Sendable {
    /// The functions of the price that are fitted.
    public enum Basis: Hashable, Sendable {
        /// 1, x, …, x^degree.
        case powers(degree: Int)
        /// 1 and e^(-x/2)·L_k(x), k = 0 … count - 1, of Laguerre, as in the paper. x is the price over `scale`.
        case laguerre(count: Int, scale: Double)

        func values(_ price: Double) -> [Double] {
            switch self {
            case .powers(let degree):
                var power = 1.0
                return (0...degree).map { _ in
                    defer { power *= price }
                    return power
                }
            case .laguerre(let count, let scale):
                let x = price / scale
                let weight = ScalarMath.exp(-0.5 * x)
                var (before, now) = (0.0, 1.0)
                var values = [1.0]
                for k in 0..<count {
                    values.append(weight * now)
                    let next = ((2 * Double(k) + 1 - x) * now - Double(k) * before) / Double(k + 1)
                    (before, now) = (now, next)
                }
                return values
            }
        }

        /// Σ values·coefficients, in the order of `values`, without making a list.
        func fitted(_ price: Double, _ coefficients: [Double]) -> Double {
            var sum = 0.0
            switch self {
            case .powers:
                var power = 1.0
                for c in coefficients {
                    sum += power * c
                    power *= price
                }
            case .laguerre(_, let scale):
                let x = price / scale
                let weight = ScalarMath.exp(-0.5 * x)
                var (before, now) = (0.0, 1.0)
                sum += coefficients[0]
                for k in 0..<(coefficients.count - 1) {
                    sum += weight * now * coefficients[k + 1]
                    let next = ((2 * Double(k) + 1 - x) * now - Double(k) * before) / Double(k + 1)
                    (before, now) = (now, next)
                }
            }
            return sum
        }
    }

    public let option: VanillaOption
    public let basis: Basis
    /// One for each exercise date but the last; nil where too few paths were in the money to fit anything: hold on.
    public let coefficients: [[Double]?]
    /// e^(-r·Δt) between dates.
    public let discount: Double

    /// Learns the rule.
    ///
    /// - Parameters:
    ///   - prices: `prices[date][path]`, the exercise dates in order, the last at expiry; today is not among them.
    ///   - discount: from one date to the one before, greater than 0.
    /// - Throws: `FinanceError` for tables of the wrong shape or values that are not finite.
    public init(
        _ option: VanillaOption, prices: [[Double]], discount: Double, basis: Basis
    ) throws(FinanceError) {
        let check = InputCheck("exercise by least squares")
        try check.count("dates", prices.count, atLeast: 1)
        try check.count("paths", prices[0].count, atLeast: 1)
        try check.positive("discount", discount)
        for (date, row) in prices.enumerated() {
            try check.count("prices[\(date + 1)]", row.count, equals: prices[0].count, like: "the paths")
            for x in row where !x.isFinite { try check.finite("prices[\(date + 1)]", x) }
        }
        var cash = prices[prices.count - 1].map(option.payoff)
        var learned = [[Double]?](repeating: nil, count: prices.count - 1)
        for date in stride(from: prices.count - 2, through: 0, by: -1) {
            for path in cash.indices { cash[path] *= discount }
            let inMoney = cash.indices.filter { option.payoff(prices[date][$0]) > 0 }
            let rows = inMoney.map { basis.values(prices[date][$0]) }
            guard let fit = LeastSquares.fit(rows, inMoney.map { cash[$0] }) else { continue }
            learned[date] = fit
            for (row, path) in zip(rows, inMoney) {
                let payoff = option.payoff(prices[date][path])
                if payoff >= zip(row, fit).reduce(0, { $0 + $1.0 * $1.1 }) { cash[path] = payoff }
            }
        }
        self.option = option
        self.basis = basis
        coefficients = learned
        self.discount = discount
    }

    /// When the rule exercises, as an index of dates (the last date if never), and the value at one date before the
    /// first.
    public func exercise(_ path: [Double]) -> (date: Int, value: Double) { exercise(path.count) { path[$0] } }

    @inline(__always)
    private func exercise(_ count: Int, _ price: (Int) -> Double) -> (date: Int, value: Double) {
        var factor = 1.0
        for date in 0..<count {
            factor *= discount
            let payoff = option.payoff(price(date))
            if date == count - 1 { return (date, factor * payoff) }
            guard payoff > 0, let fit = coefficients[date] else { continue }
            if payoff >= basis.fitted(price(date), fit) { return (date, factor * payoff) }
        }
        return (0, 0)
    }

    /// The mean value over paths and its standard error.
    ///
    /// - Parameter prices: `prices[date][path]`, as for learning.
    public func price(_ prices: [[Double]]) -> (value: Double, error: Double) {
        let n = prices[0].count
        var moments = (sum: 0.0, squares: 0.0)
        for path in 0..<n {
            let value = exercise(prices.count) { prices[$0][path] }.value
            moments.sum += value
            moments.squares += value * value
        }
        let mean = moments.sum / Double(n)
        let variance = max(moments.squares / Double(n) - mean * mean, 0) * Double(n) / Double(max(n - 1, 1))
        return (mean, (variance / Double(n)).squareRoot())
    }
}
