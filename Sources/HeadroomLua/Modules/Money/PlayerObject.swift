import Diagnostics
import LuaVM
import Quantities

/// `player "openai" { end_demand = 13 * BUSD, ... }`; amounts in USD for one period.
final class PlayerObject {
    let name: String
    var endDemand = 0.0
    var funding = 0.0
    var cash = 0.0
    var owes = 0.0

    init(_ name: String) { self.name = name }

    func text(in session: Session) -> String {
        let parts = [("end customers", endDemand), ("outside funding", funding), ("cash", cash), ("owes outside", owes)]
            .filter { $0.1 > 0 }.map { "\($0.0) \(session.moneyText($0.1))" }
        return "player \(name)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
    }
}

extension ObjectType {
    static let player = ObjectType(
        "player", "Somebody who pays and is paid, for `network`.",
        fields: [
            Field("name", annotation: "string", "As it was declared.") { value, s in
                .string(try s.object(value, PlayerObject.self).name)
            }
        ])
}

extension Function {
    static let player = Function.declare("player", "Declares a player: a lab, a cloud, a chip maker, a miner, a lender.", style: .constructor) { f in
        let money = Kind<Operand>.quantity("BUSD", "money")
        let endDemand = f.optional("end_demand", money, "What end customers pay it in the period.", default: "0")
        let funding = f.optional("funding", money, "What investors and lenders outside give it in the period.", default: "0")
        let cash = f.optional("cash", money, "What it has at the beginning.", default: "0")
        let owes = f.optional("owes", money, "What it must pay in the period to somebody outside: debts, wages, power.", default: "0")
        f.returns(annotation: "headroom.player", "For `network`.")
        f.example(#"print(player "lab" { end_demand = 13 * BUSD, cash = 5 * BUSD })"#, prints: "player lab: end customers 13 BUSD, cash 5 BUSD")
        return { a, i in
            let s = i.session
            guard let name = i.givenName, !name.isEmpty else {
                throw Diagnostic(.missingField, "player needs a name", remedy: "write player \"openai\" { ... }")
            }
            let made = PlayerObject(name)
            func amount(_ given: Operand?, _ field: String) throws -> Double {
                let value = try given.map { try s.magnitude($0, "USD", of: "player \(name): \(field)") } ?? 0
                guard value >= 0 else {
                    throw Diagnostic(.outOfRange, "player \(name): `\(field)` must be at least 0, not \(s.moneyText(value))", remedy: "what it must pay is `owes`")
                }
                return value
            }
            made.endDemand = try amount(a[endDemand], "end_demand")
            made.funding = try amount(a[funding], "funding")
            made.cash = try amount(a[cash], "cash")
            made.owes = try amount(a[owes], "owes")
            return [s.vm.makeObject(made, type: s.types.player)]
        }
    }
}
