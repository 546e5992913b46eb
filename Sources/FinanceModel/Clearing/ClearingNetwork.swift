/// Who owes whom: nominal debts between players, what they own and owe outside, guarantees and stakes.
///
/// Players are numbered from 0, in errors from 1. Amounts are in one currency, due at one date. Debts of a player are
/// served pari passu, guarantee calls among them.
public struct ClearingNetwork: Hashable, Sendable {
    /// A promise to pay what a debtor does not pay to one creditor, up to a cap.
    public struct Guarantee: Hashable, Sendable {
        public var guarantor: Int
        public var debtor: Int
        public var creditor: Int
        /// In money, at least 0; may be infinite.
        public var cap: Double

        public init(guarantor: Int, debtor: Int, creditor: Int, cap: Double) {
            self.guarantor = guarantor
            self.debtor = debtor
            self.creditor = creditor
            self.cap = cap
        }
    }

    /// `liabilities[i][j]`: what i owes to j.
    public let liabilities: [[Double]]
    public let externalAssets: [Double]
    /// Owed to nobody in the network.
    public let externalLiabilities: [Double]
    public let guarantees: [Guarantee]
    /// `stakes[i][j]`: the share of j's equity that i holds; empty for none.
    public let stakes: [[Double]]
    /// α: the share of its external assets that a defaulting player realises.
    public let externalRecovery: Double
    /// β: the share of what the network pays to a defaulting player that reaches its creditors.
    public let networkRecovery: Double

    public var count: Int { externalAssets.count }

    /// - Throws: `FinanceError` for tables of the wrong shape, negative amounts, a debt or a guarantee of a player to
    ///   itself, recoveries outside [0, 1], or players owned to 100 % or more by the others.
    public init(
        liabilities: [[Double]], externalAssets: [Double], externalLiabilities: [Double]? = nil,
        guarantees: [Guarantee] = [], stakes: [[Double]] = [], externalRecovery: Double = 1,
        networkRecovery: Double = 1
    ) throws(FinanceError) {
        self.liabilities = liabilities
        self.externalAssets = externalAssets
        self.externalLiabilities = externalLiabilities ?? externalAssets.map { _ in 0 }
        self.guarantees = guarantees
        self.stakes = stakes
        self.externalRecovery = externalRecovery
        self.networkRecovery = networkRecovery
        try validate()
    }

    private func validate() throws(FinanceError) {
        let check = InputCheck("clearing network")
        let n = count
        try check.count("players", n, atLeast: 1)
        try check.count("external liabilities", externalLiabilities.count, equals: n, like: "the external assets")
        try check.square("liabilities", liabilities, n)
        if !stakes.isEmpty { try check.square("stakes", stakes, n) }
        for i in 0..<n {
            try check.notNegative("external assets[\(i + 1)]", externalAssets[i])
            try check.notNegative("external liabilities[\(i + 1)]", externalLiabilities[i])
            if liabilities[i][i] != 0 {
                throw FinanceError(
                    "clearing network", "liabilities[\(i + 1)][\(i + 1)]", liabilities[i][i], mustBe: "0",
                    remedy: "a player owes nothing to itself")
            }
            guard !stakes.isEmpty else { continue }
            let owned = stakes.reduce(0) { $0 + $1[i] }
            if !(owned < 1) {
                throw FinanceError(
                    "clearing network", "stakes in player \(i + 1)", owned, mustBe: "less than 1 in all",
                    remedy: "somebody outside the network must own a part of every player")
            }
        }
        try check.within("recovery of external assets", externalRecovery, 0...1)
        try check.within("recovery of network assets", networkRecovery, 0...1)
        for (index, g) in guarantees.enumerated() {
            let name = "guarantees[\(index + 1)]"
            for (role, player) in [("guarantor", g.guarantor), ("debtor", g.debtor), ("creditor", g.creditor)]
            where !(0..<n).contains(player) {
                throw FinanceError("clearing network", "\(name).\(role)", Double(player), mustBe: "a player of the network")
            }
            if !(g.cap >= 0) { throw FinanceError("clearing network", "\(name).cap", g.cap, mustBe: "at least 0") }
            // Paying somebody because oneself, or the payee, has failed is no guarantee.
            if g.guarantor == g.debtor || g.guarantor == g.creditor || g.debtor == g.creditor {
                throw FinanceError(
                    "clearing network", name, nil, mustBe: "between three different players")
            }
        }
    }

    /// What i owes in all, without calls on its guarantees.
    public func nominalLiabilities(of i: Int) -> Double {
        liabilities[i].reduce(externalLiabilities[i], +)
    }
}

extension InputCheck {
    /// n rows of n amounts that are not negative.
    func square(_ name: String, _ rows: [[Double]], _ n: Int) throws(FinanceError) {
        try count("rows of \(name)", rows.count, equals: n, like: "the players")
        for (i, row) in rows.enumerated() {
            try count("\(name)[\(i + 1)]", row.count, equals: n, like: "the players")
            for (j, x) in row.enumerated() { try notNegative("\(name)[\(i + 1)][\(j + 1)]", x) }
        }
    }
}
