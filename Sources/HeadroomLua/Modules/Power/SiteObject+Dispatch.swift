import Diagnostics
import LuaVM
import PowerModel

extension SiteObject {
    /// What a dispatch or many years of it are asked with.
    struct Load {
        var fleet: MiningFleet?
        var hashprice = 0.0
        /// IT power, MW by hour.
        var firm = Hourly(values: [0], begins: nil)
        var lostLoad: Double?
        var hours: Int?
        var delayDays = 0
    }

    static let loadFields = ["firm", "hashprice", "lost_load", "hours", "delay"]

    func load(_ what: String, _ table: TableSnapshot, more: [String] = [], in session: Session) throws -> Load {
        let fields = try PowerFields(what, table, known: Self.loadFields + more, list: true, in: session)
        var load = Load()
        for (key, value) in table.entries {
            guard case .integer = key else { continue }
            guard case .payload(let payload) = value, payload.type == session.types.fleet else {
                throw Diagnostic(
                    .wrongType, "\(what): what stands without a name must be mining { ... }", operands: [session.shown(value, name: nil)],
                    remedy: "write firm = 250 * MW for load that must run")
            }
            guard load.fleet == nil else {
                throw Diagnostic(.wrongType, "\(what) takes one fleet", remedy: "put all tiers into one mining { ... }")
            }
            load.fleet = try session.object(value, FleetObject.self).fleet
        }
        if let value = table["firm"] { load.firm = try session.hourly(value, "MW", of: "\(what): firm") }
        load.hashprice = try fields.number("hashprice", "USD/PHs/day") ?? 0
        if load.fleet != nil, table["hashprice"] == nil {
            throw Diagnostic(
                .missingField, "\(what): mining earns nothing without `hashprice`",
                remedy: "write hashprice = 45 * USD/PHs/day, or hashprice = bitcoin.hashprice { ... }")
        }
        load.lostLoad = try fields.number("lost_load", "USD/MWh")
        load.delayDays = Int(try fields.number("delay", "day") ?? 0)
        if let hours = try fields.number("hours", "hour") {
            guard hours >= 1, hours == hours.rounded(), hours <= 1e7 else {
                throw Diagnostic(.outOfRange, "\(what): `hours` must be whole hours, at least 1", operands: [.init(name: "hours", value: "\(hours) hour")])
            }
            load.hours = Int(hours)
        }
        return load
    }

    /// The hours as the dynamic programme takes them, and what to tell the reader.
    func problem(_ load: Load) throws -> (problem: DispatchProblem, notes: [String]) {
        var notes: [String] = []
        let series: [(String, Hourly?)] = [
            ("tariff: energy", tariff.energy), ("firm", load.firm), ("weather", weather), ("solar", solar),
        ]
        let counted = series.first { $0.1?.isConstant == false }
        let hours = load.hours ?? counted?.1?.values.count ?? 8760
        for (name, hourly) in series {
            guard let hourly, !hourly.isConstant, hourly.values.count != hours else { continue }
            throw Diagnostic(
                .siteDescription, "\(self.name): \(name) has \(hourly.values.count) hours, but \(hours) are asked for",
                operands: counted.map { [.init(name: $0.0, value: "\($0.1?.values.count ?? 0) hours")] } ?? [],
                remedy: "give every series the same hours; missing hours are never filled in")
        }
        let begins = series.compactMap { $0.1?.begins }
        if let first = begins.first, let other = begins.first(where: { $0 != first }) {
            throw Diagnostic(
                .siteDescription, "\(self.name): series begin at different hours, \(Instant(seconds: first).text) and \(Instant(seconds: other).text)",
                remedy: "cut them with series:between(first, last)")
        }
        var firm = load.firm.spread(over: hours)
        if let most = firm.max(), most > grid + gas.power + battery.power {
            throw Diagnostic(
                .siteDescription, "\(self.name): IT load of \(most) MW is above the grid connection of \(grid) MW",
                operands: [.init(name: "with PUE", value: "\(most * (cooling?.cap ?? 1)) MW at the meter")],
                remedy: "lower `firm`, or raise `grid`")
        }
        if let cooling, firm.contains(where: { $0 > 0 }) {
            let temperatures = weather?.spread(over: hours)
            if temperatures == nil, cooling.slope > 0 { notes.append("no weather is given: PUE stays at \(cooling.cap), its design-day value") }
            for hour in 0..<hours { firm[hour] *= temperatures.map { cooling.pue(at: $0[hour]) } ?? (cooling.slope > 0 ? cooling.cap : cooling.base) }
        }
        var problem = DispatchProblem(price: tariff.energy.spread(over: hours), firm: firm, grid: grid)
        problem.importAdder = tariff.adder
        problem.battery = battery
        problem.gasPower = gas.power
        problem.gasCost = gas.cost
        problem.exportLimit = export.limit
        problem.exportFee = export.fee
        problem.lostLoad = load.lostLoad
        if let solar { problem.solar = solar.spread(over: hours) }
        if let fleet = load.fleet { problem.tiers = fleet.loads(hashprice: load.hashprice) }
        if let coincident = tariff.coincident {
            problem.hourlyAdder = try CoincidentPeak.adders(rate: coincident.rate, hours: peakHours(coincident, hours, &notes), count: hours)
        }
        if !energisation.phases.isEmpty {
            if let begin = begins.first {
                problem.gridByHour = (0..<hours).map {
                    energisation.power(onDay: (begin + 3600 * $0) / Instant.secondsPerDay, delay: load.delayDays, grid: grid)
                }
            } else {
                notes.append("prices have no dates: the whole connection is taken as live")
            }
        }
        try problem.check()
        return (problem, notes)
    }

    private func peakHours(_ coincident: CoincidentPeak, _ hours: Int, _ notes: inout [String]) throws -> [Int] {
        if let given = tariff.peakHours { return given }
        if let load = tariff.systemLoad { return try coincident.hours(ofLoad: load) }
        notes.append("no system load is given: the dearest hour of each month stands for its peak")
        return try coincident.hours(ofLoad: tariff.energy.spread(over: hours))
    }

    func dispatch(_ load: Load) throws -> DispatchObject {
        let (problem, notes) = try problem(load)
        return DispatchObject(siteName: name, problem: problem, solution: try problem.optimum(tariff.own), notes: notes)
    }
}

extension Function {
    static let siteDispatch = Function.declare("dispatch", "The optimal course of a site's hours, exactly.") { f in
        let table = f.parameter(
            "load", .table("{ fleet, firm = 250 * MW, hashprice = 45 * USD/PHs/day }"),
            "A fleet that may stop at any hour; `firm` IT load that must run (a quantity or hours), `hashprice` for the fleet, "
                + "`lost_load` the price at which firm load may be shed, `hours` where nothing is hourly, `delay` of energisation.")
        f.returns(annotation: "headroom.dispatch", "The course: totals as fields, `:hour(n)`, `:why(n)`.")
        f.details(
            "Minimises energy, adders, peaks, wear and gas less what mining and exports earn, by a piecewise-linear dynamic "
                + "programme over the battery; own peaks by a search over one threshold. Prices are known in advance; `rolling` "
                + "decides day by day. Without `weather` firm load is taken at the design-day PUE.")
        f.example(
            """
            local home = site "Home" {
              grid = 10 * MW, tariff = tariff { energy = { 20, 90, 30, 25 }, adder = 4 * USD/MWh },
              battery = battery { power = 1 * MW, energy = 4 * MWh, wear = 2 * USD/MWh },
            }
            local d = home:dispatch { firm = 3 * MW }
            print(d.objective, d.imported)
            """)
        return { a, i in
            let s = i.session
            let site = try s.object(i.receiver, SiteObject.self)
            let found = try site.dispatch(site.load("dispatch", a[table], in: s))
            s.vm.charge(bytes: 8 * found.problem.hours * (14 + found.problem.tiers.count))
            return [s.vm.makeObject(found, type: s.types.dispatch)]
        }
    }
}
