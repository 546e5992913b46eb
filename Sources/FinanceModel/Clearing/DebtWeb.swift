/// Who owes whom among many players: single debts with a seniority, instead of the full table of `ClearingNetwork`.
///
/// Players are numbered from 0, in errors from 1. Amounts are in one currency, due at one date. Each player serves its
/// debts in the order of their ranks (Elsinger 2009), those of one rank pari passu. Meant for up to millions of debts.
public struct DebtWeb: Hashable, Sendable {
    /// An amount that one player owes another, or somebody outside.
    public struct Debt: Hashable, Sendable {
        public var debtor: Int
        /// Nil: owed to nobody in the web.
        public var creditor: Int?
        /// In money, at least 0.
        public var amount: Double
        /// 0 is served first.
        public var rank: Int

        public init(from debtor: Int, to creditor: Int?, _ amount: Double, rank: Int = 0) {
            self.debtor = debtor
            self.creditor = creditor
            self.amount = amount
            self.rank = rank
        }
    }

    /// A promise to pay what a debt does not get, up to a cap.
    public struct Guarantee: Hashable, Sendable {
        public var guarantor: Int
        /// Index of the debt; it must have a creditor.
        public var debt: Int
        /// In money, at least 0; may be infinite.
        public var cap: Double
        /// The seniority of calls among the guarantor's own debts.
        public var rank: Int

        public init(by guarantor: Int, of debt: Int, cap: Double = .infinity, rank: Int = 0) {
            self.guarantor = guarantor
            self.debt = debt
            self.cap = cap
            self.rank = rank
        }
    }

    /// A share of the equity of one player that another holds.
    public struct Stake: Hashable, Sendable {
        public var holder: Int
        public var company: Int
        /// In [0, 1]; all stakes in one company below 1.
        public var share: Double

        public init(of holder: Int, in company: Int, _ share: Double) {
            self.holder = holder
            self.company = company
            self.share = share
        }
    }

    /// What each player owns that nobody in the web owes it.
    public let outside: [Double]
    public let debts: [Debt]
    public let guarantees: [Guarantee]
    public let stakes: [Stake]
    /// α: the share of what is outside that a defaulting player realises.
    public let outsideRecovery: Double
    /// β: the share of what the web pays to a defaulting player that reaches its creditors.
    public let webRecovery: Double
    /// One more than the largest rank.
    public let ranks: Int

    public var count: Int { outside.count }

    /// - Throws: `FinanceError` for players that do not exist, amounts out of range, debts of a player to itself, players
    ///   owned to 100 % or more by the others, or guarantees in a circle (A for B, B for A).
    public init(
        outside: [Double], debts: [Debt], guarantees: [Guarantee] = [], stakes: [Stake] = [],
        outsideRecovery: Double = 1, webRecovery: Double = 1
    ) throws(FinanceError) {
        self.outside = outside
        self.debts = debts
        self.guarantees = guarantees
        self.stakes = stakes
        self.outsideRecovery = outsideRecovery
        self.webRecovery = webRecovery
        ranks = 1 + max(debts.reduce(0) { max($0, $1.rank) }, guarantees.reduce(0) { max($0, $1.rank) })
        try validate()
    }

    private func validate() throws(FinanceError) {
        let subject = "web of debts"
        let check = InputCheck(subject)
        try check.count("players", count, atLeast: 1)
        for i in 0..<count { try check.notNegative("outside[\(i + 1)]", outside[i]) }
        try check.within("recovery outside", outsideRecovery, 0...1)
        try check.within("recovery in the web", webRecovery, 0...1)
        func player(_ name: String, _ index: Int) throws(FinanceError) {
            if !(0..<count).contains(index) { throw FinanceError(subject, name, Double(index + 1), mustBe: "a player of the web") }
        }
        for (n, debt) in debts.enumerated() {
            let name = "debts[\(n + 1)]"
            try player("\(name).debtor", debt.debtor)
            if let creditor = debt.creditor { try player("\(name).creditor", creditor) }
            try check.notNegative("\(name).amount", debt.amount)
            if debt.creditor == debt.debtor {
                throw FinanceError(subject, name, debt.amount, mustBe: "between two players", remedy: "a player owes nothing to itself")
            }
            if !(0..<64).contains(debt.rank) { throw FinanceError(subject, "\(name).rank", Double(debt.rank), mustBe: "from 0 to 63") }
        }
        for (n, guarantee) in guarantees.enumerated() {
            let name = "guarantees[\(n + 1)]"
            try player("\(name).guarantor", guarantee.guarantor)
            guard debts.indices.contains(guarantee.debt), let creditor = debts[guarantee.debt].creditor else {
                throw FinanceError(subject, "\(name).debt", Double(guarantee.debt + 1), mustBe: "a debt to a player of the web")
            }
            if !(guarantee.cap >= 0) { throw FinanceError(subject, "\(name).cap", guarantee.cap, mustBe: "at least 0") }
            if !(0..<64).contains(guarantee.rank) { throw FinanceError(subject, "\(name).rank", Double(guarantee.rank), mustBe: "from 0 to 63") }
            if guarantee.guarantor == creditor || guarantee.guarantor == debts[guarantee.debt].debtor {
                throw FinanceError(subject, name, nil, mustBe: "between three different players")
            }
        }
        if let circle = guaranteeCircle() {
            throw FinanceError(
                subject, "guarantees", nil,
                mustBe: "without circles, but players \(circle.map { "\($0 + 1)" }.joined(separator: ", ")) guarantee each other",
                remedy: "a promise that rests on itself is worth nothing; take one out")
        }
        var owned = [Double](repeating: 0, count: count)
        for (n, stake) in stakes.enumerated() {
            try player("stakes[\(n + 1)].holder", stake.holder)
            try player("stakes[\(n + 1)].company", stake.company)
            try check.within("stakes[\(n + 1)].share", stake.share, 0...1)
            owned[stake.company] += stake.share
        }
        for i in 0..<count where !(owned[i] < 1) {
            throw FinanceError(
                subject, "stakes in player \(i + 1)", owned[i], mustBe: "less than 1 in all",
                remedy: "somebody outside must own a part of every player")
        }
    }

    /// Players each of whom guarantees debts of the next, the last those of the first; nil if there is no such circle.
    public func guaranteeCircle() -> [Int]? {
        var next = [[Int]](repeating: [], count: count)
        for g in guarantees where debts.indices.contains(g.debt) { next[g.guarantor].append(debts[g.debt].debtor) }
        var state = [UInt8](repeating: 0, count: count)
        for root in 0..<count where state[root] == 0 && !next[root].isEmpty {
            var trail = [(player: root, place: 0)]
            state[root] = 1
            while let top = trail.last {
                guard top.place < next[top.player].count else {
                    state[top.player] = 2
                    trail.removeLast()
                    continue
                }
                trail[trail.count - 1].place += 1
                let player = next[top.player][top.place]
                if state[player] == 1 {
                    let from = trail.firstIndex { $0.player == player } ?? 0
                    return trail[from...].map(\.player)
                }
                if state[player] == 0 {
                    state[player] = 1
                    trail.append((player, 0))
                }
            }
        }
        return nil
    }
}
