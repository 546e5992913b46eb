/// How a web of debts settles: the greatest (or least) payments at which all books agree.
///
/// The map of `ClearingVector`, with a recovery per player and rank: what a player has is paid out rank by rank, each in
/// full before the next gets anything. It rises with all rates and equities, so working off the players whose inputs have
/// changed, from full payment downwards or from nothing upwards, ends at the greatest or the least solution (Tarski; any
/// order of the players leads there). Cost: one visit of the debts of a player each time something that it gets changes.
///
/// ```swift
/// let settled = try WebSettlement(web)
/// settled.paid[3]   // what debt 3 gets from its debtor
/// ```
public struct WebSettlement: Hashable, Sendable {
    /// Per debt, what its debtor pays on it.
    public let paid: [Double]
    /// Per guarantee, what is asked for, and what is paid.
    public let calls: [Double]
    public let callsPaid: [Double]
    /// Per player, everything it owns and receives, before default costs.
    public let assets: [Double]
    /// Per player, all debts and calls.
    public let owed: [Double]
    /// Per player, what its owners are left with; stakes counted at every holder.
    public let equity: [Double]
    /// Per player, the share of what it owes that it pays; 1 for one that owes nothing.
    public let recovery: [Double]
    public let isInDefault: [Bool]
    /// Per player, how much it pays in all.
    public var payments: [Double] { zip(recovery, owed).map { $0 * $1 } }

    /// - Parameter mayFail: players that count as paying in full whatever they have are false here; nil for none.
    /// - Throws: `FinanceError` if nothing settles in ten thousand visits of each player on the average.
    public init(
        _ web: DebtWeb, _ extreme: ClearingVector.Extreme = .greatest, mayFail: [Bool]? = nil
    ) throws(FinanceError) {
        let books = WebBooks(web)
        let (n, ranks) = (web.count, web.ranks)
        let isGreatest = extreme == .greatest
        var rate = [Double](repeating: isGreatest ? 1 : 0, count: n * ranks)
        var equity = [Double](repeating: isGreatest ? books.topEquity : 0, count: n)
        if let mayFail {
            for i in 0..<n where !mayFail[i] { for k in 0..<ranks { rate[i * ranks + k] = 1 } }
        }
        var isWaiting = [Bool](repeating: true, count: n)
        var queue = Array(0..<n)
        var head = 0
        var visits = 0
        var due = [Double](repeating: 0, count: ranks)
        while head < queue.count {
            let i = queue[head]
            head += 1
            if head == 4096 {
                queue.removeFirst(head)
                head = 0
            }
            isWaiting[i] = false
            visits += 1
            if visits > 10_000 * n + 1_000_000 {
                throw FinanceError(
                    "web of debts", "visits without an end", Double(visits), mustBe: "settled",
                    remedy: "a closed circle of debts with no outside money has no determined payments")
            }
            let incoming = books.incoming(i, rate, equity)
            let assets = web.outside[i] + incoming
            let owed = books.due(i, rate, &due)
            var hasChanged = false
            if !books.stakesIn.isEmpty {
                let left = max(assets - owed, 0)
                // Below a rounding of the sums nothing moves any more: without this a long tail of halvings would be walked.
                if (left - equity[i]).magnitude > 1e-15 * max(assets, owed) {
                    equity[i] = left
                    for s in books.stakesIn[i] {
                        let holder = web.stakes[s].holder
                        if !isWaiting[holder] {
                            isWaiting[holder] = true
                            queue.append(holder)
                        }
                    }
                }
            }
            if mayFail?[i] == false { continue }
            var rest = Double.infinity
            if assets < owed * (1 - 1e-13) {
                rest = min(web.outsideRecovery * web.outside[i] + web.webRecovery * incoming, owed)
            }
            for k in 0..<ranks {
                let share = due[k] <= rest || due[k] == 0 ? 1 : max(rest, 0) / due[k]
                rest -= due[k]
                if (share - rate[i * ranks + k]).magnitude > 1e-16 {
                    rate[i * ranks + k] = share
                    hasChanged = true
                }
            }
            guard hasChanged else { continue }
            for place in books.outRange(i) {
                let player = books.touched[place]
                if player >= 0, !isWaiting[player] {
                    isWaiting[player] = true
                    queue.append(player)
                }
            }
        }
        paid = web.debts.map { rate[$0.debtor * ranks + $0.rank] * $0.amount }
        let calls = web.guarantees.map { books.call($0, rate) }
        self.calls = calls
        callsPaid = zip(web.guarantees, calls).map { rate[$0.guarantor * ranks + $0.rank] * $1 }
        var (assets, owed, recovery) = ([Double](), [Double](), [Double]())
        for i in 0..<n {
            assets.append(web.outside[i] + books.incoming(i, rate, equity))
            owed.append(books.due(i, rate, &due))
            var pays = 0.0
            for k in 0..<ranks { pays += rate[i * ranks + k] * due[k] }
            recovery.append(owed[i] > 0 ? min(pays / owed[i], 1) : 1)
        }
        self.assets = assets
        self.owed = owed
        self.recovery = recovery
        self.equity = zip(assets, owed).map { max($0 - $1, 0) }
        isInDefault = (0..<n).map { i in (0..<ranks).contains { rate[i * ranks + $0] < 1 } }
    }

    /// Whether the greatest and the least solution pay the same, to 1e-9 of what is owed.
    public static func isUnique(_ web: DebtWeb) throws(FinanceError) -> Bool {
        let (greatest, least) = (try WebSettlement(web), try WebSettlement(web, .least))
        return zip(greatest.recovery, least.recovery).allSatisfy { $0 - $1 <= 1e-9 }
    }

    /// Who fails first if all others pay in full (wave 1), who because of those, and so on; nil for who does not fail.
    ///
    /// The fictitious default algorithm of Eisenberg and Noe (2001), each wave settled with the failures so far.
    public static func waves(_ web: DebtWeb) throws(FinanceError) -> [Int?] {
        var wave = [Int?](repeating: nil, count: web.count)
        for number in 1...max(web.count, 1) {
            let settled = try WebSettlement(web, mayFail: wave.map { $0 != nil })
            var hasNew = false
            for i in 0..<web.count where wave[i] == nil && settled.assets[i] < settled.owed[i] * (1 - 1e-13) {
                wave[i] = number
                hasNew = true
            }
            if !hasNew { break }
        }
        return wave
    }
}

/// A web of debts laid out by player.
struct WebBooks {
    let web: DebtWeb
    /// Debts by creditor and by debtor: where each player's begin among the sorted ones.
    private let inStart: [Int]
    private let inDebts: [Int]
    private let outStart: [Int]
    /// Players to visit again when a player's rates change: creditors and guarantors, -1 outside.
    let touched: [Int]
    private let dueByRank: [Double]
    private let given: [[Int]]
    private let received: [[Int]]
    let stakesIn: [[Int]]
    private let stakesOf: [[Int]]
    /// No player's equity can be larger.
    let topEquity: Double

    init(_ web: DebtWeb) {
        self.web = web
        let (n, ranks) = (web.count, web.ranks)
        var dueByRank = [Double](repeating: 0, count: n * ranks)
        for debt in web.debts { dueByRank[debt.debtor * ranks + debt.rank] += debt.amount }
        self.dueByRank = dueByRank
        let owing = web.debts.indices.filter { web.debts[$0].creditor != nil }
        (inStart, inDebts) = WebBooks.grouped(owing, n) { web.debts[$0].creditor ?? 0 }
        // Calls reach the guarantor (who owes more) and the creditor of every debt that it has guaranteed.
        var links: [(Int, Int)] = web.debts.map { ($0.debtor, $0.creditor ?? -1) }
        for g in web.guarantees {
            links.append((web.debts[g.debt].debtor, g.guarantor))
            links.append((g.guarantor, web.debts[g.debt].creditor ?? -1))
        }
        let (starts, order) = WebBooks.grouped(Array(links.indices), n) { links[$0].0 }
        outStart = starts
        touched = order.map { links[$0].1 }
        if web.guarantees.isEmpty {
            (given, received) = ([], [])
        } else {
            var (given, received) = ([[Int]](repeating: [], count: n), [[Int]](repeating: [], count: n))
            for (index, g) in web.guarantees.enumerated() {
                given[g.guarantor].append(index)
                if let creditor = web.debts[g.debt].creditor { received[creditor].append(index) }
            }
            (self.given, self.received) = (given, received)
        }
        if web.stakes.isEmpty {
            (stakesIn, stakesOf, topEquity) = ([], [], 0)
        } else {
            var (stakesIn, stakesOf) = ([[Int]](repeating: [], count: n), [[Int]](repeating: [], count: n))
            var owned = [Double](repeating: 0, count: n)
            for (index, s) in web.stakes.enumerated() {
                stakesIn[s.company].append(index)
                stakesOf[s.holder].append(index)
                owned[s.company] += s.share
            }
            (self.stakesIn, self.stakesOf) = (stakesIn, stakesOf)
            // ΣE <= all that comes in + the largest share held inside × ΣE.
            let income = web.outside.reduce(0, +) + 2 * web.debts.reduce(0) { $0 + $1.amount }
            topEquity = income / (1 - (owned.max() ?? 0)) * (1 + 1e-12)
        }
    }

    private static func grouped(_ items: [Int], _ n: Int, _ key: (Int) -> Int) -> (starts: [Int], order: [Int]) {
        var starts = [Int](repeating: 0, count: n + 1)
        for item in items { starts[key(item) + 1] += 1 }
        for i in 0..<n { starts[i + 1] += starts[i] }
        var next = starts
        var order = [Int](repeating: 0, count: items.count)
        for item in items {
            order[next[key(item)]] = item
            next[key(item)] += 1
        }
        return (starts, order)
    }

    func outRange(_ i: Int) -> Range<Int> { outStart[i]..<outStart[i + 1] }

    func call(_ g: DebtWeb.Guarantee, _ rate: [Double]) -> Double {
        let debt = web.debts[g.debt]
        return min(g.cap, (1 - rate[debt.debtor * web.ranks + debt.rank]) * debt.amount)
    }

    /// What the web pays to player i: its debtors, guarantors of its debtors, and its stakes.
    func incoming(_ i: Int, _ rate: [Double], _ equity: [Double]) -> Double {
        let ranks = web.ranks
        var sum = 0.0
        for place in inStart[i]..<inStart[i + 1] {
            let debt = web.debts[inDebts[place]]
            sum += rate[debt.debtor * ranks + debt.rank] * debt.amount
        }
        if !received.isEmpty {
            for index in received[i] {
                let g = web.guarantees[index]
                sum += rate[g.guarantor * ranks + g.rank] * call(g, rate)
            }
        }
        if !stakesOf.isEmpty {
            for index in stakesOf[i] { sum += web.stakes[index].share * equity[web.stakes[index].company] }
        }
        return sum
    }

    /// What player i owes by rank, calls included, and in all.
    func due(_ i: Int, _ rate: [Double], _ due: inout [Double]) -> Double {
        let ranks = web.ranks
        for k in 0..<ranks { due[k] = dueByRank[i * ranks + k] }
        if !given.isEmpty {
            for index in given[i] { due[web.guarantees[index].rank] += call(web.guarantees[index], rate) }
        }
        return due.reduce(0, +)
    }
}
