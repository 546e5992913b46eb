import Diagnostics
import LuaVM
import PowerModel
import Quantities

/// `site "Childress" { ... }`
final class SiteObject {
    let name: String
    /// MW.
    let grid: Double
    var energisation: Energisation
    var cooling: Cooling?
    var tariff: SitePart.Tariff
    var battery = DispatchProblem.Battery.none
    var redundancy: SitePart.Redundancy?
    /// °C by hour.
    var weather: Hourly?
    var gas: (power: Double, cost: Double) = (0, 0)
    /// MW by hour.
    var solar: Hourly?
    var export: (limit: Double, fee: Double) = (0, 0)

    init(name: String, grid: Double, energisation: Energisation, tariff: SitePart.Tariff) {
        self.name = name
        self.grid = grid
        self.energisation = energisation
        self.tariff = tariff
    }

    /// IT power that the connection carries on the design day, MW.
    var capacity: Double { grid / (cooling?.cap ?? 1) }

    func text(in session: Session) -> String {
        func shown(_ x: Double, _ unit: String) -> String {
            (try? session.quantity(x, unit)).map { session.shortText($0) } ?? "\(x) \(unit)"
        }
        var lines = "site \"\(name)\": \(shown(grid, "MW")) at the meter, \(shown(capacity, "MW")) of IT on the design day\n"
        for phase in energisation.phases { lines += "  \(phase.date): \(shown(phase.power, "MW")) live\n" }
        if let cooling { lines += "  cooling: \(cooling.name), PUE \(cooling.base) to \(cooling.cap)\n" }
        if battery.power > 0 { lines += "  battery: \(shown(battery.power, "MW")), \(shown(battery.energy, "MWh"))\n" }
        if gas.power > 0 { lines += "  gas: \(shown(gas.power, "MW")) at \(shown(gas.cost, "USD/MWh"))\n" }
        if export.limit > 0 { lines += "  export: up to \(shown(export.limit, "MW"))\n" }
        if let redundancy { lines += "  redundancy: \(redundancy.text)\n" }
        return lines
    }
}

extension ObjectType {
    static let site = ObjectType(
        "site", "A place with a grid connection.",
        fields: [
            Field("name", annotation: "string", "Its name.") { value, s in .string(try s.object(value, SiteObject.self).name) },
            Field("grid", annotation: "headroom.quantity", "Power at the meter.") { value, s in
                try s.quantity(try s.object(value, SiteObject.self).grid, "MW")
            },
            Field("capacity", annotation: "headroom.quantity", "IT power that the connection carries on the hottest day.") { value, s in
                try s.quantity(try s.object(value, SiteObject.self).capacity, "MW")
            },
        ], methods: [.siteDispatch, .siteYears, .siteCompare])
}

extension Function {
    static let site = Function.declare("site", "A place with a grid connection, and what stands on it.", style: .constructor) { f in
        let grid = f.parameter("grid", .quantity("MW", "power"), "Most import, at the meter (utility MW).")
        let tariff = f.parameter("tariff", .sitePart("tariff { energy = ... }"), "What power costs.")
        let energised = f.optional(
            "energised", .list(of: .table("{ date =, power = }"), "{ { date = \"2025-12-01\", power = 200 * MW } }"),
            "When how much of the connection is live, earlier phases included.", default: "all of it")
        let cooling = f.optional("cooling", .sitePart("direct_to_chip { pue = 1.15 }"), "What IT power takes at the meter.")
        let battery = f.optional("battery", .sitePart("battery { ... }"), "A battery.")
        let redundancy = f.optional("redundancy", .sitePart("n_plus(1)"), "Spare units or paths; shown, and used by `availability`.")
        let weather = f.optional("weather", .any, "Temperature by hour, such as csv(\"t.csv\", { unit = \"degC\" }), a list in °C, or one.")
        let gas = f.optional("gas", .table("{ power = 60 * MW, cost = 42 * USD/MWh }"), "Own gas.")
        let solar = f.optional("solar", .table("{ power = 150 * MW, profile = list }"), "Own solar: its power, and by hour the share of it available.")
        let export = f.optional("export", .table("{ limit = 300 * MW, fee = 1 * USD/MWh }"), "Sales to the grid.")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.site", "A site.")
        f.details("Utility MW (at the meter) and critical MW (IT) differ by PUE: `grid` is the first, `firm` of a dispatch the second.")
        f.example(
            """
            local s = site "Home" {
              grid = 750 * MW, cooling = direct_to_chip { pue = 1.15, slope = 0.006 / K, above = degC(18), cap = 1.30 },
              tariff = tariff { energy = 42 * USD/MWh },
            }
            print(s.capacity)
            """, prints: "576.923076923 MW")
        return { a, i in
            let s = i.session
            guard case .tariff(let pays) = a[tariff].content else { throw wrongPart("tariff", a[tariff]) }
            let limit = try s.magnitude(a[grid], "MW", of: "site: grid")
            let title = try i.name(or: a[name]) ?? "site"
            guard limit >= 0 else { throw Diagnostic(.outOfRange, "site: `grid` must be at least 0", operands: [s.shown(a[grid], name: "grid")]) }
            let phases = try (a[energised] ?? []).enumerated().map { index, table -> Energisation.Phase in
                let fields = try PowerFields("site: energised, phase \(index + 1)", table, known: ["date", "power"], in: s)
                guard let value = table["date"] else {
                    throw Diagnostic(.missingField, "\(fields.what) needs `date`", remedy: "write date = \"2026-12-01\"")
                }
                let date = try Kind.date.decode(value, s)
                return .init(day: date.dayNumber, date: date.description, power: try fields.required("power", "MW"))
            }
            let site = SiteObject(
                name: title, grid: limit, energisation: try describing { () throws(PowerError) in try Energisation(phases, grid: limit) },
                tariff: pays)
            if let part = a[cooling] {
                guard case .cooling(let cooling) = part.content else { throw wrongPart("cooling", part) }
                site.cooling = cooling
            }
            if let part = a[battery] {
                guard case .battery(let battery) = part.content else { throw wrongPart("battery", part) }
                site.battery = battery
            }
            if let part = a[redundancy] {
                guard case .redundancy(let redundancy) = part.content else { throw wrongPart("redundancy", part) }
                site.redundancy = redundancy
            }
            if let weather = a[weather] { site.weather = try s.hourly(weather, "degC", of: "site: weather") }
            if let table = a[gas] {
                let fields = try PowerFields("site: gas", table, known: ["power", "cost"], in: s)
                site.gas = (try fields.required("power", "MW"), try fields.required("cost", "USD/MWh"))
            }
            if let table = a[solar] {
                let fields = try PowerFields("site: solar", table, known: ["power", "profile"], in: s)
                let power = try fields.required("power", "MW")
                guard let profile = table["profile"] else {
                    throw Diagnostic(.missingField, "site: solar needs `profile`", remedy: "give the share available by hour, 0 to 1")
                }
                var hours = try s.hourly(profile, "", of: "site: solar: profile")
                if let hour = hours.values.firstIndex(where: { !(0...1).contains($0) }) {
                    throw Diagnostic(.outOfRange, "site: solar: profile must be from 0 to 1, but is \(hours.values[hour]) at hour \(hour)")
                }
                for hour in hours.values.indices { hours.values[hour] *= power }
                site.solar = hours
            }
            if let table = a[export] {
                let fields = try PowerFields("site: export", table, known: ["limit", "fee"], in: s)
                site.export = (try fields.required("limit", "MW"), try fields.number("fee", "USD/MWh") ?? 0)
            }
            return [s.vm.makeObject(site, type: s.types.site)]
        }
    }

    private static func wrongPart(_ wanted: String, _ part: SitePart) -> Diagnostic {
        Diagnostic(.wrongType, "site: `\(wanted)` was given a \(part.kindName)", remedy: "make one with \(wanted == "cooling" ? "direct_to_chip" : wanted) { ... }")
    }

    /// Mistakes in the description of a site carry its code.
    private static func describing<Value>(_ body: () throws(PowerError) -> Value) throws -> Value {
        do { return try body() } catch {
            var diagnostic = error.diagnostic
            if error.kind == .invalid { diagnostic.code = .siteDescription }
            throw diagnostic
        }
    }
}
