import Diagnostics
import LuaVM
import PowerModel

/// `mining { { name =, hashrate =, efficiency = }, ... }`
final class FleetObject {
    let fleet: MiningFleet

    init(_ fleet: MiningFleet) { self.fleet = fleet }

    /// MW at the meter.
    var power: Double { fleet.tiers.reduce(0) { $0 + $1.power } * fleet.pue }
    /// TH/s.
    var hashrate: Double { fleet.tiers.reduce(0) { $0 + $1.hashrate } }

    func text(in session: Session) -> String {
        func shown(_ x: Double, _ unit: String) -> String {
            (try? session.quantity(x, unit)).map { session.shortText($0) } ?? "\(x) \(unit)"
        }
        return "mining: \(shown(hashrate, "TH/s")), \(shown(power, "MW")) at the meter\n"
            + fleet.tiers.map { "  \($0.name): \(shown($0.hashrate, "TH/s")) at \(shown($0.efficiency, "J/TH"))\n" }.joined()
    }
}

extension ObjectType {
    static let fleet = ObjectType(
        "fleet", "Machines that mine.",
        fields: [
            Field("power", annotation: "headroom.quantity", "At the meter.") { value, s in
                try s.quantity(try s.object(value, FleetObject.self).power, "MW")
            },
            Field("hashrate", annotation: "headroom.quantity", "Of all tiers.") { value, s in
                try s.quantity(try s.object(value, FleetObject.self).hashrate, "TH/s")
            },
        ],
        methods: [
            .declare("value", "What a MWh at the meter earns, tier by tier.") { f in
                let hashprice = f.parameter("hashprice", .quantity("USD/PHs/day", "money per hash rate and time"), "What a hash rate earns.")
                f.returns(annotation: "headroom.quantity[]", "Break-even power prices, in the order of the tiers.")
                f.example(
                    "local m = mining { { name = \"S21\", hashrate = 10 * EH/s, efficiency = 18.5 * J/TH }, pool_fee = 1 * percent, pue = 1.04, running_cost = 3 * USD/MWh }\nprint(m:value(45 * USD/PHs/day)[1])",
                    prints: "93.4786902287 USD/MWh")
                return { a, i in
                    let s = i.session
                    let found = try s.object(i.receiver, FleetObject.self).fleet
                    let price = try s.magnitude(a[hashprice], "USD/PHs/day", of: "value: hashprice")
                    return [.table(TableSnapshot(list: try found.loads(hashprice: price).map { try s.quantity($0.value, "USD/MWh") }))]
                }
            }
        ])
}

extension Function {
    static let mining = Function.declare("mining", "Machines that mine, in tiers of efficiency.") { f in
        let table = f.parameter(
            "tiers", .table("{ { name =, hashrate =, efficiency = }, pool_fee = 1 * percent }"),
            "A list of tiers, each with `name`, `hashrate` and `efficiency`; beside it `pool_fee` (share of revenue), `pue` (1) and `running_cost` (per MWh at the meter, 0).")
        f.returns(annotation: "headroom.fleet", "For a dispatch.")
        f.example(
            "local m = mining { { name = \"S21 XP\", hashrate = 11 * EH/s, efficiency = 13.5 * J/TH }, pool_fee = 1 * percent }\nprint(m.power)",
            prints: "148.5 MW")
        return { a, i in
            let s = i.session
            let fields = try PowerFields("mining", a[table], known: ["pool_fee", "pue", "running_cost"], list: true, in: s)
            var tiers: [MiningFleet.Tier] = []
            for (key, value) in a[table].entries {
                guard case .integer(let n) = key else { continue }
                guard case .table(let entry) = value else {
                    throw Diagnostic(.wrongType, "mining: tier \(n) must be a table", operands: [s.shown(value, name: nil)])
                }
                let tier = try PowerFields("mining: tier \(n)", entry, known: ["name", "hashrate", "efficiency"], in: s)
                tiers.append(
                    .init(
                        name: try tier.text("name") ?? "tier \(n)", hashrate: try tier.required("hashrate", "TH/s"),
                        efficiency: try tier.required("efficiency", "J/TH")))
            }
            guard !tiers.isEmpty else {
                throw Diagnostic(.missingField, "mining has no tiers", remedy: "write mining { { name = \"S21\", hashrate = 11 * EH/s, efficiency = 17.5 * J/TH } }")
            }
            let fleet = try MiningFleet(
                tiers: tiers, poolFee: fields.number("pool_fee", "") ?? 0,
                runningCost: fields.number("running_cost", "USD/MWh") ?? 0, pue: fields.number("pue", "") ?? 1)
            return [s.vm.makeObject(FleetObject(fleet), type: s.types.fleet)]
        }
    }
}
