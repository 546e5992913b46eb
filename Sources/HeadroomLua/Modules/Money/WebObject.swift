import Diagnostics
import FinanceModel
import LuaVM
import Quantities

/// `network { a, b, obligations = { ... }, ... }`: players and what they owe, own and promise each other. USD.
final class WebObject {
    struct Obligation {
        let from: Int
        let to: Int?
        let amount: Double
        let kind: String
        let rank: Int
        /// A letter of intent is not firm: it is paid or not, but nobody fails for it.
        let isFirm: Bool
    }

    struct Guarantee {
        let by: Int
        let debtor: Int
        let creditor: Int
        let cap: Double
    }

    let players: [PlayerObject]
    let obligations: [Obligation]
    let stakes: [DebtWeb.Stake]
    let guarantees: [Guarantee]
    let outsideRecovery: Double
    let webRecovery: Double

    init(
        players: [PlayerObject], obligations: [Obligation], stakes: [DebtWeb.Stake], guarantees: [Guarantee],
        outsideRecovery: Double, webRecovery: Double
    ) {
        self.players = players
        self.obligations = obligations
        self.stakes = stakes
        self.guarantees = guarantees
        self.outsideRecovery = outsideRecovery
        self.webRecovery = webRecovery
    }

    func name(_ player: Int) -> String { players[player].name }

    /// The debts to settle when players lose shares of what they get from outside.
    ///
    /// - Parameter lost: per player, in USD; at most its end demand and funding.
    func debts(lost: [Double]) throws -> DebtWeb {
        var debts = obligations.filter(\.isFirm).map {
            DebtWeb.Debt(from: $0.from, to: $0.to, $0.amount, rank: $0.rank)
        }
        for (i, player) in players.enumerated() where player.owes > 0 { debts.append(.init(from: i, to: nil, player.owes)) }
        var promises: [DebtWeb.Guarantee] = []
        for g in guarantees {
            // One cap for all that a debtor owes a creditor: shared out by amount.
            let covered = debts.indices.filter { debts[$0].debtor == g.debtor && debts[$0].creditor == g.creditor }
            let total = covered.reduce(0) { $0 + debts[$1].amount }
            for index in covered where total > 0 {
                promises.append(.init(by: g.by, of: index, cap: g.cap.isFinite ? g.cap * debts[index].amount / total : .infinity))
            }
        }
        let outside = zip(players, lost).map { max($0.endDemand + $0.funding - $1, 0) + $0.cash }
        return try DebtWeb(
            outside: outside, debts: debts, guarantees: promises, stakes: stakes, outsideRecovery: outsideRecovery,
            webRecovery: webRecovery)
    }

    func text(in session: Session) -> String {
        let total = obligations.reduce(0) { $0 + $1.amount }
        return "network of \(players.count) players: \(obligations.count) obligations of \(session.moneyText(total)) in all, "
            + "\(stakes.count) stakes, \(guarantees.count) guarantees"
    }
}

extension ObjectType {
    static let web = ObjectType(
        "web", "Players and what they owe, own and promise each other.", methods: [.webClear, .webCircularity, .webDebtRank])
}

extension Function {
    static let network = Function.declare(
        "network", "Declares who owes whom, who owns whom, and who stands behind whom."
    ) { f in
        let table = f.parameter(
            "web", .table("{ players, obligations = { ... }, stakes = { ... }, guarantees = { ... } }"),
            "The players in a list (of `player`, or names), and beside them `obligations`: { from =, to =, amount =, kind =, rank = 0, "
                + "firm = true }, without `to` owed outside; `stakes`: { holder =, company =, share = }; `guarantees`: { by =, "
                + "debtor =, creditor =, cap = }; `recovery`: { outside = 1, network = 1 }, the shares of a failed player's outside and "
                + "network assets that reach its creditors.")
        f.returns(annotation: "headroom.web", "For `web:clear`, `web:circularity`.")
        f.details(
            "Amounts are of one period, due in it. Debts of a lower rank are served first, equal ranks pari passu. What is not firm "
                + "(a letter of intent) counts in `circularity` but does not make anybody fail.")
        f.example(WebObject.example + "print(web)", prints: "network of 3 players: 3 obligations of 70 BUSD in all, 1 stakes, 1 guarantees")
        return { a, i in [i.session.vm.makeObject(try WebReader(a[table], in: i.session).web(), type: i.session.types.web)] }
    }
}

extension WebObject {
    static let example = """
        local web = network {
          player "lab" { end_demand = 20 * BUSD, funding = 20 * BUSD }, player "cloud" { end_demand = 5 * BUSD, cash = 5 * BUSD },
          player "chips" { end_demand = 10 * BUSD, cash = 20 * BUSD },
          obligations = {
            { from = "lab", to = "cloud", amount = 35 * BUSD, kind = "cloud" },
            { from = "cloud", to = "chips", amount = 25 * BUSD, kind = "chips" },
            { from = "chips", to = "lab", amount = 10 * BUSD, kind = "equity", firm = false },
          },
          stakes = { { holder = "chips", company = "lab", share = 10 * percent } },
          guarantees = { { by = "chips", debtor = "lab", creditor = "cloud", cap = 4 * BUSD } },
        }

        """
}
