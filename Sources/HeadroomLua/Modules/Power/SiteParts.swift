import Diagnostics
import LuaVM
import PowerModel

/// A part of a site, as its constructor made it.
final class SitePart {
    enum Content {
        case tariff(Tariff)
        case battery(DispatchProblem.Battery)
        case cooling(Cooling)
        case redundancy(Redundancy)
    }

    struct Tariff {
        /// USD/MWh.
        var energy: Hourly
        var adder: Double
        var coincident: CoincidentPeak?
        /// Of coincident peaks: their hours, or the system's load by hour.
        var peakHours: [Int]?
        var systemLoad: [Double]?
        var own: OwnPeak?
    }

    enum Redundancy {
        /// Units more than needed.
        case spare(Int)
        /// Two paths with a common cause.
        case twoPaths(commonCause: Double)

        var text: String {
            switch self {
            case .spare(let k): k == 0 ? "N" : "N+\(k)"
            case .twoPaths(let beta): "2N, common cause \(beta)"
            }
        }
    }

    let content: Content
    let text: String

    init(_ content: Content, _ text: String) {
        self.content = content
        self.text = text
    }

    var kindName: String {
        switch content {
        case .tariff: "tariff"
        case .battery: "battery"
        case .cooling: "cooling"
        case .redundancy: "redundancy"
        }
    }
}

extension ObjectType {
    static let sitePart = ObjectType(
        "site_part", "A tariff, a battery, cooling or redundancy, for a site's fields.",
        fields: [
            Field("kind", annotation: "string", "\"tariff\", \"battery\", \"cooling\" or \"redundancy\".") { value, s in
                .string(try s.object(value, SitePart.self).kindName)
            }
        ])
}

extension Kind where Value == SitePart {
    static func sitePart(_ example: String) -> Kind {
        Kind(example, annotation: "headroom.site_part") { value, session in
            guard case .payload(let payload) = value, payload.type == session.types.sitePart else {
                throw KindMismatch(remedy: "write \(example)")
            }
            return try session.object(value, SitePart.self)
        }
    }
}

extension Session {
    func sitePart(_ content: SitePart.Content, _ text: String) -> LuaValue {
        vm.makeObject(SitePart(content, text), type: types.sitePart)
    }
}

extension Function {
    static let battery = Function.declare("battery", "A battery beside the meter.", style: .named) { f in
        let power = f.parameter("power", .quantity("MW", "power"), "Most charge and most discharge, at the meter.")
        let energy = f.parameter("energy", .quantity("MWh", "energy"), "What it holds.")
        let efficiency = f.optional(
            "efficiency", .number("a number above 0, at most 1") { $0 > 0 && $0 <= 1 },
            "Of charging, and again of discharging.", default: "0.95")
        let wear = f.optional("wear", .quantity("USD/MWh", "money per energy"), "Cost of each MWh discharged.", default: "0")
        let start = f.optional("start", .quantity("MWh", "energy"), "Held before the first hour and after the last.", default: "half")
        f.returns(.sitePart("battery { ... }"), "For a site's field `battery`.")
        f.details("Round trip is efficiency². Wear is counted at the meter as it discharges.")
        f.example("local b = battery { power = 100 * MW, energy = 400 * MWh, efficiency = 0.95, wear = 2 * USD/MWh }\nprint(b.kind)", prints: "battery")
        return { a, i in
            let s = i.session
            let held = try s.magnitude(a[energy], "MWh", of: "battery: energy")
            let battery = DispatchProblem.Battery(
                power: try s.magnitude(a[power], "MW", of: "battery: power"), energy: held,
                chargeEfficiency: a[efficiency] ?? 0.95, dischargeEfficiency: a[efficiency] ?? 0.95,
                start: try a[start].map { try s.magnitude($0, "MWh", of: "battery: start") } ?? held / 2,
                wear: try a[wear].map { try s.magnitude($0, "USD/MWh", of: "battery: wear") } ?? 0)
            try battery.check()
            return [s.sitePart(.battery(battery), "battery of \(s.text(of: a[power])), \(s.text(of: a[energy]))")]
        }
    }

    static let airCooled = cooling("air_cooled", "Cooling by air.", pue: "1.25", slope: "0.008", cap: "1.50")
    static let directToChip = cooling("direct_to_chip", "Cooling by liquid at the chip.", pue: "1.15", slope: "0.006", cap: "1.40")
    static let immersion = cooling("immersion", "Cooling by immersion.", pue: "1.04", slope: "0.002", cap: "1.10")

    private static func cooling(_ name: String, _ summary: String, pue: String, slope: String, cap: String) -> Function {
        Function.declare(name, summary, style: .named) { f in
            let base = f.parameter("pue", .number("a number of at least 1") { $0 >= 1 }, "Power at the meter per IT power in the cold.")
            let rise = f.optional("slope", .quantity("/K", "a number per temperature difference"), "How it rises above `above`.", default: "0")
            let above = f.optional("above", .amount, "The temperature from which it rises, such as degC(18).", default: "degC(18)")
            let most = f.optional("cap", .number("a number of at least 1") { $0 >= 1 }, "Its most, which sizes IT on the design day.", default: "pue")
            f.returns(.sitePart("\(name) { ... }"), "For a site's field `cooling`.")
            f.details("PUE = min(pue + slope·max(T − above, 0), cap), with a site's `weather` as T.")
            f.example("local c = \(name) { pue = \(pue), slope = \(slope) / K, above = degC(18), cap = \(cap) }\nprint(c.kind)", prints: "cooling")
            return { a, i in
                let s = i.session
                let cooling = Cooling(
                    name: name, base: a[base], slope: try a[rise].map { try s.magnitude($0, "/K", of: "\(name): slope") } ?? 0,
                    above: try a[above].map { try s.magnitude($0, "degC", of: "\(name): above") } ?? 18,
                    cap: a[most] ?? a[base])
                try cooling.check()
                return [s.sitePart(.cooling(cooling), "\(name), PUE \(cooling.base) to \(cooling.cap)")]
            }
        }
    }
}
