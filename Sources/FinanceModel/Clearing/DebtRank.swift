/// How losses of equity spread before anybody fails: linear DebtRank (Bardoscia, Battiston, Caccioli, Caldarelli 2015).
///
///     h(t + 1) = min(1, h(t) + W·(h(t) - h(t - 1))),   Wᵢⱼ = exposureᵢⱼ/equityᵢ,   h(0) = the shock, h(-1) = 0
///
/// h is the share of its equity that each player has lost; what is lost beyond all of it is not passed on.
public struct DebtRank: Hashable, Sendable {
    /// The final losses, as shares of the initial equity, in [0, 1].
    public let losses: [Double]
    /// The loss of all as a share of all initial equity.
    public let systemLoss: Double
    /// Rounds until nothing changed by more than 1e-16.
    public let rounds: Int

    /// - Parameters:
    ///   - exposures: `exposures[i][j]` is what i loses if j is worth nothing.
    ///   - equity: greater than 0.
    ///   - shock: shares of equity lost at the beginning, in [0, 1].
    /// - Throws: `FinanceError` for inputs out of range, or losses that do not settle in a million rounds.
    public init(exposures: [[Double]], equity: [Double], shock: [Double]) throws(FinanceError) {
        let check = InputCheck("DebtRank network")
        let n = equity.count
        try check.count("equity", n, atLeast: 1)
        try check.count("shock", shock.count, equals: n, like: "the equities")
        try check.square("exposures", exposures, n)
        for i in 0..<n {
            try check.positive("equity[\(i + 1)]", equity[i])
            try check.within("shock[\(i + 1)]", shock[i], 0...1)
        }
        var (before, now) = ([Double](repeating: 0, count: n), shock)
        var round = 0
        while zip(before, now).contains(where: { $1 - $0 > 1e-16 }) {
            round += 1
            if round == 1_000_000 {
                throw FinanceError("DebtRank network", "rounds", Double(round), mustBe: "fewer than a million")
            }
            var next = now
            for i in 0..<n {
                var passed = 0.0
                for j in 0..<n { passed += exposures[i][j] * (now[j] - before[j]) }
                next[i] = min(1, now[i] + passed / equity[i])
            }
            (before, now) = (now, next)
        }
        losses = now
        rounds = round
        systemLoss = zip(now, equity).reduce(0) { $0 + $1.0 * $1.1 } / equity.reduce(0, +)
    }
}
