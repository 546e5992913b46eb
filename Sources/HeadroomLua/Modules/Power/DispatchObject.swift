import Diagnostics
import LuaVM
import PowerModel
import Quantities
import Reporting

/// `site:dispatch { ... }`: the optimal course of the hours, with what it was asked of.
final class DispatchObject {
    let siteName: String
    let problem: DispatchProblem
    let solution: DispatchSolution
    /// What the reader should know about assumptions.
    let notes: [String]

    init(siteName: String, problem: DispatchProblem, solution: DispatchSolution, notes: [String]) {
        self.siteName = siteName
        self.problem = problem
        self.solution = solution
        self.notes = notes
    }

    /// USD; what firm load itself earns is not in it.
    var profit: Double { -solution.objective }

    func total(_ hours: [Double]) -> Double { hours.reduce(0, +) }

    /// The same hours decided day by day; nil where own peaks couple all hours.
    func rollingProfit() throws -> Double? { solution.peakThreshold == nil ? -(try problem.rollingCost()) : nil }

    func text(in session: Session) -> String {
        func shown(_ x: Double, _ unit: String) -> String { session.rounded(x, unit) }
        let worst = problem.violation(of: solution)
        var lines = "dispatch of \(siteName) over \(NumberText.count(problem.hours)) hours, exact, prices known in advance\n"
        var table = TextTable([.init(""), .init("energy", .decimal), .init("hours", .right), .init("money", .decimal)])
        func row(_ name: String, _ hours: [Double], _ money: Double?) {
            let running = hours.filter { $0 > 1e-9 }.count
            guard running > 0 else { return }
            table.append([name, shown(total(hours), "MWh"), NumberText.count(running), money.map { shown($0, "USD") } ?? ""])
        }
        row("firm load", problem.firm, nil)
        for (index, tier) in problem.tiers.enumerated() {
            row(tier.name, solution.tiers[index], weighted(solution.tiers[index]) { problem.tierValue(index, $0) })
        }
        row("import", solution.imports, -weighted(solution.imports) { problem.importCost($0) })
        row("export", solution.exports, weighted(solution.exports) { problem.price[$0] - problem.exportFee })
        row("gas", solution.gas, -problem.gasCost * total(solution.gas))
        row("solar", solution.solar, 0)
        row("battery out", solution.discharge, -problem.battery.wear * total(solution.discharge))
        row("firm load lost", solution.lost, -(problem.lostLoad ?? 0) * total(solution.lost))
        lines += table.text()
        if let threshold = solution.peakThreshold {
            lines += "own peaks above \(shown(threshold, "MW")) cost \(shown(solution.peakCost, "USD"))\n"
        }
        lines += "profit before what firm load earns: \(shown(profit, "USD"))\n"
        if problem.battery.power > 0, let rolling = try? rollingProfit() {
            lines += "decided day by day instead: \(shown(rolling, "USD")), \(shown(profit - rolling, "USD")) less\n"
        }
        if problem.battery.energy > 0 {
            let cycles = total(solution.discharge) / problem.battery.dischargeEfficiency / problem.battery.energy
            lines += "battery: \(NumberText.text(cycles)) full cycles\n"
        }
        lines += "balance holds to \(NumberText.text(worst.size, digits: 1)) MW\n"
        for note in notes { lines += "note: \(note)\n" }
        return lines
    }

    private func weighted(_ hours: [Double], _ price: (Int) -> Double) -> Double {
        hours.indices.reduce(0) { $0 + hours[$1] * price($1) }
    }

    /// `d:why(4240)`
    func why(_ hour: Int, in session: Session) throws -> String {
        let reason = try problem.reason(hour, in: solution)
        func money(_ x: Double) -> String { "\(NumberText.text(x, digits: 6)) USD/MWh" }
        func power(_ x: Double) -> String { "\(NumberText.text(x, digits: 6)) MW" }
        var lines = "hour \(hour): price \(money(reason.price)), an imported MWh costs \(money(reason.importCost)), "
        lines += "one MWh more would cost \(money(reason.marginal))\n"
        lines += "  firm load \(power(problem.firm[hour])), import \(power(solution.imports[hour])) of \(power(problem.gridLimit(hour)))\n"
        for tier in reason.tiers {
            let state = tier.power <= 1e-9 ? "off" : tier.power >= tier.full * (1 - 1e-9) ? "runs" : "runs at \(power(tier.power)) of \(power(tier.full))"
            lines += "  \(tier.name) \(state): worth \(money(tier.threshold))\n"
        }
        if problem.battery.power > 0 {
            let (charge, discharge) = (solution.charge[hour], solution.discharge[hour])
            var state = "idle"
            if charge > 1e-9 { state = "charges \(power(charge))" }
            if discharge > 1e-9 { state = charge > 1e-9 ? state + " and discharges \(power(discharge))" : "discharges \(power(discharge))" }
            lines += "  battery \(state): charges below \(money(reason.chargeBelow)), discharges above \(money(reason.dischargeAbove)); "
            lines += "\(NumberText.text(solution.stored[hour], digits: 6)) MWh after the hour\n"
        }
        lines += "  what binds: " + reason.bindings.map(words).joined(separator: ", ") + "\n"
        return lines
    }

    private func words(_ binding: HourReason.Binding) -> String {
        switch binding {
        case .gridFull: "the grid connection is full"
        case .peakThreshold: "import stops at the own-peak threshold"
        case .exportFull: "the export limit"
        case .gasFull: "gas is at its limit"
        case .batteryFull: "the battery is full"
        case .batteryEmpty: "the battery is empty"
        case .chargeFull: "the battery charges at its limit"
        case .dischargeFull: "the battery discharges at its limit"
        case .loadShed: "firm load is shed"
        case .tierPartly(let name): "\(name) takes what is left"
        case .nothing: "nothing: prices alone decide"
        }
    }
}

extension ObjectType {
    static let dispatch = ObjectType(
        "dispatch", "How a site ran, hour by hour.",
        fields: [
            Field("profit", annotation: "headroom.quantity", "Minus all costs; what firm load earns is not in it.") { value, s in
                try s.quantity(try s.object(value, DispatchObject.self).profit, "USD")
            },
            Field("objective", annotation: "headroom.quantity", "The cost that was minimised.") { value, s in
                try s.quantity(try s.object(value, DispatchObject.self).solution.objective, "USD")
            },
            Field("imported", annotation: "headroom.quantity", "Energy from the grid.") { value, s in
                let d = try s.object(value, DispatchObject.self)
                return try s.quantity(d.total(d.solution.imports), "MWh")
            },
            Field("exported", annotation: "headroom.quantity", "Energy to the grid.") { value, s in
                let d = try s.object(value, DispatchObject.self)
                return try s.quantity(d.total(d.solution.exports), "MWh")
            },
            Field("mined", annotation: "headroom.quantity", "Energy of all mining tiers.") { value, s in
                let d = try s.object(value, DispatchObject.self)
                return try s.quantity(d.solution.tiers.reduce(0) { $0 + d.total($1) }, "MWh")
            },
            Field("peak_cost", annotation: "headroom.quantity", "Charges on own peaks.") { value, s in
                try s.quantity(try s.object(value, DispatchObject.self).solution.peakCost, "USD")
            },
            Field("threshold", annotation: "headroom.quantity?", "Import above which own peaks are charged.") { value, s in
                try s.object(value, DispatchObject.self).solution.peakThreshold.map { try s.quantity($0, "MW") } ?? .nil
            },
            Field("rolling", annotation: "headroom.quantity?", "The profit when each day is decided alone; nil with own peaks.") { value, s in
                try s.object(value, DispatchObject.self).rollingProfit().map { try s.quantity($0, "USD") } ?? .nil
            },
        ],
        methods: [
            .declare("why", "Why an hour ran as it did: prices, thresholds and what binds.") { f in
                let hour = f.parameter("hour", .integer(0...10_000_000, "a whole number, hours count from 0"), "From 0.")
                f.returns(.string, "Words.")
                f.example(
                    """
                    local home = site "Home" { grid = 10 * MW, tariff = tariff { energy = { 20, 90, 30 }, adder = 4 * USD/MWh } }
                    local fleet = mining { { name = "S21", hashrate = 200 * PH/s, efficiency = 17.5 * J/TH } }
                    print(home:dispatch { fleet, hashprice = 30 * USD/PHs/day }:why(1))
                    """)
                return { a, i in [.string(try i.session.object(i.receiver, DispatchObject.self).why(a[hour], in: i.session))] }
            },
            .declare("hour", "What happened in an hour, as a table of quantities.") { f in
                let hour = f.parameter("hour", .integer(0...10_000_000, "a whole number, hours count from 0"), "From 0.")
                f.returns(annotation: "table<string, headroom.quantity>", "import, export, charge, discharge, stored, gas, solar, mining, firm, lost, price, marginal.")
                f.example(
                    "local home = site \"Home\" { grid = 10 * MW, tariff = tariff { energy = { 20, 90, 30 } } }\nprint(home:dispatch { firm = 4 * MW }:hour(1).import)",
                    prints: "4 MW")
                return { a, i in
                    let s = i.session
                    let d = try s.object(i.receiver, DispatchObject.self)
                    let hour = a[hour]
                    _ = try d.problem.reason(hour, in: d.solution)
                    let (c, p) = (d.solution, d.problem)
                    let fields: [(String, Double, String)] = [
                        ("charge", c.charge[hour], "MW"), ("discharge", c.discharge[hour], "MW"), ("export", c.exports[hour], "MW"),
                        ("firm", p.firm[hour], "MW"), ("gas", c.gas[hour], "MW"), ("import", c.imports[hour], "MW"),
                        ("lost", c.lost[hour], "MW"), ("marginal", c.marginal[hour], "USD/MWh"),
                        ("mining", c.tiers.reduce(0) { $0 + $1[hour] }, "MW"), ("price", p.price[hour], "USD/MWh"),
                        ("solar", c.solar[hour], "MW"), ("stored", c.stored[hour], "MWh"),
                    ]
                    return [.table(TableSnapshot(fields: try fields.map { ($0.0, try s.quantity($0.1, $0.2)) }))]
                }
            },
        ])
}
