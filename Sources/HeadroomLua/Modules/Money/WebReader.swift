import Diagnostics
import FinanceModel
import LuaVM
import Quantities

/// Reads the table of `network` and refuses what makes no sense, with names and figures.
struct WebReader {
    private let session: Session
    private let fields: PowerFields
    private var players: [PlayerObject] = []

    init(_ table: TableSnapshot, in session: Session) throws {
        self.session = session
        fields = try PowerFields(
            "network", table, known: ["obligations", "stakes", "guarantees", "recovery"], list: true, in: session)
        for (key, value) in table.entries {
            guard case .integer(let n) = key else { continue }
            if case .string(let name) = value {
                players.append(PlayerObject(name))
            } else if let player = try? session.object(value, PlayerObject.self) {
                players.append(player)
            } else {
                throw Diagnostic(
                    .wrongType, "network: entry \(n) must be a player", operands: [session.shown(value, name: nil)],
                    remedy: "write player \"name\" { ... }, or its name")
            }
            if players.dropLast().contains(where: { $0.name == players[players.count - 1].name }) {
                throw Diagnostic(
                    .duplicateName, "network: there are two players called \"\(players[players.count - 1].name)\"", remedy: "give each a name of its own")
            }
        }
        if players.isEmpty {
            throw Diagnostic(.missingField, "network needs players", remedy: "list them first: network { openai, nvidia, obligations = { ... } }")
        }
    }

    func web() throws -> WebObject {
        let obligations = try (fields.list("obligations") ?? []).enumerated().map { try obligation($0, $1) }
        let stakes = try (fields.list("stakes") ?? []).enumerated().map { try stake($0, $1) }
        let guarantees = try (fields.list("guarantees") ?? []).enumerated().map { try guarantee($0, $1, obligations) }
        var recovery = (outside: 1.0, network: 1.0)
        if case .table(let table)? = fields.table["recovery"] {
            let entry = try PowerFields("network: recovery", table, known: ["outside", "network"], in: session)
            recovery.outside = try entry.number("outside", "") ?? 1
            recovery.network = try entry.number("network", "") ?? 1
        }
        try checkStakes(stakes)
        try checkCircle(guarantees)
        let web = WebObject(
            players: players, obligations: obligations, stakes: stakes, guarantees: guarantees, outsideRecovery: recovery.outside,
            webRecovery: recovery.network)
        _ = try web.debts(lost: players.map { _ in 0 })
        return web
    }

    private func entry(_ what: String, _ value: LuaValue, known: [String]) throws -> PowerFields {
        guard case .table(let table) = value else {
            throw Diagnostic(.wrongType, "network: \(what) must be a table", operands: [session.shown(value, name: nil)], remedy: "write { \(known.joined(separator: " =, ")) = }")
        }
        return try PowerFields("network: \(what)", table, known: known, in: session)
    }

    private func money(_ name: String, _ entry: PowerFields) throws -> Double {
        let value = try entry.required(name, "USD")
        guard value >= 0 else {
            throw Diagnostic(
                .outOfRange, "\(entry.what): `\(name)` must be at least 0, not \(session.moneyText(value))",
                remedy: "who owes is `from`, who is owed is `to`; turn them round")
        }
        return value
    }

    /// The number of the player that a field names.
    private func player(_ name: String, _ entry: PowerFields, about amount: String = "") throws -> Int {
        guard let value = entry.table[name] else {
            throw Diagnostic(.missingField, "\(entry.what) needs `\(name)`", remedy: "give a player or its name")
        }
        let given: String
        if case .string(let text) = value {
            given = text
        } else if let object = try? session.object(value, PlayerObject.self) {
            given = object.name
        } else {
            throw Diagnostic(.wrongType, "\(entry.what): `\(name)` must be a player or its name", operands: [session.shown(value, name: name)])
        }
        if let index = players.firstIndex(where: { $0.name == given }) { return index }
        let names = players.map(\.name)
        throw Diagnostic(
            .unknownField, "\(entry.what): `\(name)` is \"\(given)\", who is not in the network\(amount)",
            remedy: (Suggestion.nearest(to: given, in: names).map { "did you mean \"\($0)\"? " } ?? "")
                + "list it among the players; leave `to` out for money owed outside")
    }

    private func obligation(_ index: Int, _ value: LuaValue) throws -> WebObject.Obligation {
        let fields = try entry(
            "obligation \(index + 1)", value, known: ["from", "to", "amount", "kind", "rank", "firm", "if_fails"])
        let amount = try money("amount", fields)
        let shown = ": \(session.moneyText(amount))"
        let from = try player("from", fields, about: shown)
        let to = fields.table["to"] == nil ? nil : try player("to", fields, about: shown)
        if let cause = fields.table["if_fails"] {
            throw Diagnostic(
                .outOfRange,
                "\(fields.what): \(players[from].name) would pay \(session.moneyText(amount)) because \(session.keyText(cause)) fails",
                notes: ["with debts that grow when another fails, payments may have no consistent solution"],
                remedy: "settle it one period later, as an obligation of its own; a guarantee of the debt itself is a `guarantees` entry")
        }
        if from == to {
            throw Diagnostic(.outOfRange, "\(fields.what): \(players[from].name) owes \(session.moneyText(amount)) to itself", remedy: "leave it out")
        }
        var rank = 0
        if let given = fields.table["rank"] { rank = try Kind.integer(0...63, "a whole number from 0 to 63").decode(given, session) }
        var isFirm = true
        if case .boolean(let truth)? = fields.table["firm"] { isFirm = truth }
        return .init(from: from, to: to, amount: amount, kind: try fields.text("kind") ?? "", rank: rank, isFirm: isFirm)
    }

    private func stake(_ index: Int, _ value: LuaValue) throws -> DebtWeb.Stake {
        let fields = try entry("stake \(index + 1)", value, known: ["holder", "company", "share"])
        guard let share = try fields.number("share", "") else {
            throw Diagnostic(.missingField, "\(fields.what) needs `share`", remedy: "give a share such as 27 * percent")
        }
        let (holder, company) = (try player("holder", fields), try player("company", fields))
        guard share >= 0, share <= 1 else {
            throw Diagnostic(
                .outOfRange, "\(fields.what): \(players[holder].name) can't hold \(Self.percent(share)) of \(players[company].name)",
                remedy: "give a share from 0 to 1, such as 27 * percent")
        }
        return .init(of: holder, in: company, share)
    }

    private func guarantee(_ index: Int, _ value: LuaValue, _ obligations: [WebObject.Obligation]) throws -> WebObject.Guarantee {
        let fields = try entry("guarantee \(index + 1)", value, known: ["by", "debtor", "creditor", "cap"])
        let (by, debtor, creditor) = (try player("by", fields), try player("debtor", fields), try player("creditor", fields))
        let cap = fields.table["cap"] == nil ? Double.infinity : try money("cap", fields)
        if by == debtor || by == creditor {
            throw Diagnostic(
                .outOfRange, "\(fields.what): \(players[by].name) can't stand behind \(by == debtor ? "its own debt" : "what it is owed itself")",
                remedy: "a guarantee is between three players")
        }
        if !obligations.contains(where: { $0.from == debtor && $0.to == creditor && $0.isFirm }) {
            throw Diagnostic(
                .outOfRange,
                "\(fields.what): \(players[debtor].name) owes \(players[creditor].name) nothing that \(players[by].name) could stand behind",
                remedy: "add the obligation, or name the debtor and creditor of one that there is")
        }
        return .init(by: by, debtor: debtor, creditor: creditor, cap: cap)
    }

    private func checkStakes(_ stakes: [DebtWeb.Stake]) throws {
        for (company, player) in players.enumerated() {
            let holders = stakes.filter { $0.company == company }
            let sum = holders.reduce(0) { $0 + $1.share }
            guard sum >= 1 else { continue }
            throw Diagnostic(
                .outOfRange, "network: \(Self.percent(sum)) of \(player.name) is held inside the network",
                operands: holders.map { .init(name: players[$0.holder].name, value: Self.percent($0.share)) },
                remedy: "somebody outside must hold a part of every player: stakes in one company must add up to less than 100 %")
        }
    }

    private func checkCircle(_ guarantees: [WebObject.Guarantee]) throws {
        func path(from start: Int, _ trail: [Int]) -> [Int]? {
            for g in guarantees where g.by == trail[trail.count - 1] {
                if g.debtor == start { return trail }
                if !trail.contains(g.debtor), let found = path(from: start, trail + [g.debtor]) { return found }
            }
            return nil
        }
        for player in players.indices {
            guard let circle = path(from: player, [player]) else { continue }
            let links = circle.indices.map { k -> Diagnostic.Operand in
                let (by, debtor) = (circle[k], circle[(k + 1) % circle.count])
                let cap = guarantees.filter { $0.by == by && $0.debtor == debtor }.reduce(0) { $0 + $1.cap }
                return .init(name: "\(players[by].name) for \(players[debtor].name)", value: cap.isFinite ? session.moneyText(cap) : "without a cap")
            }
            throw Diagnostic(
                .outOfRange, "network: \(circle.map { players[$0].name }.joined(separator: " and ")) guarantee each other in a circle",
                operands: links, remedy: "a promise that rests on itself is worth nothing; take one of them out")
        }
    }

    static func percent(_ share: Double) -> String {
        NumberFormat.g(share * 100, digits: 6) + " %"
    }
}
