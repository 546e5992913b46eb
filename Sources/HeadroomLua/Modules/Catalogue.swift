import Catalog
import Diagnostics
import LuaVM
import Quantities

extension Module {
    /// Published figures with their sources.
    static let catalogue = Module(
        "catalogue", "Published figures, each with source, date and confidence.",
        types: [.entity], namespaces: [.catalog])
}

extension Namespace {
    static let catalog = Namespace(
        name: "catalog", summary: "Published figures of chips, systems, deals, sites and markets.",
        functions: [
            lookUp("chip", .chip, "a chip", "trainium3"), lookUp("system", .system, "a system of chips", "trn3-ultraserver"),
            lookUp("asic", .asic, "a mining machine", "antminer-s21-xp"), lookUp("deal", .deal, "a deal", "iren-microsoft"),
            lookUp("calibration", .calibration, "a process fitted to a market's history", "btc", prefix: "calibration-"),
            lookUp("entity", nil, "anything in the catalogue", "pue"), fact, search, flows,
            .catalogModel, .catalogCluster, .catalogFailures,
        ], constants: [])

    private static func lookUp(
        _ name: String, _ kind: EntityKind?, _ what: String, _ example: String, prefix: String = ""
    ) -> Function {
        Function.declare(name, "The published figures of \(what).") { f in
            let key = f.parameter("key", .string, "Its key or name, such as \"\(example)\"; `catalog.search` finds it.")
            f.returns(annotation: "headroom.entity", "Its figures as fields; `print` shows them with their sources.")
            f.example("local e = catalog.\(name) \"\(example)\"")
            return { a, i in
                let entity = try Catalog.shared.entity(
                    a[key].hasPrefix(prefix) ? a[key] : prefix + a[key], kind: kind)
                return [i.session.vm.makeObject(EntityObject(entity), type: i.session.types.entity)]
            }
        }
    }

    private static let fact = Function.declare("fact", "One figure by its identifier.") { f in
        let id = f.parameter("id", .string, "Such as \"chip.trn3.fp8_dense\".")
        f.returns(annotation: "number|headroom.quantity|string", "Its value.")
        f.example(#"print(catalog.fact "chip.trn3.fp8_dense")"#, prints: "2.517 PFLOP/s")
        return { a, i in [i.session.use(try Catalog.shared.fact(a[id]))] }
    }

    private static let flows = Function.declare(
        "flows", "Who pays, lends to or stands behind whom in AI's circle of money, as published."
    ) { f in
        f.returns(
            annotation: "table[]",
            "Tables with `from`, `to`, `kind`, `key` (for catalog.entity), `source`, and `amount` where a sum of money is public.")
        f.example("print(#catalog.flows(), catalog.flows()[1].from, catalog.flows()[1].amount)", prints: "35\topenai\t300 BUSD")
        return { _, i in
            let s = i.session
            let money = s.units.number(of: try Unit(parsing: "USD"))
            return [
                .table(
                    TableSnapshot(
                        list: Catalog.shared.flows.map { flow in
                            let value = s.use(flow.fact)
                            let isMoney = s.operand(value).map { s.units[$0.unit].isCompatible(with: s.units[money]) } ?? false
                            return .table(
                                TableSnapshot(fields: [
                                    ("from", .string(flow.payer)), ("to", .string(flow.payee)), ("kind", .string(flow.kind)),
                                    ("key", .string(flow.fact.entity)), ("source", .string(flow.fact.source.title)),
                                    ("note", .string(flow.fact.note)), ("amount", isMoney ? value : .nil),
                                ]))
                        }))
            ]
        }
    }

    private static let search = Function.declare("search", "What the catalogue knows about some words.") { f in
        let text = f.parameter("text", .string, "Words, such as \"tpu\" or \"iren power\".")
        f.returns(annotation: "string", "Keys and figures, best first.")
        f.example(#"print(catalog.search "trainium3 hbm")"#)
        return { a, _ in [.string(CatalogueText.hits(Catalog.shared.search(a[text])))] }
    }
}

/// `catalog.chip "trainium3"`
final class EntityObject {
    let entity: Entity

    init(_ entity: Entity) {
        self.entity = entity
    }
}

extension ObjectType {
    static let entity = ObjectType(
        "entity", "A thing of the catalogue: every figure is a field (`chip.fp8_dense`); `print` shows all with their sources.",
        methods: [
            .declare("source", "Where a figure comes from.") { f in
                let property = f.parameter("property", .string, "The figure's name, such as \"fp8_dense\".")
                f.returns(annotation: "string", "Title, date, confidence and address.")
                f.example(#"print(catalog.chip("trainium3"):source "fp8_dense")"#)
                return { a, i in
                    let entity = try i.session.object(i.receiver, EntityObject.self).entity
                    return [.string(CatalogueText.source(of: try Catalog.shared.fact(entity.key, a[property])))]
                }
            }
        ])
}

extension Session {
    /// The value of a fact, noted as used by this run.
    func use(_ fact: Fact) -> LuaValue {
        if !factsUsed.contains(fact.id) { factsUsed.append(fact.id) }
        switch fact.value {
        case .amount(let amount): return lua(Operand(amount.magnitude, unit: units.number(of: amount.unit)))
        case .date, .text: return .string(fact.valueText)
        }
    }
}
