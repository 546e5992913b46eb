import Diagnostics
import LuaVM
import PowerModel

extension SiteObject {
    static let compareOptions = ["hashprice", "years", "paths", "seed", "discount", "market"]
    static let strategyFields = [
        "firm", "before", "rent", "escalator", "capex", "lead", "mining_lost", "penalty", "running_cost", "availability", "reuse",
    ]

    func compare(_ table: TableSnapshot, in s: Session) throws -> CompareObject {
        var notes: [String] = []
        var named: [(name: String, table: TableSnapshot)] = []
        for (key, value) in table.entries {
            guard case .string(let name) = key, case .table(let fields) = value, !Self.compareOptions.contains(name) else { continue }
            named.append((name, fields))
        }
        let options = try PowerFields("compare", table, known: Self.compareOptions + named.map(\.name), in: s)
        guard !named.isEmpty else {
            throw Diagnostic(.missingField, "compare needs strategies", remedy: "write keep = { fleet }, convert = { firm = 200 * MW, ... }")
        }
        let hashprice = try options.number("hashprice", "USD/PHs/day")
        func whole(_ name: String, _ usual: Int, _ range: ClosedRange<Double>) throws -> Int {
            guard let n = try options.number(name, "") else { return usual }
            guard range.contains(n), n == n.rounded() else {
                throw Diagnostic(
                    .outOfRange, "compare: `\(name)` must be a whole number from \(Int(range.lowerBound)) to \(Int(range.upperBound))",
                    operands: [.init(name: name, value: "\(n)")])
            }
            return Int(n)
        }
        var market = StrategyMarket()
        if case .table(let fields)? = table["market"] { try read(market: &market, fields, in: s) }
        if let discount = try options.number("discount", "") { market.discount = discount }
        let strategies = try named.map { try strategy($0.name, $0.table, hashprice, &notes, in: s) }
        return try CompareObject(
            strategies, market, years: whole("years", 15, 1...100), paths: whole("paths", 2000, 2...1_000_000),
            seed: UInt64(whole("seed", 1, 0...9e15)), notes: notes)
    }

    private func read(market: inout StrategyMarket, _ table: TableSnapshot, in s: Session) throws {
        let known = [
            "hashprice_volatility", "hashprice_reversion", "hashprice_trend", "power_volatility", "power_reversion", "rent_volatility",
            "rent_reversion", "correlation", "delay", "delay_deviation", "overrun",
        ]
        let m = try PowerFields("compare: market", table, known: known, in: s)
        func set(_ name: String, _ unit: String, _ target: inout Double) throws { if let x = try m.number(name, unit) { target = x } }
        try set("hashprice_volatility", "", &market.hashprice.volatility)
        try set("hashprice_reversion", "/year", &market.hashprice.reversion)
        try set("hashprice_trend", "/year", &market.hashpriceTrend)
        try set("power_volatility", "", &market.power.volatility)
        try set("power_reversion", "/year", &market.power.reversion)
        try set("rent_volatility", "", &market.rent.volatility)
        try set("rent_reversion", "/year", &market.rent.reversion)
        try set("correlation", "", &market.correlation)
        try set("delay", "year", &market.delay.median)
        try set("delay_deviation", "", &market.delay.deviation)
        try set("overrun", "", &market.overrun)
    }

    private func strategy(
        _ name: String, _ table: TableSnapshot, _ hashprice: Double?, _ notes: inout [String], in s: Session
    ) throws -> Strategy {
        let what = "compare: \(name)"
        let fields = try PowerFields(what, table, known: Self.strategyFields, list: true, in: s)
        var fleet: MiningFleet?
        for (key, value) in table.entries {
            guard case .integer = key else { continue }
            fleet = try self.fleet(value, what, in: s)
        }
        let before = try table["before"].map { try self.fleet($0, "\(what): before", in: s) }
        if fleet != nil || before != nil, hashprice == nil {
            throw Diagnostic(.missingField, "\(what): mining earns nothing without `hashprice` beside the strategies", remedy: "write hashprice = 45 * USD/PHs/day")
        }
        let firm = try fields.number("firm", "MW") ?? 0
        if let cooling, firm * cooling.cap > grid {
            throw Diagnostic(
                .siteDescription, "\(what): \(firm) MW of IT need \(firm * cooling.cap) MW at the meter on the design day",
                operands: [.init(name: "grid", value: "\(grid) MW"), .init(name: "PUE", value: "\(cooling.cap)")],
                remedy: "at most \((capacity * 1000).rounded(.down) / 1000) MW of IT fit")
        }
        func profits(_ fleet: MiningFleet?, firm: Double) throws -> YearTable {
            if fleet == nil, firm == 0, battery.power == 0, export.limit == 0 || (gas.power == 0 && solar == nil) { return .nothing }
            var load = Load()
            load.fleet = fleet
            load.firm = Hourly(values: [firm], begins: nil)
            let (base, more) = try problem(load)
            for note in more where !notes.contains(note) { notes.append(note) }
            // Any count of hours stands for a year, peaks included as they are.
            let scale = 8760 / Double(base.hours)
            if scale != 1, !notes.contains(where: { $0.contains("stand for a year") }) { notes.append("\(base.hours) hours stand for a year") }
            return try YearTable(peak: tariff.own, dependsOnHashprice: fleet != nil) { level throws(PowerError) in
                var year = base
                if let fleet { year.tiers = fleet.loads(hashprice: (hashprice ?? 0) * level) }
                return year
            }.scaled(scale)
        }
        var strategy = Strategy(name, before: try profits(before, firm: 0), after: try profits(fleet, firm: firm))
        strategy.capacity = firm
        strategy.rent = try fields.number("rent", "USD/MW/year") ?? 0
        strategy.escalator = try fields.number("escalator", "")
        strategy.capex = try (fields.number("capex", "USD/MW") ?? 0) * firm * (1 - (fields.number("reuse", "") ?? 0))
        strategy.lead = try fields.number("lead", "year") ?? 0
        strategy.miningLost = try fields.number("mining_lost", "") ?? 0
        strategy.penalty = try fields.number("penalty", "USD/MW/year") ?? 0
        strategy.runningCost = try (fields.number("running_cost", "USD/MW/year") ?? 0) * firm
        strategy.availability = try fields.number("availability", "") ?? 1
        for (name, value) in [("rent", strategy.rent), ("capex", strategy.capex), ("lead", strategy.lead), ("penalty", strategy.penalty)] where value < 0 {
            throw Diagnostic(.outOfRange, "\(what): `\(name)` must be at least 0", operands: [.init(name: name, value: "\(value)")])
        }
        for (name, value) in [("mining_lost", strategy.miningLost), ("availability", strategy.availability)] where !(0...1).contains(value) {
            throw Diagnostic(.outOfRange, "\(what): `\(name)` must be from 0 to 1", operands: [.init(name: name, value: "\(value)")])
        }
        return strategy
    }

    private func fleet(_ value: LuaValue, _ what: String, in s: Session) throws -> MiningFleet {
        guard case .payload(let payload) = value, payload.type == s.types.fleet else {
            throw Diagnostic(.wrongType, "\(what) takes mining { ... }", operands: [s.shown(value, name: nil)])
        }
        return try s.object(value, FleetObject.self).fleet
    }
}

extension Function {
    static let siteCompare = Function.declare("compare", "What a site is worth kept, converted, mixed, or as a seller of power.") { f in
        let table = f.parameter(
            "strategies", .table("{ keep = { fleet }, convert = { firm = 200 * MW, ... }, hashprice = ... }"),
            "Strategies by name: a fleet that runs, `firm` IT load with `rent`, `escalator` (then contracted), `capex` per MW and `reuse` (share saved), "
                + "`lead`, `before` (the fleet until then), `mining_lost` while building, `penalty` per MW and year of delay, `running_cost`, `availability`. "
                + "Beside them `hashprice`, `years` (15), `paths` (2000), `seed`, `discount` (0.12), `market`.")
        f.returns(annotation: "headroom.strategies", "NPV, P10, P50, P90, IRR, paired differences and what decides.")
        f.details(
            "Every year's profit is read off exact dispatches of the site at levels of hashprice and power prices, straight lines "
                + "between them. All strategies see the same paths of hashprice, power, AI rent, delay and overrun, lognormal and "
                + "mean-reverting by year. `market` may set hashprice_volatility (0.55), hashprice_reversion (0.8 / year), "
                + "hashprice_trend (-0.12 / year), power_volatility (0.25), power_reversion, rent_volatility (0.30), rent_reversion, "
                + "correlation (0.3, of hashprice and rent), delay (median, 3 months), delay_deviation (0.8), overrun (0.15): "
                + "assumptions, to be replaced.")
        f.example(CompareObject.example + "print(c)")
        return { a, i in
            let s = i.session
            let site = try s.object(i.receiver, SiteObject.self)
            let found = try site.compare(a[table], in: s)
            s.vm.charge(bytes: 24 * found.comparison.paths * (found.strategies.count + 3))
            return [s.vm.makeObject(found, type: s.types.strategies)]
        }
    }
}
