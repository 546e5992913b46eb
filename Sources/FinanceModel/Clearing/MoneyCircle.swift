internal import Engine

/// How much of the players' money comes from end customers, and how much goes in circles.
///
/// Player i takes in xᵢ = sᵢ + vᵢ + Σⱼ flowⱼᵢ: from end customers s, from investors and lenders outside v, from other
/// players. P = flowᵢⱼ/xᵢ is where its money goes, so x = (I - Pᵀ)⁻¹(s + v), and the part that end customers back is
/// (I - Pᵀ)⁻¹s, assuming that each dollar of a player is as good as any other. A player that spends more than it takes in
/// must find the rest outside: that is added to v.
public struct MoneyCircle: Hashable, Sendable {
    public struct Cycle: Hashable, Sendable {
        /// Each pays the next, the last the first; the smallest index comes first.
        public let players: [Int]
        /// The smallest payment along the way: what can have gone round.
        public let amount: Double
    }

    /// Everything each player takes in, x.
    public let income: [Double]
    /// From outside investors, what had to be added to balance the spending included.
    public let outsideFunding: [Double]
    /// What had to be added.
    public let gap: [Double]
    /// What end customers back, in money.
    public let endBacked: [Double]
    /// Per player, the share of what it pays to others that comes back to it.
    public let roundTrip: [Double]
    /// Income lost by all players together when a player loses one unit of end demand.
    public let multiplier: [Double]
    /// Of P: how slowly money leaves the web, in [0, 1).
    public let spectralRadius: Double
    /// Circles of two to four players, largest first.
    public let cycles: [Cycle]

    /// Per player, the end-demand-backed share of income; nil without income.
    public var endShare: [Double?] { zip(endBacked, income).map { $1 > 0 ? $0 / $1 : nil } }

    /// - Parameters:
    ///   - flows: `flows[i][j]` is what i pays j in the period.
    ///   - endDemand, funding: from outside, at least 0.
    /// - Throws: `FinanceError` for tables of the wrong shape, negative amounts, or money that never leaves the web.
    public init(flows: [[Double]], endDemand: [Double], funding: [Double]) throws(FinanceError) {
        let check = InputCheck("circle of money")
        let n = endDemand.count
        try check.count("players", n, atLeast: 1)
        try check.count("funding", funding.count, equals: n, like: "the players")
        try check.square("flows", flows, n)
        for i in 0..<n {
            try check.notNegative("end demand[\(i + 1)]", endDemand[i])
            try check.notNegative("funding[\(i + 1)]", funding[i])
        }
        var (income, gap) = ([Double](), [Double]())
        for i in 0..<n {
            let received = flows.reduce(endDemand[i] + funding[i]) { $0 + $1[i] }
            let spent = flows[i].reduce(0, +)
            gap.append(max(spent - received, 0))
            income.append(max(received, spent))
        }
        let shares = (0..<n).map { i in (0..<n).map { income[i] > 0 ? flows[i][$0] / income[i] : 0 } }
        let transposed = (0..<n).map { i in (0..<n).map { ($0 == i ? 1 : 0) - shares[$0][i] } }
        let plain = (0..<n).map { i in (0..<n).map { ($0 == i ? 1 : 0) - shares[i][$0] } }
        guard let backed = LinearSystem.solve(transposed, endDemand),
            let multiplier = LinearSystem.solve(plain, [Double](repeating: 1, count: n))
        else {
            throw FinanceError(
                "circle of money", "flows", nil, mustBe: "such that some money leaves the circle",
                remedy: "give the players' end demand, funding or other spending")
        }
        var trips: [Double] = []
        for i in 0..<n {
            // Nᵢᵢ of N = (I - P)⁻¹ counts the visits of a dollar at i; 1 - 1/Nᵢᵢ is the chance that it returns.
            let unit = (0..<n).map { $0 == i ? 1.0 : 0.0 }
            let visits = LinearSystem.solve(plain, unit)?[i] ?? 1
            let spent = flows[i].reduce(0, +)
            trips.append(spent > 0 ? min((1 - 1 / visits) * income[i] / spent, 1) : 0)
        }
        self.income = income
        self.gap = gap
        outsideFunding = zip(funding, gap).map { $0 + $1 }
        endBacked = backed.map { max($0, 0) }
        roundTrip = trips
        self.multiplier = multiplier
        spectralRadius = MoneyCircle.radius(shares)
        cycles = MoneyCircle.cycles(flows)
    }

    /// By squaring (P + I)/2: its largest eigenvalue is (1 + ρ)/2, and it has no rivals of equal size.
    private static func radius(_ shares: [[Double]]) -> Double {
        let n = shares.count
        var vector = [Double](repeating: 1, count: n)
        var value = 0.0
        for _ in 0..<2000 {
            var next = vector
            for i in 0..<n {
                for j in 0..<n { next[i] += shares[i][j] * vector[j] }
                next[i] /= 2
            }
            let size = next.max() ?? 0
            guard size > 0 else { return 0 }
            vector = next.map { $0 / size }
            if (size - value).magnitude < 1e-15 { break }
            value = size
        }
        return max(2 * value - 1, 0)
    }

    private static func cycles(_ flows: [[Double]]) -> [Cycle] {
        let next = flows.map { row in row.indices.filter { row[$0] > 0 } }
        var found: [Cycle] = []
        func walk(_ trail: [Int], _ amount: Double) {
            guard let last = trail.last else { return }
            for player in next[last] where found.count < 10_000 {
                let least = min(amount, flows[last][player])
                if player == trail[0] {
                    if trail.count > 1 { found.append(Cycle(players: trail, amount: least)) }
                } else if player > trail[0], trail.count < 4, !trail.contains(player) {
                    walk(trail + [player], least)
                }
            }
        }
        for player in flows.indices { walk([player], .infinity) }
        let order = found.indices.sorted { a, b in
            found[a].amount != found[b].amount ? found[a].amount > found[b].amount : a < b
        }
        return order.map { found[$0] }
    }
}
