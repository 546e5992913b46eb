import Diagnostics
import FinanceModel
import LuaVM
import Quantities
import Reporting

/// Money in tables: one unit for all cells, two decimals.
struct MoneyUnit {
    let name: String
    private let size: Double

    init(for amounts: [Double]) {
        let largest = amounts.reduce(0) { max($0, $1.magnitude) }
        (name, size) = largest >= 1e9 ? ("BUSD", 1e9) : largest >= 1e6 ? ("MUSD", 1e6) : ("USD", 1)
    }

    /// Empty below half of the last digit.
    func cell(_ x: Double) -> String {
        let cents = (x / size * 100).rounded()
        guard cents != 0, cents.magnitude < 1e15 else { return "" }
        let whole = Int(cents.magnitude)
        let rest = whole % 100
        return "\(cents < 0 ? "-" : "")\(whole / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    func text(_ x: Double) -> String { "\(cell(x).isEmpty ? "0" : cell(x)) \(name)" }
}

extension Session {
    /// An amount of USD for a sentence: up to six digits, no zeros behind them.
    func moneyText(_ x: Double) -> String {
        for (name, size) in [("BUSD", 1e9), ("MUSD", 1e6), ("kUSD", 1e3)] where x.magnitude >= size {
            return "\(NumberFormat.g(x / size, digits: 6)) \(name)"
        }
        return "\(NumberFormat.g(x, digits: 6)) USD"
    }
}

/// `web:clear { shock = ... }`
final class ClearingObject {
    let web: WebObject
    let debts: DebtWeb
    let lost: [Double]
    let settled: WebSettlement
    let least: WebSettlement
    let before: WebSettlement
    let waves: [Int?]

    init(_ web: WebObject, lost: [Double]) throws {
        self.web = web
        self.lost = lost
        debts = try web.debts(lost: lost)
        settled = try WebSettlement(debts)
        least = try WebSettlement(debts, .least)
        before = try WebSettlement(try web.debts(lost: web.players.map { _ in 0 }))
        waves = try WebSettlement.waves(debts)
    }

    var isUnique: Bool { zip(settled.recovery, least.recovery).allSatisfy { $0 - $1 <= 1e-9 } }
    var failed: [Int] {
        web.players.indices.filter { settled.isInDefault[$0] }.sorted { (waves[$0] ?? 0, $0) < (waves[$1] ?? 0, $1) }
    }

    func text(in session: Session) -> String {
        let unit = MoneyUnit(for: settled.assets + settled.owed)
        func money(_ x: Double) -> String { unit.cell(x) }
        var lines = "settlement of \(web.players.count) players"
        let shocks = web.players.indices.filter { lost[$0] > 0 }.map { "\(web.name($0)) loses \(MoneyUnit(for: [lost[$0]]).text(lost[$0]))" }
        if !shocks.isEmpty { lines += " after a shock: " + shocks.joined(separator: ", ") }
        lines += "\n"
        var table = TextTable([
            .init("\(unit.name)"), .init("has", .decimal), .init("owes", .decimal), .init("pays", .decimal), .init("of it", .right),
            .init("left", .decimal), .init("lost by the shock", .decimal), .init("fails", .left),
        ])
        for i in web.players.indices {
            let fate = settled.isInDefault[i] ? waves[i].map { $0 == 1 ? "first" : "in wave \($0)" } ?? "yes" : ""
            table.append([
                web.name(i), money(settled.assets[i]), money(settled.owed[i]), money(settled.payments[i]),
                settled.owed[i] > 0 ? NumberText.percent(settled.recovery[i]) : "", money(settled.equity[i]),
                money(before.equity[i] - settled.equity[i]), fate,
            ])
        }
        lines += table.text()
        let already = web.players.indices.filter { before.isInDefault[$0] }.map { web.name($0) }
        if !already.isEmpty, lost.contains(where: { $0 > 0 }) { lines += "even without the shock can't pay in full: \(already.joined(separator: ", "))\n" }
        let unpaid = zip(debts.debts, settled.paid).reduce(0) { $0 + $1.0.amount - $1.1 }
        let fails = failed.count
        lines += fails == 0 ? "everybody pays in full\n" : "\(fails) of \(web.players.count) fail; \(unit.text(unpaid)) of debts stay unpaid\n"
        for (index, g) in debts.guarantees.enumerated() where settled.calls[index] > 0 {
            let debt = debts.debts[g.debt]
            lines += "\(web.name(g.guarantor)) is called for \(unit.text(settled.calls[index])) of what \(web.name(debt.debtor)) owes "
            lines += "\(debt.creditor.map { web.name($0) } ?? "outside") and pays \(settled.callsPaid[index] > 0 ? unit.text(settled.callsPaid[index]) : "nothing")\n"
        }
        if isUnique {
            lines += "the solution is the only one\n"
        } else {
            let worst = web.players.indices.filter { settled.recovery[$0] - least.recovery[$0] > 1e-9 }
            lines += "not the only solution: this is the greatest; in the least, "
            lines += worst.map { "\(web.name($0)) pays \(NumberText.percent(least.recovery[$0]))" }.joined(separator: ", ") + "\n"
        }
        return lines
    }

    func entry(_ i: Int, in s: Session) throws -> LuaValue {
        .table(
            TableSnapshot(fields: [
                ("has", try s.quantity(settled.assets[i], "USD")), ("owes", try s.quantity(settled.owed[i], "USD")),
                ("pays", try s.quantity(settled.payments[i], "USD")), ("recovery", .number(settled.recovery[i])),
                ("least_recovery", .number(least.recovery[i])), ("left", try s.quantity(settled.equity[i], "USD")),
                ("lost", try s.quantity(before.equity[i] - settled.equity[i], "USD")), ("failed", .boolean(settled.isInDefault[i])),
                ("wave", waves[i].map { .integer(Int64($0)) } ?? .nil),
            ]))
    }
}

extension WebObject {
    func player(_ value: LuaValue, in session: Session, for what: String) throws -> Int {
        var given = session.keyText(value)
        if let object = try? session.object(value, PlayerObject.self) { given = object.name }
        if let index = players.firstIndex(where: { $0.name == given }) { return index }
        let names = players.map(\.name)
        throw Diagnostic(
            .unknownField, "\(what): there is no player \"\(given)\" in the network",
            remedy: (Suggestion.nearest(to: given, in: names).map { "did you mean \"\($0)\"? " } ?? "") + "there are \(names.joined(separator: ", "))")
    }

    /// What each player loses, in USD: a share of its end demand and funding, or an amount.
    func losses(_ shock: TableSnapshot?, in session: Session, for what: String) throws -> [Double] {
        var lost = players.map { _ in 0.0 }
        for (key, value) in shock?.entries ?? [] {
            let i = try player(key, in: session, for: what)
            let all = players[i].endDemand + players[i].funding
            guard let operand = session.operand(value), operand.certain != nil else {
                throw Diagnostic(
                    .wrongType, "\(what): the shock to \(name(i)) must be a share or an amount", operands: [session.shown(value, name: name(i))],
                    remedy: "give 0.4 for 40 % of what it gets from outside, or 3 * BUSD")
            }
            if operand.isPlain {
                let share = try session.magnitude(operand, "", of: "\(what): the shock to \(name(i))")
                guard (0...1).contains(share) else {
                    throw Diagnostic(.outOfRange, "\(what): \(name(i)) can't lose \(WebReader.percent(share)) of what it gets", remedy: "give a share from 0 to 1, or an amount of money")
                }
                lost[i] = share * all
            } else {
                lost[i] = try session.magnitude(operand, "USD", of: "\(what): the shock to \(name(i))")
                guard lost[i] >= 0, lost[i] <= all * (1 + 1e-12) else {
                    throw Diagnostic(
                        .outOfRange, "\(what): \(name(i)) can't lose \(session.moneyText(lost[i])) of the \(session.moneyText(all)) that it gets from outside",
                        remedy: "lower it, or declare more end_demand or funding")
                }
            }
        }
        return lost
    }
}

extension ObjectType {
    static let clearing = ObjectType(
        "clearing",
        "How a network settles; `c.openai` (or `c[\"core scientific\"]`) has `has`, `owes`, `pays`, `recovery`, `least_recovery`, `left`, `lost`, `failed` and `wave`.",
        fields: [
            Field("unique", annotation: "boolean", "Whether greatest and least solution agree.") { value, s in
                .boolean(try s.object(value, ClearingObject.self).isUnique)
            },
            Field("failures", annotation: "string[]", "Who fails, those first that fail first.") { value, s in
                let c = try s.object(value, ClearingObject.self)
                return .table(TableSnapshot(list: c.failed.map { .string(c.web.name($0)) }))
            },
            Field("unpaid", annotation: "headroom.quantity", "Debts that stay unpaid.") { value, s in
                let c = try s.object(value, ClearingObject.self)
                return try s.quantity(zip(c.debts.debts, c.settled.paid).reduce(0) { $0 + $1.0.amount - $1.1 }, "USD")
            },
        ],
        methods: [
            .declare("paid", "What one player pays another in the settlement.") { f in
                let from = f.parameter("from", .any, "A player or its name.")
                let to = f.parameter("to", .any, "A player or its name.")
                f.returns(annotation: "headroom.quantity", "On all obligations between them, without guarantee calls.")
                f.example(WebObject.example + #"print(web:clear { shock = { lab = 0.5 } }:paid("lab", "cloud"))"#, prints: "20 BUSD")
                return { a, i in
                    let c = try i.session.object(i.receiver, ClearingObject.self)
                    let (from, to) = (try c.web.player(a[from], in: i.session, for: "paid"), try c.web.player(a[to], in: i.session, for: "paid"))
                    let sum = zip(c.debts.debts, c.settled.paid).reduce(0) { $1.0.debtor == from && $1.0.creditor == to ? $0 + $1.1 : $0 }
                    return [try i.session.quantity(sum / 1e9, "BUSD")]
                }
            }
        ])
}

extension Function {
    static let webClear = Function.declare("clear", "Who pays whom what, and who fails: the greatest solution, and whether it is the only one.", style: .named) { f in
        let shock = f.optional(
            "shock", .table("{ openai = 0.4 }", annotation: "table<string, number|headroom.quantity>"),
            "By player, the share of end demand and funding that it loses, or the amount.")
        f.returns(annotation: "headroom.clearing", "`print` shows it; `c.openai.recovery` and so on.")
        f.example(WebObject.example + #"print(web:clear { shock = { lab = 0.5 } }.failures[1])"#, prints: "lab")
        return { a, i in
            let web = try i.session.object(i.receiver, WebObject.self)
            let lost = try web.losses(a[shock], in: i.session, for: "clear")
            return [i.session.vm.makeObject(try ClearingObject(web, lost: lost), type: i.session.types.clearing)]
        }
    }

    static let webDebtRank = Function.declare(
        "debt_rank", "How much of each player's equity is lost before anybody fails, as losses are passed on in proportion.", style: .named
    ) { f in
        let shock = f.parameter("shock", .table("{ openai = 0.4 }", annotation: "table<string, number|headroom.quantity>"), "As for `clear`.")
        f.returns(annotation: "table<string, number>", "Per player the share of equity lost; `system` is that of all.")
        f.details("Linear DebtRank (Bardoscia et al. 2015) over debts and stakes, for comparison with `clear`; players without equity before the shock are left out.")
        f.example(WebObject.example + #"print(web:debt_rank { shock = { lab = 0.05 } }.lab)"#)
        return { a, i in
            let s = i.session
            let web = try s.object(i.receiver, WebObject.self)
            let lost = try web.losses(a[shock], in: s, for: "debt_rank")
            let before = try WebSettlement(try web.debts(lost: web.players.map { _ in 0 }))
            let alive = web.players.indices.filter { before.equity[$0] > 0 }
            guard !alive.isEmpty else { throw Diagnostic(.outOfRange, "debt_rank: no player has equity before the shock", remedy: "declare what they have") }
            let exposures = alive.map { i in
                alive.map { j in
                    web.obligations.reduce(0) { $1.isFirm && $1.from == j && $1.to == i ? $0 + $1.amount : $0 }
                        + web.stakes.reduce(0) { $1.holder == i && $1.company == j ? $0 + $1.share * before.equity[j] : $0 }
                }
            }
            let rank = try DebtRank(
                exposures: exposures, equity: alive.map { before.equity[$0] },
                shock: alive.map { min(lost[$0] / before.equity[$0], 1) })
            return [
                .table(
                    TableSnapshot(
                        fields: zip(alive, rank.losses).map { (web.name($0), .number($1)) } + [("system", .number(rank.systemLoss))]))
            ]
        }
    }
}
