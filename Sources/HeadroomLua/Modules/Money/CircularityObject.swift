import Diagnostics
import FinanceModel
import LuaVM
import Quantities
import Reporting

/// `web:circularity()`
final class CircularityObject {
    let web: WebObject
    let circle: MoneyCircle

    init(_ web: WebObject) throws {
        self.web = web
        var flows = web.players.map { _ in web.players.map { _ in 0.0 } }
        for o in web.obligations {
            if let to = o.to { flows[o.from][to] += o.amount }
        }
        circle = try MoneyCircle(flows: flows, endDemand: web.players.map(\.endDemand), funding: web.players.map(\.funding))
    }

    func path(_ cycle: MoneyCircle.Cycle) -> String {
        (cycle.players + [cycle.players[0]]).map { web.name($0) }.joined(separator: " → ")
    }

    func text(in session: Session) -> String {
        let unit = MoneyUnit(for: circle.income)
        func money(_ x: Double) -> String { unit.cell(x) }
        var table = TextTable([
            .init("\(unit.name)"), .init("takes in", .decimal), .init("end customers", .decimal), .init("investors", .decimal),
            .init("backed by end demand", .right), .init("comes back", .right), .init("lost per 1 USD", .right),
        ])
        for i in web.players.indices {
            table.append([
                web.name(i), money(circle.income[i]), money(web.players[i].endDemand), money(circle.outsideFunding[i]),
                circle.endShare[i].map { NumberText.percent($0) } ?? "", circle.roundTrip[i] > 0 ? NumberText.percent(circle.roundTrip[i]) : "",
                NumberText.text(circle.multiplier[i], digits: 3),
            ])
        }
        var lines = "where the money of \(web.players.count) players comes from\n" + table.text()
        let (income, backed) = (circle.income.reduce(0, +), circle.endBacked.reduce(0, +))
        if income > 0 { lines += "of all that the players take in, \(NumberText.percent(backed / income)) is backed by end customers\n" }
        let gaps = web.players.indices.filter { circle.gap[$0] >= 5e5 }
        if !gaps.isEmpty {
            lines += "spends more than it takes in, so that investors must find: "
            lines += gaps.map { "\(web.name($0)) \(unit.text(circle.gap[$0]))" }.joined(separator: ", ") + "\n"
        }
        if circle.cycles.isEmpty {
            lines += "no money goes in a circle\n"
        } else {
            lines += "round trips (the smallest payment on the way):\n"
            for cycle in circle.cycles.prefix(8) { lines += "  \(path(cycle)): \(unit.text(cycle.amount))\n" }
            if circle.cycles.count > 8 { lines += "  and \(circle.cycles.count - 8) smaller ones\n" }
        }
        lines += "spectral radius \(NumberText.text(circle.spectralRadius, digits: 3)); \"comes back\" is the share of a player's payments that returns to it, "
        lines += "\"lost per 1 USD\" what all players together lose in income when it loses 1 USD from outside\n"
        return lines
    }

    func entry(_ i: Int, in s: Session) throws -> LuaValue {
        .table(
            TableSnapshot(fields: [
                ("income", try s.quantity(circle.income[i], "USD")), ("end_backed", try s.quantity(circle.endBacked[i], "USD")),
                ("end_share", circle.endShare[i].map { .number($0) } ?? .nil), ("round_trip", .number(circle.roundTrip[i])),
                ("multiplier", .number(circle.multiplier[i])), ("gap", try s.quantity(circle.gap[i], "USD")),
            ]))
    }
}

extension ObjectType {
    static let circularity = ObjectType(
        "circularity",
        "Where players' money comes from; `c.openai` has `income`, `end_backed`, `end_share`, `round_trip`, `multiplier` and `gap`.",
        fields: [
            Field("spectral_radius", annotation: "number", "How slowly money leaves the network, from 0 to 1.") { value, s in
                .number(try s.object(value, CircularityObject.self).circle.spectralRadius)
            },
            Field("end_share", annotation: "number", "Of all that the players take in, the share that end customers back.") { value, s in
                let c = try s.object(value, CircularityObject.self).circle
                let income = c.income.reduce(0, +)
                return .number(income > 0 ? c.endBacked.reduce(0, +) / income : 0)
            },
            Field("cycles", annotation: "table[]", "Round trips, largest first: `players` and `amount`.") { value, s in
                let c = try s.object(value, CircularityObject.self)
                return .table(
                    TableSnapshot(
                        list: try c.circle.cycles.map { cycle in
                            .table(
                                TableSnapshot(fields: [
                                    ("players", .table(TableSnapshot(list: cycle.players.map { .string(c.web.name($0)) }))),
                                    ("amount", try s.quantity(cycle.amount, "USD")),
                                ]))
                        }))
            },
        ])
}

extension Function {
    static let webCircularity = Function.declare(
        "circularity", "How much of each player's money comes from end customers, and how much goes in circles."
    ) { f in
        f.returns(annotation: "headroom.circularity", "`print` shows it; `c.openai.end_share` and so on.")
        f.details(
            "x = (I − Pᵀ)⁻¹(s + v), of which (I − Pᵀ)⁻¹s is backed by end customers: s is end demand, v outside funding, P where each "
                + "player's money goes. Every dollar of a player counts as equally good. Obligations that are not firm count too.")
        f.example(WebObject.example + #"print(string.format("%.3f", web:circularity().cloud.end_share))"#)
        return { _, i in
            let web = try i.session.object(i.receiver, WebObject.self)
            return [i.session.vm.makeObject(try CircularityObject(web), type: i.session.types.circularity)]
        }
    }
}
