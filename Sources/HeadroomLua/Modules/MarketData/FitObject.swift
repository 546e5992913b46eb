import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `fit.ou(series)`: a fitted process with the series' name, last value and unit.
final class FitObject {
    let calibration: Calibration
    let series: Series
    let additive: Bool

    init(_ calibration: Calibration, _ series: Series, additive: Bool = false) {
        self.calibration = calibration
        self.series = series
        self.additive = additive
    }

    /// What regimes are called, from the calmest.
    static func regimeNames(_ states: Int) -> [String] {
        switch states {
        case 2: ["calm", "crunch"]
        case 3: ["calm", "busy", "crunch"]
        default: ["calm", "busy", "tense", "crunch"]
        }
    }

    private var states: Int {
        calibration.parameters.filter { $0.name.hasSuffix(".volatility") }.count
    }

    /// The parameter's name as scripts know it: `calm.volatility`, `switch.calm.crunch`.
    func path(_ name: String) -> [String] {
        let parts = name.split(separator: ".").map(String.init)
        let names = Self.regimeNames(states)
        func regime(_ part: String) -> String? { Int(part).map { names[$0 - 1] } }
        guard let first = regime(parts[0]) else { return parts }
        if parts.count == 3, let second = regime(parts[2]) { return ["switch", first, second] }
        return [first] + parts.dropFirst()
    }

    /// The unit of a parameter: rates and drifts are per year, levels in the series' unit, the rest plain numbers.
    func unit(_ name: String, in session: Session) -> Int32 {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        switch last {
        case "level": return series.unit
        case "volatility" where additive: return session.isTemperaturePoint(series.unit) ? session.units.number(of: .kelvin) : series.unit
        case "volatility", "omega", "alpha", "beta", "df", "mean": return UnitTable.none
        default: return session.units.number(of: .perYear)
        }
    }

    /// Figures as tables nested like the parameters' names.
    func tree(in session: Session, _ read: (ParameterEstimate) -> LuaValue) -> TableSnapshot {
        var branches: [(key: [String], value: LuaValue)] = calibration.parameters.map { (path($0.name), read($0)) }
        branches.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return Self.nested(branches[...])
    }

    private static func nested(_ branches: ArraySlice<(key: [String], value: LuaValue)>) -> TableSnapshot {
        var fields: [(String, LuaValue)] = []
        var rest = branches
        while let first = rest.first {
            let group = rest.prefix { $0.key[0] == first.key[0] }
            rest = rest.dropFirst(group.count)
            if first.key.count == 1 { fields.append((first.key[0], first.value)) } else {
                let inner = group.map { (key: Array($0.key.dropFirst()), value: $0.value) }
                fields.append((first.key[0], .table(nested(inner[...]))))
            }
        }
        return TableSnapshot(fields: fields)
    }

    func values(in session: Session) -> TableSnapshot {
        tree(in: session) { session.lua(Operand($0.value, unit: self.unit($0.name, in: session))) }
    }

    func errors(in session: Session) -> TableSnapshot {
        tree(in: session) { session.lua(Operand($0.standardError, unit: self.unit($0.name, in: session))) }
    }

    func intervals(in session: Session) -> TableSnapshot {
        tree(in: session) { estimate in
            let unit = self.unit(estimate.name, in: session)
            return .table(TableSnapshot(list: [estimate.low, estimate.high].map { session.lua(Operand($0, unit: unit)) }))
        }
    }

    /// The newest value: where a simulated path begins.
    func start(in session: Session) -> LuaValue {
        session.lua(Operand(series.values[series.values.count - 1], unit: series.unit))
    }

    /// What the process's constructor takes.
    func parameters(in session: Session) -> TableSnapshot {
        let taken: [String] =
            switch calibration.process {
            case "gbm": ["drift", "volatility"]
            case "ou": ["level", "reversion", "volatility"]
            case "garch": ["drift", "omega", "alpha", "beta", "df"]
            default: Self.regimeNames(states) + ["switch"]
            }
        var fields = values(in: session).entries.filter { entry in
            if case .string(let key) = entry.key { taken.contains(key) } else { false }
        }
        fields.append((.string("start"), start(in: session)))
        if additive { fields.append((.string("additive"), .boolean(true))) }
        return TableSnapshot(entries: fields)
    }
}

extension Unit {
    static var perYear: Unit {
        guard let unit = try? Unit(parsing: "/year") else { preconditionFailure("/year is a unit") }
        return unit
    }
}

extension FitObject {
    func text(in session: Session) -> String {
        var table = TextTable([.init("parameter"), .init("estimate", .decimal), .init("unit"), .init("95 % interval", .right)])
        for estimate in calibration.parameters {
            let unit = session.units[unit(estimate.name, in: session)]
            let isPercent = estimate.name.hasSuffix("volatility") && !additive
            let shown = DisplayUnit(unit, for: [estimate.value])
            func number(_ x: Double) -> Double { isPercent ? 100 * x : shown(x) }
            table.append([
                path(estimate.name).joined(separator: "."),
                NumberText.text(number(estimate.value), error: number(estimate.standardError)),
                isPercent ? "%" : shown.name + (estimate.name == "volatility" ? "/year^½" : ""),
                "\(NumberText.text(number(estimate.low), digits: 3)) to \(NumberText.text(number(estimate.high), digits: 3))",
            ])
        }
        let what = calibration.process == "ou" ? "values" : "returns"
        var lines = "\(calibration.process) of \(series.name)\(additive ? " (additive)" : "")\n" + table.text()
        lines += "\(NumberText.count(calibration.count)) \(what), \(series.times[0].text) to \(series.times[series.times.count - 1].text)"
        lines += " (\(NumberText.text(calibration.span, digits: 3)) years), log-likelihood \(NumberText.text(calibration.logLikelihood, digits: 6))\n"
        lines += calibration.goodness.text + "\n"
        for note in calibration.notes { lines += note + "\n" }
        return lines
    }
}
