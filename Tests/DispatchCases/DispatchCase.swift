package import PowerModel
internal import DataFiles

/// A dispatch case in a file of figures with a CSV of hours beside it; the README beside the cases is its formulation.
package struct DispatchCase {
    package let problem: DispatchProblem
    package let peak: OwnPeak?

    package enum Mode: String, CaseIterable {
        case nocp, coinc, own_top4, nocp_full, coinc_full, own_top4_full

        var isFull: Bool { rawValue.hasSuffix("_full") }
    }

    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter path: of the JSON file.
    /// - Throws: what is missing or contradicts itself, by name.
    package init(_ path: String, mode: Mode) throws {
        let json = try JSON.read(path)
        func number(_ keys: String...) throws -> Double {
            var value: JSON? = json
            for key in keys { value = value?[key] }
            guard let number = value?.double else { throw Unreadable(description: "\(path): \(keys.joined(separator: ".")) is no number") }
            return number
        }
        guard let series = json["series"]?.string, let mining = json["mining"]?.array else {
            throw Unreadable(description: "\(path): series and mining are needed")
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let csv = try CSV.read(folder + series)
        let price = try csv.numbers("price_usd_mwh")
        var problem = DispatchProblem(price: price, firm: try Self.firm(csv, number), grid: try number("grid_mw"))
        problem.importAdder = try number("import_adder")
        problem.lostLoad = try number("voll")
        for (index, tier) in mining.enumerated() {
            guard let power = tier["mw"]?.double, let value = tier["value_usd_mwh"]?.double else {
                throw Unreadable(description: "\(path): mining[\(index)] needs mw and value_usd_mwh")
            }
            problem.tiers.append(.init("mining \(index + 1)", power: power, value: value))
        }
        problem.battery = .init(
            power: try number("battery", "mw"), energy: try number("battery", "mwh"),
            chargeEfficiency: try number("battery", "eta_c"), dischargeEfficiency: try number("battery", "eta_d"),
            start: try number("battery", "soc0"), wear: try number("battery", "wear_usd_mwh"))
        if mode.isFull {
            problem.exportLimit = try number("export_mw")
            problem.exportFee = try number("export_fee")
            problem.gasPower = try number("gas_mw")
            problem.gasCost = try number("gas_mc")
            let solar = try number("solar_mw")
            problem.solar = try csv.numbers("solar_cf").map { $0 * solar }
        }
        var peak: OwnPeak?
        switch mode {
        case .nocp, .nocp_full: break
        case .coinc, .coinc_full:
            let rate = try number("fourcp_usd_per_mw_year")
            let given = json["fourcp_hours"]?.array?.compactMap(\.int)
            let hours = try given ?? CoincidentPeak.summer(rate: rate).hours(ofLoad: try csv.numbers("sysload_gw"))
            problem.hourlyAdder = try CoincidentPeak.adders(rate: rate, hours: hours, count: price.count)
        case .own_top4, .own_top4_full:
            peak = OwnPeak(count: 4, rate: try number("fourcp_usd_per_mw_year"))
        }
        try problem.check()
        self.problem = problem
        self.peak = peak
    }

    private static func firm(_ csv: CSV, _ number: (String...) throws -> Double) throws -> [Double] {
        if csv.column("ai_mw") != nil { return try csv.numbers("ai_mw") }
        let cooling = Cooling(
            name: "PUE", base: try number("pue", "base"), slope: try number("pue", "slope_per_c"),
            above: try number("pue", "t0_c"), cap: try number("pue", "cap"))
        let power = try number("ai_it_mw")
        return try csv.numbers("temp_c").map { (power * cooling.pue(at: $0) * 1e4).rounded() / 1e4 }
    }
}
