import Diagnostics
import Engine
import LuaVM
import PowerModel
import Quantities
import Reporting

/// `fit.power(prices)`
final class PowerPriceObject {
    let price: PowerPrice
    let name: String

    init(_ price: PowerPrice, name: String) {
        self.price = price
        self.name = name
    }

    var text: String {
        func n(_ x: Double) -> String { NumberText.text(x) }
        let days = price.daily
        return "power price of \(name)\n"
            + "  by hour of day: median \(n(days.min() ?? 0)) to \(n(days.max() ?? 0)) USD/MWh; by month: factor \(n(price.yearly.min() ?? 0)) to \(n(price.yearly.max() ?? 0))\n"
            + "  logarithm: deviation \(n(price.deviation)), half gone after \(n(0.6931471805599453 / price.reversion)) hours\n"
            + "  spikes: \(n(price.spikeRate * 8760)) a year, median \(n(price.spikeMedian)) USD/MWh, decay \(n(price.spikeDecay)) an hour\n"
            + "  below zero: \(NumberText.percent(price.negativeShare)) of hours, on average -\(n(price.negativeMean)) USD/MWh\n"
    }
}

/// `site:years { ... }`: profits under many paths of prices.
final class SiteYearsObject {
    let years: SiteYears
    let seed: Int
    let hours: Int

    init(_ years: SiteYears, seed: Int, hours: Int) {
        self.years = years
        self.seed = seed
        self.hours = hours
    }

    func text(in session: Session) -> String {
        func shown(_ x: Double) -> String { session.rounded(x, "USD") }
        return "profit of \(NumberText.count(hours)) hours over \(NumberText.count(years.profits.count)) price paths, seed \(seed)\n"
            + "  mean \(shown(years.mean)) ± \(shown(years.error)), sd \(shown(years.deviation))\n"
            + "  P10 \(shown(years.quantile(0.1))), P50 \(shown(years.quantile(0.5))), P90 \(shown(years.quantile(0.9)))\n"
    }
}

extension ObjectType {
    static let powerPrice = ObjectType("power_price", "An hourly power price that is uncertain.")

    static let siteYears = ObjectType(
        "site_years", "Profits of a site under many paths of prices.",
        fields: [
            Field("mean", annotation: "headroom.quantity", "Of all paths.") { value, s in
                try s.quantity(try s.object(value, SiteYearsObject.self).years.mean, "USD")
            },
            Field("se", annotation: "headroom.quantity", "Standard error of the mean.") { value, s in
                try s.quantity(try s.object(value, SiteYearsObject.self).years.error, "USD")
            },
            Field("sd", annotation: "headroom.quantity", "Standard deviation.") { value, s in
                try s.quantity(try s.object(value, SiteYearsObject.self).years.deviation, "USD")
            },
            Field("n", annotation: "integer", "How many paths.") { value, s in
                .integer(Int64(try s.object(value, SiteYearsObject.self).years.profits.count))
            },
        ],
        methods: [
            .declare("quantile", "What a share of paths earns at most.") { f in
                let share = f.parameter("share", .probability, "From 0 to 1.")
                f.returns(annotation: "headroom.quantity", "Money.")
                f.example(SiteYearsObject.example + "print(y:quantile(0.1) <= y:quantile(0.9))", prints: "true")
                return { a, i in [try i.session.quantity(try i.session.object(i.receiver, SiteYearsObject.self).years.quantile(a[share]), "USD")] }
            }
        ])
}

extension SiteYearsObject {
    static let example = """
        local hours = {}
        for h = 1, 2400 do hours[h] = 30 + 10 * math.sin(h / 4) + 8 * math.sin(h * h) end
        local home = site "Home" {
          grid = 10 * MW, tariff = tariff { energy = 30 * USD/MWh }, export = { limit = 5 * MW, fee = 1 * USD/MWh },
          battery = battery { power = 5 * MW, energy = 20 * MWh },
        }
        local p = fit.power(series "price" { begins = "2026-01-01", step = "hour", values = hours, unit = "USD/MWh" })
        local y = home:years { prices = p, hours = 168 * hour, paths = 20 }

        """
}

extension Function {
    static let siteYears = Function.declare("years", "A site's profit under many paths of prices, each dispatched exactly.") { f in
        let table = f.parameter(
            "run", .table("{ fleet, prices = fit.power(history), paths = 1000 }"),
            "As for `dispatch`, and `prices`, `paths` (1000), `seed` (1).")
        f.returns(annotation: "headroom.site_years", "mean, se, sd, n and `:quantile(p)`.")
        f.details("Within a path prices are known in advance, which flatters a battery. Results don't depend on threads.")
        f.example(SiteYearsObject.example + "print(y.n)", prints: "20")
        return { a, i in
            let s = i.session
            let site = try s.object(i.receiver, SiteObject.self)
            let fields = try PowerFields("years", a[table], known: SiteObject.loadFields + ["prices", "paths", "seed"], list: true, in: s)
            guard case .payload(let payload)? = a[table]["prices"], payload.type == s.types.powerPrice else {
                throw Diagnostic(.missingField, "years needs `prices`", remedy: "write prices = fit.power(history)")
            }
            let price = try s.object(.payload(payload), PowerPriceObject.self).price
            let load = try site.load("years", a[table], more: ["prices", "paths", "seed"], in: s)
            let paths = try fields.number("paths", "") ?? 1000
            let seed = try fields.number("seed", "") ?? 1
            guard paths >= 2, paths <= 1e6, paths == paths.rounded(), seed >= 0, seed <= 9e15, seed == seed.rounded() else {
                throw Diagnostic(
                    .outOfRange, "years: `paths` must be a whole number from 2 to 1,000,000, and `seed` one of at least 0",
                    operands: [.init(name: "paths", value: "\(paths)"), .init(name: "seed", value: "\(seed)")])
            }
            let (problem, _) = try site.problem(load)
            let years = try SiteYears(
                problem, own: site.tariff.own, prices: price, paths: Int(paths), seed: UInt64(seed),
                threads: min(ThreadTeam.availableProcessors, 8))
            return [s.vm.makeObject(SiteYearsObject(years, seed: Int(seed), hours: problem.hours), type: s.types.siteYears)]
        }
    }

    /// `fit.power`
    static let fitPower = Function.declare("power", "Fits an hourly power price: seasons, reversion, spikes, hours below zero.") { f in
        let prices = f.parameter("prices", .any, "A series of hours in money per energy, a year or more.")
        f.returns(annotation: "headroom.power_price", "For the field `prices` of `site:years`.")
        f.details(
            "Medians by hour of day and by month; the logarithm's deviation from them as an autoregression of one hour; "
                + "what stands four robust deviations above is a spike. The first hour must be at midnight.")
        f.example(SiteYearsObject.example + "print(p)")
        return { a, i in
            let s = i.session
            let hours = try s.hourly(a[prices], "USD/MWh", of: "fit.power")
            var name = "prices"
            if case .payload(let payload) = a[prices], payload.type == s.types.series { name = try s.object(a[prices], Series.self).name }
            let first = hours.begins.map { Instant(seconds: $0).hourOfYear } ?? 0
            let price = try PowerPrice(fitting: hours.values, firstHour: first)
            return [s.vm.makeObject(PowerPriceObject(price, name: name), type: s.types.powerPrice)]
        }
    }
}

extension Instant {
    /// From 0; February 29 counts as March 1.
    fileprivate var hourOfYear: Int {
        let day = date
        let begins = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
        return 24 * (begins[day.month - 1] + day.day - 1) + (seconds - Instant(day).seconds) / 3600
    }
}
