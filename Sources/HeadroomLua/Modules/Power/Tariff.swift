import Diagnostics
import LuaVM
import PowerModel

extension Function {
    static let tariff = Function.declare("tariff", "What a site pays for its power.", style: .named) { f in
        let energy = f.parameter("energy", .any, "Price by hour: a quantity, a series, a CSV with one column, or a list in USD/MWh.")
        let adder = f.optional("adder", .quantity("USD/MWh", "money per energy"), "Charges on every imported MWh.", default: "0")
        let coincident = f.optional(
            "coincident_peak", .table("{ months = { 6, 7, 8, 9 }, rate = 70 * kUSD/MW/year, load = system_load }"),
            "A charge on imports in the system's peak hours: `rate`, with `hours` (from 0), or `months` and the system's `load` by hour.")
        let own = f.optional(
            "own_peak", .table("{ hours = 4, rate = 40 * kUSD/MW/year }"), "A charge on the mean of the site's own largest hours.")
        f.returns(.sitePart("tariff { ... }"), "For a site's field `tariff`.")
        f.details(
            "Peaks are charged once over the hours given, so that a year's rate belongs to a year of hours. Coincident peaks are "
                + "known in advance here. Without system load the dearest hour of each month stands for its peak.")
        f.example(
            "local t = tariff { energy = 42 * USD/MWh, adder = 4 * USD/MWh, own_peak = { hours = 4, rate = 70 * kUSD/MW/year } }\nprint(t.kind)",
            prints: "tariff")
        return { a, i in
            let s = i.session
            var tariff = SitePart.Tariff(
                energy: try s.hourly(a[energy], "USD/MWh", of: "tariff: energy"),
                adder: try a[adder].map { try s.magnitude($0, "USD/MWh", of: "tariff: adder") } ?? 0)
            if let table = a[coincident] {
                let what = "tariff: coincident_peak"
                let fields = try PowerFields(what, table, known: ["months", "rate", "hours", "load"], in: s)
                func whole(_ name: String) throws -> [Int]? {
                    try fields.list(name)?.map {
                        guard let n = $0.wholeNumber else {
                            throw Diagnostic(.wrongType, "\(what): `\(name)` takes whole numbers", operands: [s.shown($0, name: name)])
                        }
                        return Int(n)
                    }
                }
                tariff.coincident = try CoincidentPeak(
                    months: whole("months") ?? [6, 7, 8, 9], rate: fields.required("rate", "USD/MW/year"))
                tariff.peakHours = try whole("hours")
                if let load = table["load"] { tariff.systemLoad = try s.hourly(load, "GW", of: "\(what): load").values }
            }
            if let table = a[own] {
                let fields = try PowerFields("tariff: own_peak", table, known: ["hours", "rate"], in: s)
                let hours = try fields.number("hours", "") ?? 4
                guard hours >= 1, hours <= 1e6, hours == hours.rounded() else {
                    throw Diagnostic(.outOfRange, "tariff: own_peak: `hours` must be a whole number of at least 1, not \(hours)")
                }
                tariff.own = OwnPeak(count: Int(hours), rate: try fields.required("rate", "USD/MW/year"))
            }
            return [s.sitePart(.tariff(tariff), "tariff")]
        }
    }
}
